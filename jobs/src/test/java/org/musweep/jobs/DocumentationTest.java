package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The documents show commands and name files that are there. */
class DocumentationTest {

  private static final Pattern PATH =
      Pattern.compile("`((?:bin|conf|docs|jobs|notebooks|benchmarks|\\.ci)/[A-Za-z0-9_./-]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");

  private static final int MINUTES = 10;

  static List<Documentation> documents() {
    return Documentation.all();
  }

  static List<Documentation> runnable() {
    return Documentation.all().stream().filter(each -> !each.script().isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void commandsAreThoseOfTheCommandLine(Documentation document) {
    for (List<String> words : document.commands()) {
      CommandLine commands = commandLine(words);
      String command = words.get(0);
      if (words.size() == 1 && !command.startsWith("-")) {
        assertThat(commands.getSubcommands()).as("musweep %s", command).containsKey(command);
      } else if (!command.equals("COMMAND")) {
        assertThatCode(() -> commands.parseArgs(words.toArray(String[]::new)))
            .as("musweep %s", String.join(" ", words))
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void findsCommands() {
    long commands =
        Documentation.all().stream().mapToLong(document -> document.commands().size()).sum();

    assertThat(commands).isGreaterThan(30);
    assertThat(runnable()).extracting(Documentation::toString).contains("docs/tutorial.md");
  }

  @ParameterizedTest
  @MethodSource("documents")
  void filesThatAreNamedAreThere(Documentation document) {
    Path here = Documentation.ROOT.resolve(document.file()).getParent();

    assertThat(PATH.matcher(document.text()).results().map(path -> path.group(1)))
        .allSatisfy(path -> assertThat(Documentation.ROOT.resolve(path)).exists());
    assertThat(LINK.matcher(document.text()).results().map(link -> link.group(1)))
        .allSatisfy(link -> assertThat(here.resolve(link)).exists());
  }

  @Test
  void theIndexNamesEveryDocument() {
    String index = new Documentation(Path.of("docs/README.md")).text();

    assertThat(Documentation.all())
        .filteredOn(document -> document.file().startsWith("docs"))
        .filteredOn(document -> document.file().getNameCount() == 2)
        .filteredOn(document -> !document.file().endsWith("docs/README.md"))
        .allSatisfy(
            document -> assertThat(index).contains("](" + document.file().getFileName() + ")"));
  }

  @Test
  void everyExitCodeIsExplained() {
    String page = new Documentation(Path.of("docs/command-line.md")).text();

    for (ExitCode exit : ExitCode.values()) {
      assertThat(page).containsPattern("\\n\\| (130, )?" + exit.code() + "[ ,]");
    }
  }

  @ParameterizedTest
  @MethodSource("runnable")
  @Tag("spark")
  @Tag("djl")
  @Tag("faults")
  @DisabledOnOs(OS.WINDOWS)
  void blocksThatAreToBeRunDo(Documentation document, @TempDir Path folder)
      throws IOException, InterruptedException {
    prepare(folder);
    Path output = folder.resolve("output.txt");
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", document.script())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    shell.environment().remove("SPARK_HOME");
    shell.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = shell.start();
    try {
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }

    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
  }

  private static void prepare(Path folder) throws IOException {
    for (String name : List.of("conf", "docs", "README.md")) {
      Files.createSymbolicLink(folder.resolve(name), Documentation.ROOT.resolve(name));
    }
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-javaagent"))
        .forEach(java::add);
    java.addAll(List.of("-Dmusweep.home=" + Documentation.ROOT, "-cp", classpath()));
    java.add(Main.class.getName());
    Path launcher = Files.createDirectories(folder.resolve("bin")).resolve("musweep");
    Files.writeString(
        launcher,
        java.stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" ", "#!/usr/bin/env bash\nexec ", " \"$@\"\n")));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
  }

  /** With whole paths, since the commands run in another folder. */
  private static String classpath() {
    return List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static CommandLine commandLine(List<String> words) {
    var nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return Main.commandLine(
        new Console(new ByteArrayInputStream(new byte[0]), nowhere, nowhere, 0), words);
  }
}
