package org.musweep.pipeline;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dependency rules of the pipeline's packages, as far as Maven cannot keep them. */
class ArchitectureTest {

  private static final String ROOT = "org.musweep.pipeline.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.musweep.pipeline");

  /** What each package may import from its siblings; one that is missing here may import none. */
  private static final Map<String, List<String>> ALLOWED =
      Map.ofEntries(
          Map.entry("space", List.of()),
          Map.entry("trial", List.of("space")),
          Map.entry("sampling", List.of("space", "trial")),
          Map.entry("rung", List.of("space", "trial")),
          Map.entry("log", List.of("space", "trial", "sampling", "rung")),
          Map.entry("sweep", List.of("space", "trial", "sampling", "rung", "log")),
          Map.entry("selection", List.of("space", "trial", "sampling", "rung", "log", "sweep")),
          Map.entry("training", List.of("space", "trial", "sampling", "rung", "log", "sweep")),
          Map.entry(
              "forecast",
              List.of(
                  "space", "trial", "sampling", "rung", "log", "sweep", "selection", "training")),
          Map.entry("figure", List.of()),
          Map.entry("tracking", List.of("space", "trial", "sampling", "rung", "log", "sweep")),
          Map.entry(
              "report",
              List.of(
                  "space",
                  "trial",
                  "sampling",
                  "rung",
                  "log",
                  "sweep",
                  "selection",
                  "table",
                  "figure")),
          Map.entry(
              "table", List.of("space", "trial", "sampling", "rung", "log", "sweep", "selection")),
          Map.entry(
              "spark",
              List.of(
                  "space",
                  "trial",
                  "sampling",
                  "rung",
                  "log",
                  "sweep",
                  "selection",
                  "training",
                  "report",
                  "table",
                  "wide")),
          Map.entry(
              "export",
              List.of(
                  "space", "trial", "sampling", "rung", "log", "sweep", "selection", "training")),
          Map.entry(
              "wide",
              List.of(
                  "space",
                  "trial",
                  "sampling",
                  "rung",
                  "log",
                  "sweep",
                  "selection",
                  "training",
                  "report",
                  "table")));

  @Test
  void packagesImportOnlyFromTheirLeft() {
    ALLOWED.forEach(
        (name, allowed) -> {
          List<String> rest = new ArrayList<>(ALLOWED.keySet());
          rest.removeAll(allowed);
          rest.remove(name);
          check(
              noClasses()
                  .that()
                  .resideInAPackage(ROOT + name + "..")
                  .should()
                  .dependOnClassesThat()
                  .resideInAnyPackage(packages(rest))
                  .because(
                      "space -> trial -> sampling, rung -> log -> sweep -> selection -> report"));
        });
  }

  @Test
  void everyPackageHasItsRules() {
    check(
        classes()
            .should()
            .resideInAnyPackage(
                Stream.concat(
                        Stream.of("org.musweep.pipeline"), Stream.of(packages(ALLOWED.keySet())))
                    .toArray(String[]::new))
            .because("a new package needs its place in this test"));
  }

  @Test
  void onlySparkImportsSpark() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "spark..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.spark.."));
  }

  @Test
  void onlyAdaptersDriveTheModels() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                ROOT + "training..", ROOT + "spark..", ROOT + "wide..", ROOT + "export..")
            .should()
            .dependOnClassesThat(
                resideInAPackage("org.musweep.mup..")
                    .and(
                        not(
                            resideInAnyPackage(
                                "org.musweep.mup.shape..",
                                "org.musweep.mup.parametrization..",
                                "org.musweep.mup.law..",
                                "org.musweep.mup.foreign..")))
                    .and(
                        not(
                            nameMatching(
                                "org\\.musweep\\.mup\\.coordcheck\\.(Coord(Record|Limits|Outcome|Verdict)|Module(Kind|Slope)|SlopeEstimate|SlopeFit|NoSlope)(\\$.*)?")))));
  }

  @Test
  void onlyTheSweepFileReaderImportsYaml() {
    check(
        noClasses()
            .that()
            .haveNameNotMatching("org\\.musweep\\.pipeline\\.sweep\\.SweepSpecReader(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.snakeyaml.."));
  }

  /** What comes from elsewhere is data: JSON, Avro, Parquet, safetensors. */
  @Test
  void nobodyDeserializesObjects() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                "java\\.io\\.ObjectInputStream|java\\.beans\\.XMLDecoder|com\\.esotericsoftware\\..*|org\\.apache\\.spark\\.serializer\\..*"));
  }

  @Test
  void nobodyImportsJobs() {
    check(noClasses().should().dependOnClassesThat().resideInAPackage("org.musweep.jobs.."));
  }

  @Test
  void packagesFormNoCycles() {
    check(slices().matching("org.musweep.pipeline.(*)..").should().beFreeOfCycles());
  }

  @Test
  void namesSayWhatThingsAre() {
    check(
        noClasses()
            .should()
            .resideInAnyPackage(
                "..util..", "..common..", "..core..", "..helper..", "..impl..", "..base.."));
    check(
        noClasses()
            .should()
            .haveNameMatching(
                ".*\\.(Abstract\\w+|\\w+(Utils?|Manager|Helper|Impl|Processor|Handler))"));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }

  private static String[] packages(Iterable<String> names) {
    List<String> packages = new ArrayList<>();
    names.forEach(name -> packages.add(ROOT + name + ".."));
    return packages.toArray(String[]::new);
  }
}
