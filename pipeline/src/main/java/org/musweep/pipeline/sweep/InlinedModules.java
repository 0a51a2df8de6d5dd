package org.musweep.pipeline.sweep;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.musweep.pipeline.sweep.ModelSpec.WidthModule;

/**
 * Puts TorchScript modules into the text of the sweep file that names them, so that the text says
 * everything: it is kept with the run and travels to tasks on other machines.
 *
 * <p>A module is written as a data URI of the deflated file. Only the module of the base width has
 * its numbers, which say how parameters start.
 */
final class InlinedModules {

  private static final String PREFIX = "data:application/x-deflate;base64,";
  private static final int LARGEST = 1 << 30;

  private InlinedModules() {}

  static boolean isInlined(String value) {
    return value.startsWith(PREFIX);
  }

  /** The bytes of a file, given as its path or as the text that this class wrote. */
  static byte[] bytes(String value) throws IOException {
    if (!isInlined(value)) {
      Path path = Path.of(value);
      if (Files.isRegularFile(path) && Files.size(path) > LARGEST) {
        throw new IOException("it has more than %d bytes".formatted(LARGEST));
      }
      return Files.readAllBytes(path);
    }
    try (InputStream inflated =
        new InflaterInputStream(
            new ByteArrayInputStream(
                Base64.getDecoder().decode(value.substring(PREFIX.length()))))) {
      return inflated.readNBytes(LARGEST);
    } catch (IllegalArgumentException e) {
      throw new IOException("it is no base64 text", e);
    }
  }

  /** The text of a sweep file with modules in the place of their paths, if there are any. */
  static String text(String text, SweepSpec spec, Findings findings) {
    if (!(spec.model() instanceof ModelSpec.TorchScript model)) {
      return text;
    }
    List<String> lines = new ArrayList<>(text.lines().toList());
    int from = findings.line("model.modules") - 1;
    for (WidthModule each : model.modules()) {
      Pattern entry =
          Pattern.compile(
              "(?:^|[\\s{,])[\"']?%d[\"']?\\s*:\\s+(\"[^\"]*\"|'(?:[^']|'')*'|[^\\s,}#\"'][^,}#]*)"
                  .formatted(each.width()));
      for (int index = from; index < lines.size(); index++) {
        String line = lines.get(index);
        Matcher value = entry.matcher(line);
        if (value.find()) {
          lines.set(
              index,
              line.substring(0, value.start(1))
                  + '"'
                  + inlined(each)
                  + '"'
                  + line.substring(value.end(1)));
          break;
        }
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static String inlined(WidthModule module) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(bytes)) {
      deflated.write(module.module().archive());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return PREFIX + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
