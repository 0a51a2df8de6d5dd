package org.musweep.mup.parametrization;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints a scaling plan as aligned columns. */
final class ScalingTable {

  private static final List<String> PARAMETER_COLUMNS =
      List.of("parameter", "role", "shape", "init std", "learning rate", "weight decay", "epsilon");

  private static final List<String> SITE_COLUMNS = List.of("multiplier", "kind", "width", "factor");

  private ScalingTable() {}

  static String text(ScalingPlan plan) {
    StringBuilder out = new StringBuilder();
    out.append("rules ").append(plan.rules());
    out.append(", optimizer ").append(plan.optimizer().label());
    if (plan.optimizer() == OptimizerKind.MUON) {
      out.append(" with scale ").append(plan.updates().muonScale().label());
    }
    out.append(", weight decay ").append(plan.weightDecay().label());
    out.append(", epsilon ").append(plan.updates().epsilon().label());
    out.append("\nfactors relative to the base model; a width is printed as size/base size\n\n");
    append(out, PARAMETER_COLUMNS, plan.parameters().stream().map(ScalingTable::cells).toList(), 3);
    if (!plan.multipliers().isEmpty()) {
      out.append('\n');
      append(out, SITE_COLUMNS, plan.multipliers().stream().map(ScalingTable::cells).toList(), 3);
    }
    return out.toString();
  }

  private static List<String> cells(PlannedParameter parameter) {
    ParameterDeclaration declaration = parameter.declaration();
    ParameterScaling scaling = parameter.scaling();
    return List.of(
        declaration.name(),
        declaration.role().label(),
        declaration.shape().text(),
        number(scaling.initStd()),
        number(scaling.learningRate()),
        number(scaling.weightDecay()),
        number(scaling.epsilon()));
  }

  private static List<String> cells(PlannedMultiplier multiplier) {
    return List.of(
        multiplier.site().name(),
        multiplier.site().kind().label(),
        multiplier.site().dim().text(),
        number(multiplier.factor()));
  }

  /** Six significant digits without trailing zeros. */
  private static String number(double factor) {
    String text = String.format(Locale.ROOT, "%.6g", factor);
    boolean fraction = text.contains(".") && !text.contains("e");
    return fraction ? text.replaceFirst("\\.?0+$", "") : text;
  }

  /** Text columns to the left, number columns (from {@code firstNumber} on) to the right. */
  private static void append(
      StringBuilder out, List<String> header, List<List<String>> rows, int firstNumber) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(header);
    lines.addAll(rows);
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < header.size(); column++) {
      int at = column;
      widths.add(lines.stream().mapToInt(line -> line.get(at).length()).max().orElse(0));
    }
    for (List<String> line : lines) {
      StringBuilder row = new StringBuilder();
      for (int column = 0; column < line.size(); column++) {
        String padding = " ".repeat(widths.get(column) - line.get(column).length());
        row.append(column == 0 ? "" : "  ");
        row.append(column < firstNumber ? line.get(column) + padding : padding + line.get(column));
      }
      out.append(row.toString().stripTrailing()).append('\n');
    }
  }
}
