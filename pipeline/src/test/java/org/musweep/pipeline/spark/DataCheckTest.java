package org.musweep.pipeline.spark;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.mup.data.DataException;
import org.musweep.pipeline.sweep.DataSpec;
import org.musweep.pipeline.sweep.Tokenizer;

class DataCheckTest {
  @TempDir Path directory;

  @Test
  void acceptsWhatTheQuickStartsUse() {
    assertThatCode(
            () -> {
              check(text(Path.of("../conf/data/moby-dick.txt")));
              check(mnist("pixels", 6000));
            })
        .doesNotThrowAnyException();
  }

  @Test
  void namesWhatIsWrongBeforeAnythingRuns() throws IOException {
    var file = directory.resolve("a.txt");
    assertRefused(text(file), "a.txt: no such file or directory");
    assertRefused(text(directory), "the directory has no files");
    Files.createFile(file);
    assertRefused(text(file), "a.txt: the file is empty");
    Files.write(file, new byte[] {'a', (byte) 0xff});
    assertRefused(text(file), "a.txt: byte 1: invalid UTF-8 (text must be UTF-8");
    Files.writeString(file, "too short");
    assertRefused(text(file), "a.txt: too short: 8 tokens to train on and 1 to validate on");
    assertRefused(
        mnist("image", 6000), "there is no column 'image' (columns: pixels, label, index)");
    assertRefused(mnist("label", 6000), "column 'label' is required int32 label (must be binary");
    assertRefused(mnist("pixels", 60_000), "too few rows: 0 to train on");
  }

  @Test
  void namesAMissingTokenizerFile() throws IOException {
    var file = Files.writeString(directory.resolve("a.txt"), "text");
    var spec = new DataSpec.Text(file.toString(), Tokenizer.parse("nowhere.json"), 4, 0.1);
    assertRefused(spec, "nowhere.json: no such file or directory");
  }

  private static void assertRefused(DataSpec spec, String message) {
    assertThatThrownBy(() -> check(spec))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  private static void check(DataSpec spec) {
    DataCheck.check(spec, 4, new Configuration());
  }

  private static DataSpec text(Path file) {
    return new DataSpec.Text(file.toString(), new Tokenizer.Characters(), 64, 0.1);
  }

  private static DataSpec mnist(String pixels, int validation) {
    return new DataSpec.Images(
        "../conf/data/mnist.parquet", pixels, "label", 1, 28, 28, 10, validation);
  }
}
