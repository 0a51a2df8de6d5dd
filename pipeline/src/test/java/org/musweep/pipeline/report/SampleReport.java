package org.musweep.pipeline.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.musweep.mup.coordcheck.CoordLimits;
import org.musweep.mup.coordcheck.CoordRecord;
import org.musweep.mup.coordcheck.CoordVerdict;
import org.musweep.mup.law.LawFactor;
import org.musweep.pipeline.selection.BoundaryHit;
import org.musweep.pipeline.selection.Cost;
import org.musweep.pipeline.selection.CurveComparison;
import org.musweep.pipeline.selection.Estimate;
import org.musweep.pipeline.selection.Finalist;
import org.musweep.pipeline.selection.HyperparameterJudgement;
import org.musweep.pipeline.selection.HyperparameterRole;
import org.musweep.pipeline.selection.Judgement;
import org.musweep.pipeline.selection.OptimumDrift;
import org.musweep.pipeline.selection.RateLoss;
import org.musweep.pipeline.selection.SeedLoss;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.selection.Slice;
import org.musweep.pipeline.selection.Standing;
import org.musweep.pipeline.selection.TransferCheck;
import org.musweep.pipeline.selection.TransferPlan;
import org.musweep.pipeline.selection.TransferVerdict;
import org.musweep.pipeline.selection.TrialCounts;
import org.musweep.pipeline.selection.WidthCheck;
import org.musweep.pipeline.selection.WidthGain;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.LogUniform;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.table.CurveRow;
import org.musweep.pipeline.table.RungRow;
import org.musweep.pipeline.table.TrialRow;

/**
 * A made-up run with losses like those of the text quickstart: 2.28 at width 32, 2.12 at 64, 2.00
 * at 256.
 */
final class SampleReport {

  static final int TRIAL_WIDTH = 32;
  static final int CHECK_WIDTH = 64;
  static final int WIDE = 256;
  static final int STEPS = 1200;
  static final SearchSpace SPACE =
      SearchSpace.of(
          new Hyperparameter("learning-rate", new LogUniform(0.004, 0.125)),
          new Hyperparameter("init-scale", new LogUniform(0.25, 2)),
          new Hyperparameter("output-multiplier", new LogUniform(0.5, 8)));
  static final Provenance PROVENANCE =
      new Provenance(
          "5f0c3a1e9b7d2846aa10c55de2f3b4c6d7e8f90112233445566778899aabbccd",
          "c0ffee00d15ea5e0123456789abcdef00112233445566778899aabbccddeeff0",
          "0.1.0-12-gabc1234",
          List.of(
              new Provenance.Software("Java", "17.0.12 OpenJDK 64-Bit Server VM"),
              new Provenance.Software("Spark", "4.0.4"),
              new Provenance.Software("DJL", "0.35.1"),
              new Provenance.Software("libtorch", "2.7.1")),
          new Provenance.Platform("Linux 6.1", "amd64", 2),
          List.of(7L, 101L, 102L, 103L),
          new Provenance.Period(
              Instant.parse("2026-03-01T10:00:00Z"), Instant.parse("2026-03-01T10:02:07Z")),
          List.of("bin/musweep", "run", "conf/quickstart.yaml"));

  private static final List<Long> FRESH_SEEDS = List.of(101L, 102L, 103L);
  private static final List<Integer> COORD_WIDTHS = List.of(32, 64, 128, 256);

  private static final String SCALING_PLAN =
      """
        parameter                role           shape        init std  learning rate  weight decay
        token_embedding.weight   embedding      [83, 256]    1         1              1
        block0.attention.query   hidden weight  [256, 256]   0.3536    0.125          1
        block0.ffn.up            hidden weight  [1024, 256]  0.3536    0.125          1
        readout.weight           readout        [83, 256]    1         1              1

        multiplier               factor
        readout                  0.125
      """;

  private final SplittableRandom random;
  private final List<TrialRow> trials = new ArrayList<>();
  private final List<RungRow> rungs = new ArrayList<>();
  private final List<CurveRow> curves = new ArrayList<>();

  private SampleReport(long seed) {
    random = new SplittableRandom(seed);
  }

