package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Distribution;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.sweep.SpecNode.Entry;
import org.musweep.pipeline.sweep.SpecNode.Items;
import org.musweep.pipeline.sweep.SpecNode.Section;

/** Reads {@code search.points}: what is tried first. */
final class PointReader {

  private PointReader() {}

  /** The points to try first. */
  static List<Configuration> points(SectionReader search, SearchSpace space) {
    Optional<SpecNode> node = search.node("points");
    if (node.isEmpty()) {
      return List.of();
    }
    String form = "a list of points such as [{learning-rate: 0.01}]";
    if (!(node.get() instanceof Items items)) {
      search.wrong("points", node.get(), form);
      return List.of();
    }
    SearchedNames names = new SearchedNames(search, space);
    List<Configuration> points = new ArrayList<>();
    for (SpecNode item : items.values()) {
      if (!(item instanceof Section section) || section.entries().isEmpty()) {
        search.wrong("points", item, form);
        continue;
      }
      List<Setting> settings = new ArrayList<>();
      for (Entry entry : section.entries()) {
        Optional<Distribution> range = names.searched("points", entry.key());
        Optional<SettingValue> value = SpaceReader.value(entry.value());
        if (range.isPresent() && value.filter(range.get()::contains).isEmpty()) {
          names.outside("points", entry.key(), entry.value(), range.get());
        } else if (range.isPresent()) {
          value.ifPresent(found -> settings.add(new Setting(entry.key(), found)));
        }
      }
      Configuration point = new Configuration(settings);
      if (space.violation(point) > 0) {
        search.problem("points", "the point '%s' breaks a constraint".formatted(point.text()));
      }
      points.add(point);
    }
    return points;
  }
}
