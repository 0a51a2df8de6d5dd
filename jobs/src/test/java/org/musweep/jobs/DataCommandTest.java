package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {

  @TempDir private Path folder;

  @BeforeEach
  void drawPictures() throws IOException {
    for (String name : List.of("dogs/1.png", "dogs/2.png", "cats/1.png")) {
      Path file = folder.resolve("pictures").resolve(name);
      Files.createDirectories(file.getParent());
      BufferedImage image = new BufferedImage(12, 9, BufferedImage.TYPE_INT_RGB);
      assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
    }
  }

  @Test
  void whatImportImagesPrintsGoesIntoASweepFile() throws IOException {
    CommandRun run = importImages("--height", "8", "--width", "8");

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .contains("3 images written to " + table(), "  label 0: cats", "  label 1: dogs");
    String data =
        run.out().lines().filter(line -> line.startsWith("data: ")).findAny().orElseThrow();
    Path file = folder.resolve("pictures.yaml");
    Files.writeString(
        file,
        """
        schema: 1
        sweep: pictures
        %s
        model: {family: convnet, width: 4}
        training: {steps: 10, batch-size: 2}
        search: {trials: 2, space: {learning-rate: {log-uniform: [0.001, 0.1]}}}
        transfer: {width: 8}
        """
            .formatted(data));
    CommandRun validated = CommandRun.of("validate", file.toString());
    assertThat(validated.exit()).as(validated.err()).isZero();
    assertThat(validated.out()).contains("pictures");
  }

  @Test
  void wrongOptionsAreRefusedAndATableIsNeverWrittenOver() throws IOException {
    refused("--height and --width: one without the other", "--height", "8");
    refused("--height: 0 (must be at least 1)", "--height", "0", "--width", "8");
    refused("--channels: 2 (must be 1 or 3)", "--channels", "2");
    refused("--rows-per-file: 0 (must be at least 1)", "--rows-per-file", "0");
    assertThat(table()).doesNotExist();

    Files.createDirectories(table());
    refused("table: exists already, and is left as it is");
    assertThat(table()).isEmptyDirectory();
  }

  private void refused(String message, String... options) {
    CommandRun run = importImages(options);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains(message).hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  private CommandRun importImages(String... options) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("data", "import-images", folder.resolve("pictures").toString()));
    words.add(table().toString());
    words.addAll(List.of(options));
    return CommandRun.of(words.toArray(String[]::new));
  }

  private Path table() {
    return folder.resolve("table");
  }
}
