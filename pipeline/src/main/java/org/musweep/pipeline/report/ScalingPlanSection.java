package org.musweep.pipeline.report;

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
    if (data.scalingPlan() instanceof Finding.Present<String> plan) {
      return Html.all(
          Html.styled(
              "p",
              "lead",
              Html.text(
                  "What the parametrization does to every parameter of the wide model, as factors"
                      + " relative to the base width.")),
          Html.element("pre", Html.text(plan.value().stripTrailing())));
    }
    return Html.absent(((Finding.Absent<String>) data.scalingPlan()).why());
  }
}