  /** {@link #complete} with a best value at an edge of what was searched. */
  static ReportData atTheEdge(BoundaryHit hit) {
    return chosenAmong(Integer.MAX_VALUE, List.of(hit));
  }

  /** {@link #complete} with one finalist. */
  static ReportData unopposed() {
    return chosenAmong(1, List.of());
  }

  private static ReportData chosenAmong(int finalists, List<BoundaryHit> hits) {
    ReportData sample = complete();
    Selection s = ((Finding.Present<Selection>) sample.selection()).value();
    return new ReportData(
        sample.sweep(),
        sample.provenance(),
        sample.record(),
        sample.coordCheck(),
        Finding.of(
            new Selection(
                s.chosen(),
                s.basis(),
                s.finalists().stream().limit(finalists).toList(),
                s.tieMargin(),
                s.exploration(),
                hits,
                s.warnings(),
                s.judgement())),
        sample.transfer(),
        sample.wide(),
        sample.plan(),
        sample.cost());
  }

  private static TransferPlan plan(String setting, String scalingPlan) {
    return TransferPlan.of(
        new Configuration(List.of(Setting.of("learning-rate", 0.01))),
        TRIAL_WIDTH,
        WIDE,
        2,
        4,
        STEPS,
        List.of(7L),
        List.of(new LawFactor(setting, 0.125, "maximal update: 1 / width multiplier")),
        scalingPlan);
  }

  /** Everything is there and went well. */
  static ReportData complete() {
    return withTrials(24);
  }

  /** Like {@link #complete}, with a search of that many trials. */
  static ReportData withTrials(int explored) {
    return new SampleReport(1).build(explored);
  }

  /** The coord check failed, and the run ended there. */
  static ReportData stoppedByCoordCheck() {
    return new ReportData(
        "quickstart-standard",
        PROVENANCE,
        new RunRecord(SPACE, List.of(), List.of(), List.of(), List.of(), List.of()),
        Finding.of(new SampleReport(1).coordCheck("standard", 0.9)),
        Finding.absent("No settings were chosen: the coord check ended the run."),
        Finding.absent("The transfer was not checked: the coord check ended the run."),
        Finding.absent("The wide model was not trained: the coord check ended the run."),
        Finding.absent("There is no scaling plan: no wide model was planned."),
        Finding.absent("Nothing was trained."));
  }

  /** Nothing at all is there yet. */
  static ReportData empty() {
    return new ReportData(
        "just-begun",
        PROVENANCE,
        new RunRecord(SPACE, List.of(), List.of(), List.of(), List.of(), List.of()),
        Finding.absent("The coord check has not run."),
        Finding.absent("No settings have been chosen."),
        Finding.absent("The transfer has not been checked."),
        Finding.absent("The wide model has not been trained."),
        Finding.absent("There is no scaling plan yet."),
        Finding.absent("What the run cost is not known yet."));
  }

  /** {@link #complete} with text in every place that a file or a user can fill. */
  static ReportData withText(String text) {
    ReportData sample = complete();
    List<TrialRow> rows = new ArrayList<>(sample.record().trials());
    TrialRow first = rows.get(0);
    rows.add(
        new TrialRow(
            "x9999-" + text,
            first.purpose(),
            9999,
            text,
            32,
            2,
            4,
            STEPS,
            7,
            new Configuration(List.of(Setting.of("learning-rate", 0.01), Setting.of("odd", text))),
            "failed",
            3,
            Double.NaN,
            text,
            text,
            0,
            1,
            1,
            text,
            0,
            false));
    List<RungRow> judged = new ArrayList<>(sample.record().rungs());
    judged.add(new RungRow("x9999-" + text, 0, 400, 2.5, "stopped", text));
    RunRecord record = sample.record();
    Provenance p = sample.provenance();
    return new ReportData(
        text,
        new Provenance(
            text,
            text,
            text,
            List.of(new Provenance.Software(text, text)),
            new Provenance.Platform(text, text, 1),
            p.seeds(),
            p.period(),
            List.of("run", text)),
        new RunRecord(
            record.space(),
            rows,
            judged,
            record.curves(),
            List.of(new PartTime(text, 3)),
            List.of(new PackTime(text, text, 32, 12, 0, 400, text, 1_772_359_200_000L, 3))),
        Finding.absent(text),
        sample.selection(),
        Finding.absent(text),
        Finding.absent(text),
        Finding.of(plan(text, text)),
        Finding.absent(text));
  }

