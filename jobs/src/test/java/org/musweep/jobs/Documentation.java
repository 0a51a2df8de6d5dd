package org.musweep.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One of the documents that ship.
 *
 * <p>A fenced block after a line {@code <!-- run -->} is run by a test, in the order of the
 * document's blocks and in one folder, in which {@code bin/musweep}, {@code conf} and {@code docs}
 * are there.
 *
 * @param file from the root of the repository
 */
record Documentation(Path file) {

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern SHELL_LINE =
      Pattern.compile("(?:    |)(?:\\$ )?(?:[A-Z_]+=\\S+ )*(?:bin/)?musweep (\\S.*)");
  private static final Pattern INLINE = Pattern.compile("`(?:bin/)?musweep ([^`]+)`");
  private static final Pattern RUN =
      Pattern.compile("<!-- run -->\n+```(?:sh|console)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  /** The README and everything in docs. */
  static List<Documentation> all() {
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), files)
          .filter(file -> file.toString().endsWith(".md"))
          .map(ROOT::relativize)
          .sorted()
          .map(Documentation::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text() {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The musweep command lines of blocks and of running text, as lists of words. */
  List<List<String>> commands() {
    List<List<String>> commands = new ArrayList<>();
    boolean fenced = false;
    for (String line : text().lines().toList()) {
      fenced = line.strip().startsWith("```") != fenced;
      Matcher block = SHELL_LINE.matcher(line.stripTrailing());
      if ((fenced || line.startsWith("    ")) && block.matches()) {
        commands.add(words(block.group(1)));
      } else {
        Matcher inline = INLINE.matcher(line);
        while (inline.find()) {
          commands.add(words(inline.group(1)));
        }
      }
    }
    return commands.stream().filter(words -> !words.isEmpty()).toList();
  }

  /** The blocks that are meant to be run, as one script. */
  String script() {
    return RUN.matcher(text()).results().map(block -> block.group(1)).collect(Collectors.joining());
  }

  private static List<String> words(String commandLine) {
    String command = commandLine.replaceFirst("\\s(#|>|\\||2>|&&).*", "");
    return WORD.matcher(command)
        .results()
        .map(
            word ->
                Stream.of(1, 2, 3)
                    .map(word::group)
                    .filter(group -> group != null)
                    .findFirst()
                    .orElseThrow())
        .toList();
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
