package org.musweep.mup;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may depend on whom in this module. */
class ArchitectureTest {

  private static final String[] ARITHMETIC = {
    "org.musweep.mup.shape..", "org.musweep.mup.parametrization..", "org.musweep.mup.law.."
  };

  private static JavaClasses module = new ClassFileImporter().importClasses();

  @BeforeAll
  static void importModule() {
    module =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.musweep.mup");
  }

  @Test
  void shapesRulesAndLawsImportTheJdkOnly() {
    classes()
        .that()
        .resideInAnyPackage(ARITHMETIC)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(ARITHMETIC).or(resideInAnyPackage("java..", "org.jspecify..")))
        .check(module);
  }

  @Test
  void shapesKnowNoRules() {
    noClasses()
        .that()
        .resideInAPackage("org.musweep.mup.shape..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.musweep.mup.parametrization..", "org.musweep.mup.law..")
        .check(module);
  }

  @Test
  void moduleKnowsNoSparkFilesFormatsOrSweeps() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.spark..",
            "org.apache.hadoop..",
            "org.apache.parquet..",
            "org.apache.avro..",
            "org.snakeyaml..",
            "org.yaml..",
            "org.musweep.pipeline..",
            "org.musweep.jobs..")
        .check(module);
  }

  @Test
  void engineInternalsStayInKernelAndTraining() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.musweep.mup.kernel..", "org.musweep.mup.training..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.djl.pytorch..")
        .check(module);
  }

  /**
   * DJL turns the number into an array on a direct buffer that nothing keeps; multiplication and
   * its like read it again for the gradient, when it may have been collected.
   */
  @Test
  void forwardPassesCombineArraysWithArraysOnly() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.musweep.mup.block..", "org.musweep.mup.family..", "org.musweep.mup.stack..")
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "NDArray's method takes a Number",
                call ->
                    call.getTargetOwner().isEquivalentTo(NDArray.class)
                        && call.getTarget().getRawParameterTypes().stream()
                            .anyMatch(type -> type.isEquivalentTo(Number.class))))
        .check(module);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.musweep.mup.(*)..").should().beFreeOfCycles().check(module);
  }

  @Test
  void noPackageIsNamedForEverything() {
    noClasses()
        .should()
        .resideInAnyPackage(
            "..util..", "..common..", "..core..", "..helper..", "..impl..", "..base..")
        .check(module);
  }

  @Test
  void moduleWasImported() {
    assertThat(module.size()).isGreaterThan(20);
  }
}
