package org.musweep.jobs;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The commands put parts together and nobody builds on them. */
class ArchitectureTest {

  private static final int MOST_LINES = 200;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.musweep");

  @Test
  void nobodyImportsJobs() {
    noClasses()
        .that(resideOutsideOfPackage("org.musweep.jobs"))
        .should()
        .dependOnClassesThat(resideInAPackage("org.musweep.jobs.."))
        .check(CLASSES);
  }

  @Test
  void onlyTheMainClassIsPublic() {
    classes()
        .that()
        .resideInAPackage("org.musweep.jobs")
        .and()
        .areTopLevelClasses()
        .and()
        .doNotHaveSimpleName("Main")
        .should()
        .notBePublic()
        .check(CLASSES);
  }

  @Test
  void formatsAndNativeCodeStayInTheirPlaces() {
    noClasses()
        .that()
        .resideInAPackage("org.musweep.jobs")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.snakeyaml..", "org.apache.parquet..", "ai.djl.pytorch..")
        .check(CLASSES);
  }

  @Test
  void nobodyDeserializesObjects() {
    noClasses()
        .that()
        .resideInAPackage("org.musweep..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.io\\.ObjectInputStream|java\\.beans\\.XMLDecoder")
        .check(CLASSES);
  }

  /** Logic belongs where it can be used without a command line. */
  @Test
  void noFileIsLong() throws IOException {
    List<String> tooLong = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        int lines = Files.readAllLines(file).size();
        if (lines > MOST_LINES) {
          tooLong.add("%s: %d lines".formatted(file.getFileName(), lines));
        }
      }
    }

    assertThat(tooLong).isEmpty();
  }
}
