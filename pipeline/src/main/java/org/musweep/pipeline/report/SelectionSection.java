package org.musweep.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.musweep.pipeline.selection.Estimate;
import org.musweep.pipeline.selection.Finalist;
import org.musweep.pipeline.selection.SeedLoss;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.selection.Standing;
import org.musweep.pipeline.space.Setting;

/** The finalists, seed by seed. */
final class SelectionSection implements Section {

  private static final int MOST_SEEDS = 12;
  private static final long LONGEST_SEED = 1_000_000;

  /** Letters stand for seeds that are too long for a column. */
  private static final List<String> ORDINALS =
      List.of("A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L");

  @Override
  public String id() {
    return "selection";
  }

  @Override
  public String title() {
    return "Selection";
  }

  @Override
  public Html body(ReportData data) {
    if (!(data.selection() instanceof Finding.Present<Selection> present)) {
      return Html.absent(((Finding.Absent<Selection>) data.selection()).why());
    }
    Selection selection = present.value();
    return Html.all(
        Html.styled("p", "lead", Html.text(lead(selection))),
        table(selection),
        warnings(selection));
  }

  private static String lead(Selection selection) {
    String basis =
        switch (selection.basis()) {
          case FRESH_SEEDS ->
              "The best trials of the search, run again on fresh seeds that all share.";
          case EXPLORATION ->
              "No finalist was run again: these are the search's own trials, one seed each, so the"
                  + " winner's loss is biased low.";
        };
    return "%s Differences below %s nats count as ties, and so do differences that the noise explains: %d of %d tie."
        .formatted(
            basis,
            Figures.significant(selection.tieMargin()),
            selection.tied().size(),
            selection.finalists().size());
  }

  private static Html table(Selection selection) {
    List<Long> seeds =
        selection.finalists().stream()
            .flatMap(finalist -> finalist.losses().stream())
            .map(SeedLoss::seed)
            .distinct()
            .limit(MOST_SEEDS)
            .toList();
    HtmlTable table = new HtmlTable().words("rank").words("standing");
    settings(selection).forEach(table::number);
    boolean brief = seeds.stream().allMatch(seed -> seed >= 0 && seed < LONGEST_SEED);
    for (int i = 0; i < seeds.size(); i++) {
      table.number("seed " + (brief ? Long.toString(seeds.get(i)) : ORDINALS.get(i)));
    }
    table.number("mean ± standard error").number("behind the best");
    int rank = 1;
    for (Finalist finalist : selection.finalists()) {
      table.row(
          finalist.standing() == Standing.CHOSEN ? "chosen" : "",
          cells(finalist, rank++, settings(selection), seeds));
    }
    return brief || seeds.isEmpty() ? table.build() : Html.all(table.build(), key(seeds));
  }

  /** Which seed a letter stands for. */
  private static Html key(List<Long> seeds) {
    StringBuilder text = new StringBuilder("Seeds: ");
    for (int i = 0; i < seeds.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(ORDINALS.get(i)).append(' ').append(seeds.get(i));
    }
    return Html.styled("p", "note", Html.text(text + "."));
  }

  private static List<String> settings(Selection selection) {
    return selection.chosen().settings().stream().map(Setting::name).toList();
  }

  private static List<Html> cells(
      Finalist finalist, int rank, List<String> settings, List<Long> seeds) {
    Map<Long, Double> losses =
        finalist.losses().stream()
            .collect(Collectors.toMap(SeedLoss::seed, SeedLoss::loss, (a, b) -> a));
    List<Html> cells = new ArrayList<>();
    cells.add(Html.text(Integer.toString(rank)));
    cells.add(Html.mark(tone(finalist.standing()), finalist.standing().text()));
    for (String setting : settings) {
      cells.add(
          Html.text(finalist.configuration().value(setting).map(Figures::setting).orElse("–")));
    }
    seeds.forEach(
        seed -> cells.add(Html.text(Figures.loss(losses.getOrDefault(seed, Double.NaN)))));
    cells.add(Html.element("strong", Html.text(mean(finalist))));
    cells.add(Html.text(rank == 1 ? "" : difference(finalist.behindBest())));
    return cells;
  }

  private static String mean(Finalist finalist) {
    return Double.isFinite(finalist.loss().mean()) ? finalist.loss().text() : "–";
  }

  private static String difference(Estimate estimate) {
    return Double.isFinite(estimate.mean()) ? "+" + estimate.text() : "–";
  }

  private static String tone(Standing standing) {
    return switch (standing) {
      case CHOSEN -> "good";
      case TIED -> "good";
      case BEHIND -> "";
      case UNSTABLE -> "bad";
      case INCOMPLETE -> "warn";
    };
  }

  private static Html warnings(Selection selection) {
    if (selection.warnings().isEmpty()) {
      return Html.NOTHING;
    }
    return Html.all(
        Html.element("h3", Html.text("To keep in mind")),
        Html.element(
            "ul",
            Html.all(
                selection.warnings().stream()
                    .map(warning -> Html.element("li", Html.text(warning))))));
  }
}
