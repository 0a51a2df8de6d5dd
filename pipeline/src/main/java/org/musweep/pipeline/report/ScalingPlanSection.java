package org.musweep.pipeline.report;

import org.musweep.mup.law.LawFactor;
import org.musweep.pipeline.selection.TransferPlan;

/** The factors that carry the settings from the base width to the wide model. */
final class ScalingPlanSection implements Section {

  @Override
  public String id() {
    return "scaling-plan";
  }

  @Override
  public String title() {
    return "Scaling plan";
  }

  @Override
  public Html body(ReportData data) {
    if (!(data.plan() instanceof Finding.Present<TransferPlan> present)) {
      return Html.absent(((Finding.Absent<TransferPlan>) data.plan()).why());
    }
    TransferPlan plan = present.value();
    return Html.all(
        Html.styled(
            "p",
            "lead",
            Html.text(
                "What the parametrization does to every parameter of the wide model, as factors"
                    + " relative to base width %d.".formatted(plan.baseWidth()))),
        factors(plan),
        Html.element("pre", Html.text(plan.scalingPlan().stripTrailing())));
  }

  private static Html factors(TransferPlan plan) {
    if (plan.factors().isEmpty()) {
      return Html.NOTHING;
    }
    HtmlTable table =
        new HtmlTable()
            .words("on the way to width " + plan.targetWidth())
            .number("times")
            .sentences("by which law");
    for (LawFactor factor : plan.factors()) {
      table.row(
          Html.text(factor.setting()),
          Html.text(Figures.significant(factor.factor())),
          Html.text(factor.law()));
    }
    return table.build();
  }
}
