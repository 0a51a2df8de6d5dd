package org.musweep.pipeline.sweep;

import org.musweep.pipeline.sweep.SpecNode.Section;

/** Reads all sections of a sweep file, each with its own reader, and checks them together. */
final class SpecAssembly {

  /** The version of the format; a file names the one it is written in. */
  private static final int SCHEMA = 1;

  private static final String OUTPUT = "out";
  private static final long SEED = 0;

  private SpecAssembly() {}

  /** The spec that a file's keys make; with stand-ins for what is wrong, if anything is. */
  static SweepSpec assemble(Section root, Findings findings) {
    SectionReader file = SectionReader.ofFile(findings, root);
    file.demand("schema", Form.exactly(SCHEMA, "the only version that this program reads"), SCHEMA);
    String sweep = sweep(file);
    long seed = file.value("seed", Form.longNumber(), SEED);
    String output = file.text("output", OUTPUT);
    DataSpec data = DataReader.read(file.section("data"));
    SectionReader modelSection = file.section("model");
    BaseReader.ask(modelSection);
    ModelSpec model = ModelReader.read(modelSection);
    ParametrizationSpec parametrization =
        PlanReader.parametrization(
            file.sectionIfAny("parametrization"), BaseReader.read(modelSection, findings), model);
    TrainingSpec training = TrainingReader.read(file.section("training"));
    SearchSpec search = SearchReader.read(file.section("search"));
    CoordCheckSpec coordCheck =
        PlanReader.coordCheck(file.sectionIfAny("coord-check"), model, training, search);
    TransferSpec transfer = PlanReader.transfer(file.section("transfer"), model, training, search);
    BudgetSpec budget = PlanReader.budget(file.sectionIfAny("budget"));
    ExecutionSpec execution = PlanReader.execution(file.sectionIfAny("execution"));
    file.finish();
    SweepSpec spec =
        new SweepSpec(
            sweep,
            seed,
            output,
            data,
            model,
            parametrization,
            training,
            search,
            coordCheck,
            transfer,
            budget,
            execution);
    CrossChecks.check(spec, findings);
    Cautions.find(spec, findings);
    return spec;
  }

  private static String sweep(SectionReader file) {
    String sweep = file.text("sweep");
    boolean named = SweepSpec.NAME.matcher(sweep).matches();
    file.expect(
        named,
        "sweep",
        "needs letters, digits, '.', '_' or '-', starting with a letter or digit, but is '%s'"
            .formatted(sweep));
    return named ? sweep : "unnamed";
  }
}
