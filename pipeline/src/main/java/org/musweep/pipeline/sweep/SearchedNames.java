package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.musweep.pipeline.space.Distribution;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.sweep.SpecNode.Entry;
import org.musweep.pipeline.sweep.SpecNode.Section;

/**
 * What keys of {@code search} say about hyperparameters of the space by their names.
 *
 * @param search the section
 * @param space whose hyperparameters may be named
 */
record SearchedNames(SectionReader search, SearchSpace space) {

  /** The entries of a key, each name once; none, and noted, if it holds something else. */
  List<Entry> entries(String key, String needed) {
    Optional<SpecNode> node = search.node(key);
    if (node.isPresent() && !(node.get() instanceof Section)) {
      search.wrong(key, node.get(), needed);
    }
    List<Entry> entries = new ArrayList<>();
    List<String> names = new ArrayList<>();
    if (node.isPresent() && node.get() instanceof Section section) {
      for (Entry entry : section.entries()) {
        if (names.contains(entry.key())) {
          search.problem(key, "'%s' stands twice".formatted(entry.key()));
        } else {
          names.add(entry.key());
          entries.add(entry);
        }
      }
    }
    return entries;
  }

  /** The range of a name; empty, and noted, if it is not searched. */
  Optional<Distribution> searched(String key, String name) {
    Optional<Distribution> range = space.distribution(name);
    if (range.isEmpty()) {
      List<String> names = space.hyperparameters().stream().map(Hyperparameter::name).toList();
      search.expect(
          false,
          key,
          "'%s' is not searched; searched are %s".formatted(name, String.join(", ", names)),
          "space");
    }
    return range;
  }

  /** Notes a value that lies outside of its range. */
  void outside(String key, String name, SpecNode node, Distribution range) {
    search.problem(
        key, "%s needs a value of %s, but is %s".formatted(name, range.text(), node.description()));
  }
}