  private ReportData build(int explored) {
    explore(explored);
    Selection selection = select();
    TransferCheck check = check(selection.chosen());
    WideRun wide = wide();
    return new ReportData(
        "quickstart",
        PROVENANCE,
        new RunRecord(
            SPACE,
            trials,
            rungs,
            curves,
            List.of(
                new PartTime("data", 2.1),
                new PartTime("coord check", 6.4),
                new PartTime("search", 31),
                new PartTime("finalists", 24),
                new PartTime("transfer check", 17),
                new PartTime("wide run", 52),
                new PartTime("report", 0.6)),
            packs()),
        Finding.of(coordCheck("maximal-update", 0.04)),
        Finding.of(selection),
        Finding.of(check),
        Finding.of(wide),
        Finding.of(plan("learning rate of matrices", SCALING_PLAN)),
        Finding.of(
            new Cost(
                new Cost.Part(1.2e13, 0.05),
                new Cost.Part(2.4e13, 0.02),
                new Cost.Part(6.1e14, 0.51))));
  }

  private void explore(int explored) {
    for (int i = 0; i < explored; i++) {
      Configuration configuration =
          SPACE.configurationAt(
              List.of(random.nextDouble(), random.nextDouble(), random.nextDouble()));
      double loss = loss(TRIAL_WIDTH, configuration) + 0.03 * gaussian();
      String id = "x%04d-%08x".formatted(i, 0xabc000 + i);
      double early = loss + 0.35 + 0.05 * gaussian();
      if (configuration.number("learning-rate").orElseThrow() > 0.1) {
        add(
            id,
            "exploration",
            i,
            TRIAL_WIDTH,
            7,
            configuration,
            "diverged",
            300,
            3.11,
            "collapsed: 3.11 nats, within 0.25 of a model that ignores its input (3.12)");
        rungs.add(new RungRow(id, 0, 400, 3.11, "diverged", "collapsed"));
      } else if (i == 5) {
        add(
            id,
            "exploration",
            i,
            TRIAL_WIDTH,
            7,
            configuration,
            "failed",
            0,
            Double.NaN,
            "ai.djl.engine.EngineException: out of memory");
      } else if (early > 2.83) {
        add(
            id,
            "exploration",
            i,
            TRIAL_WIDTH,
            7,
            configuration,
            "stopped",
            400,
            early,
            "rank 14 of 24 at step 400; best 8 go on");
        rungs.add(new RungRow(id, 0, 400, early, "stopped", "rank 14 of 24; best 8 go on"));
      } else {
        add(id, "exploration", i, TRIAL_WIDTH, 7, configuration, "completed", STEPS, loss, "");
        rungs.add(new RungRow(id, 0, 400, early, "promoted", "rank 3 of 24"));
        rungs.add(new RungRow(id, 1, STEPS, loss, "completed", "reached the horizon"));
      }
    }
  }

  private Selection select() {
    List<TrialRow> best =
        trials.stream()
            .filter(trial -> trial.status().equals("completed"))
            .sorted(Comparator.comparingDouble(TrialRow::loss))
            .limit(4)
            .toList();
    List<Finalist> finalists = new ArrayList<>();
    List<Double> means = List.of(2.277, 2.284, 2.322, 2.339);
    for (int rank = 0; rank < best.size(); rank++) {
      Configuration configuration = best.get(rank).configuration();
      List<SeedLoss> losses = new ArrayList<>();
      for (long seed : FRESH_SEEDS) {
        double loss = means.get(rank) + 0.02 * gaussian();
        losses.add(new SeedLoss(seed, loss));
        String id = "f%04d-%08x".formatted(finalists.size() * 3 + losses.size(), 0xf00 + rank);
        add(
            id,
            "finalist",
            losses.size(),
            TRIAL_WIDTH,
            seed,
            configuration,
            "completed",
            STEPS,
            loss,
            "");
        curve(id, loss);
      }
      double mean = losses.stream().mapToDouble(SeedLoss::loss).average().orElseThrow();
      double behind = means.get(rank) - means.get(0);
      finalists.add(
          new Finalist(
              configuration,
              losses,
              new Estimate(mean, 0.012, mean - 0.05, mean + 0.05, 3),
              new Estimate(behind, 0.013, behind - 0.056, behind + 0.056, 3),
              rank == 0 ? Standing.CHOSEN : rank == 1 ? Standing.TIED : Standing.BEHIND));
    }
    int diverged = (int) trials.stream().filter(t -> t.status().equals("diverged")).count();
    return new Selection(
        best.get(0).configuration(),
        Selection.Basis.FRESH_SEEDS,
        finalists,
        0.02,
        new TrialCounts(best.size(), 12, diverged, 1),
        List.<BoundaryHit>of(),
        List.of("2 of 4 finalists cannot be told apart from the best"),
        judgement());
  }

