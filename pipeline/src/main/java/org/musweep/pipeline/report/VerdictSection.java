package org.musweep.pipeline.report;

import java.util.List;

/** What came out, before anything else. */
final class VerdictSection implements Section {

  @Override
  public String id() {
    return "verdict";
  }

  @Override
  public String title() {
    return "Verdict";
  }

  @Override
  public Html body(ReportData data) {
    return Html.all(
        Html.styled("p", "headline", Html.text(Verdicts.headline(data))),
        losses(WidthLoss.of(data)),
        Html.styled(
            "div",
            "cards",
            card("Does the tuning transfer?", Verdicts.transfer(data)),
            card("How sure is the choice?", Verdicts.choice(data)),
            card("Is the parametrization right?", Verdicts.coordCheck(data))),
        next(NextSteps.of(data)));
  }

  private static Html losses(List<WidthLoss> losses) {
    return losses.isEmpty()
        ? Html.NOTHING
        : Html.styled("ul", "losses", Html.all(losses.stream().map(VerdictSection::loss)));
  }

  private static Html loss(WidthLoss loss) {
    return Html.element(
        "li",
        Html.styled("span", "value", Html.text(Figures.loss(loss.mean()))),
        Html.styled("span", "label", Html.text("width %d".formatted(loss.width()))),
        Html.styled("span", "label", Html.text(loss.stage() + ", " + noise(loss))));
  }

  private static String noise(WidthLoss loss) {
    String seeds = Figures.count(loss.seeds(), "seed");
    return Double.isFinite(loss.standardError())
        ? "± %s, %s".formatted(Figures.fixed(loss.standardError(), 3), seeds)
        : seeds;
  }

  private static Html card(String question, Verdicts.Verdict verdict) {
    return Html.styled(
        "div",
        verdict.tone().isEmpty() ? "card" : "card " + verdict.tone(),
        Html.element("h3", Html.text(question)),
        Html.styled("p", "finding", Html.text(Figures.sentence(verdict.finding()))),
        Html.all(verdict.reasons().stream().limit(3).map(Figures::sentence).map(Html::paragraph)));
  }

  private static Html next(List<String> steps) {
    return Html.styled(
        "div",
        "next",
        Html.element("h3", Html.text("What to do next")),
        Html.element(
            "ul", Html.all(steps.stream().map(step -> Html.element("li", Html.text(step))))));
  }
}