  /** Two slots: the search to its rung and on, the finalists, the transfer check. */
  private static List<PackTime> packs() {
    List<PackTime> packs = new ArrayList<>();
    long start = PROVENANCE.period().start().toEpochMilli() + 9_000;
    List<String> purposes = List.of("exploration", "exploration", "finalist", "transfer_check");
    for (int part = 0; part < purposes.size(); part++) {
      for (int slot = 0; slot < 2; slot++) {
        packs.add(
            new PackTime(
                "p%04d".formatted(packs.size() + 1),
                purposes.get(part),
                part == 3 ? CHECK_WIDTH : TRIAL_WIDTH,
                12,
                part == 1 ? 400 : 0,
                part == 0 ? 400 : STEPS,
                "localhost",
                start + 17_000L * part + 300L * slot,
                15.5 + slot));
      }
    }
    return packs;
  }

  /** What the search tells of each hyperparameter. */
  private Judgement judgement() {
    List<HyperparameterJudgement> all = new ArrayList<>();
    List<Double> importance = List.of(0.71, 0.22, 0.07);
    List<Double> variance = List.of(0.58, 0.11, 0.04);
    for (int i = 0; i < SPACE.dimensions(); i++) {
      Hyperparameter one = SPACE.hyperparameters().get(i);
      List<Slice> slices = new ArrayList<>();
      for (int part = 0; part < 8; part++) {
        double middle = (part + 0.5) / 8 - 0.5;
        boolean high = i == 0 && part == 7;
        slices.add(
            new Slice(
                one.distribution().valueAt(part / 8.0),
                one.distribution().valueAt((part + 1) / 8.0),
                3,
                high ? 3 : 0,
                high ? Double.NaN : 2.27 + importance.get(i) * middle * middle));
      }
      all.add(
          new HyperparameterJudgement(
              one.name(), HyperparameterRole.NUISANCE, importance.get(i), variance.get(i), slices));
    }
    return new Judgement(0.1, all);
  }

  private TransferCheck check(Configuration chosen) {
    double rate = chosen.number("learning-rate").orElseThrow();
    List<WidthCheck> widths = new ArrayList<>();
    for (int width : List.of(TRIAL_WIDTH, CHECK_WIDTH, 2 * CHECK_WIDTH)) {
      List<RateLoss> rates = new ArrayList<>();
      for (double factor : List.of(0.5, 1.0, 2.0)) {
        List<SeedLoss> losses = new ArrayList<>();
        for (long seed : FRESH_SEEDS) {
          double loss =
              mean(width) + (factor == 1 ? 0 : factor == 2 ? 0.031 : 0.07) + 0.008 * gaussian();
          losses.add(new SeedLoss(seed, loss));
          String id = "c%04d-%08x".formatted(trials.size(), width);
          add(
              id,
              "transfer_check",
              trials.size(),
              width,
              seed,
              chosen.with(Setting.of("learning-rate", rate * factor)),
              "completed",
              STEPS,
              loss,
              "");
          curve(id, loss);
        }
        double mean = losses.stream().mapToDouble(SeedLoss::loss).average().orElseThrow();
        rates.add(new RateLoss(factor, losses, mean, 0));
      }
      widths.add(
          new WidthCheck(
              width,
              rates,
              1,
              new Estimate(0, 0.006, -0.02, 0.02, 3),
              new OptimumDrift.Octaves(0.2)));
    }
    return new TransferCheck(
        0.02,
        widths,
        List.of(
            new WidthGain(32, 64, new Estimate(0.162, 0.008, 0.14, 0.18, 3)),
            new WidthGain(64, 128, new Estimate(0.081, 0.007, 0.06, 0.10, 3))),
        List.of(
            new CurveComparison(32, 64, 3, 120, 0), new CurveComparison(64, 128, 3, 120, 0.025)),
        new TransferVerdict.Passed(
            List.of(
                "the chosen rate is the best of three at widths 32, 64 and 128, and each doubling"
                    + " of width lowers the loss by more than its standard error")));
  }

  private WideRun wide() {
    String id = "wide";
    int from = curves.size();
    curve(id, 2.001);
    List<CurveRow> curve = List.copyOf(curves.subList(from, curves.size()));
    curves.subList(from, curves.size()).clear();
    return new WideRun("maximal-update", WIDE, STEPS, 101, 2.001, 52, curve);
  }

  /** Slopes as given for hidden modules, from step 2 on. */
  CoordCheckRecord coordCheck(String rules, double slope) {
    List<CoordRecord> records = new ArrayList<>();
    List<String> modules =
        List.of(
            "embedding",
            "block0.attention",
            "block0.attention.logits",
            "block0.ffn",
            "block1.attention",
            "block1.attention.logits",
            "block1.ffn",
            "norm",
            "readout");
    for (double rate : List.of(0.00390625, 0.015625, 0.125)) {
      for (int width : COORD_WIDTHS) {
        for (long seed : List.of(7L, 8L)) {
          for (int step = 1; step <= 5; step++) {
            for (String module : modules) {
              double growth =
                  Math.pow(width / 32.0, step == 1 ? 0 : module.equals("readout") ? -0.2 : slope);
              double noise = Math.exp(0.02 * gaussian());
              double delta = 0.4 * rate / 0.0156 * (step - 1) * growth * noise;
              double size = 0.8 * growth * (1 + 0.1 * step) * noise;
              records.add(
                  new CoordRecord(rules, width, 2, 4, rate, seed, step, module, "l1", size));
              records.add(
                  new CoordRecord(rules, width, 2, 4, rate, seed, step, module, "delta", delta));
              records.add(
                  new CoordRecord(rules, width, 2, 4, rate, seed, step, module, "update", size));
            }
          }
        }
      }
    }
    return new CoordCheckRecord(records, CoordVerdict.of(records, CoordLimits.upTo(0.0156251)));
  }

  private void add(
      String id,
      String purpose,
      int index,
      int width,
      long seed,
      Configuration configuration,
      String status,
      int step,
      double loss,
      String reason) {
    trials.add(
        new TrialRow(
            id,
            purpose,
            index,
            "maximal-update",
            width,
            2,
            4,
            STEPS,
            seed,
            configuration,
            status,
            step,
            loss,
            reason,
            "p0001",
            index % 12,
            12,
            21,
            "localhost",
            1_772_359_200_000L + index,
            false));
  }

  private void curve(String id, double last) {
    IntStream.rangeClosed(1, STEPS / 10)
        .forEach(
            i -> {
              double share = i * 10.0 / STEPS;
              double loss =
                  last + 1.6 * Math.exp(-7 * share) + 0.25 * (1 - share) + 0.02 * gaussian();
              double validation = i % 5 == 0 ? loss - 0.01 : Double.NaN;
              curves.add(new CurveRow(id, "p0001", i * 10, loss, validation, 0.03, 1));
            });
  }

  private static double mean(int width) {
    return width == 32 ? 2.28 : width == 64 ? 2.116 : width == 128 ? 2.035 : 2.0;
  }

  private static double loss(int width, Configuration configuration) {
    double rate = log2(configuration.number("learning-rate").orElseThrow()) + 5.3;
    double scale = log2(configuration.number("init-scale").orElseThrow());
    double output = log2(configuration.number("output-multiplier").orElseThrow()) - 1;
    return mean(width) + 0.035 * rate * rate + 0.012 * scale * scale + 0.006 * output * output;
  }

  private double gaussian() {
    return random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
  }

  private static double log2(double number) {
    return Math.log(number) / Math.log(2);
  }
}
