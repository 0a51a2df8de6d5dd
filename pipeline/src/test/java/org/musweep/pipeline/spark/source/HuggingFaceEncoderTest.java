package org.musweep.pipeline.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.mup.data.DataException;

@Tag("djl")
class HuggingFaceEncoderTest {
  private static final String TOKENIZER =
      """
      {"version": "1.0", "truncation": {"max_length": 2, "strategy": "LongestFirst", "stride": 0},
       "padding": null, "added_tokens": [], "normalizer": null,
       "pre_tokenizer": {"type": "Whitespace"}, "post_processor": null, "decoder": null,
       "model": {"type": "WordLevel", "vocab": {"[UNK]": 0, "the": 1, "whale": 7},
                 "unk_token": "[UNK]"}}
      """;

  private final Configuration configuration = new Configuration();

  @TempDir Path directory;

  @Test
  void encodesWholeTextsWithoutTruncationOrSpecialTokens() throws IOException {
    var file = Files.writeString(directory.resolve("tokenizer.json"), TOKENIZER).toString();
    assertThat(TokenizerFile.vocabulary(file, configuration)).isEqualTo(8);
    try (var encoder = new Tokenization.HuggingFace(file).open(configuration)) {
      byte[] text = "the whale\nthe sea\n".repeat(400).getBytes(StandardCharsets.UTF_8);
      assertThat(encoder.encode(text)).hasSize(1600).startsWith(1, 7, 1, 0, 1, 7);
    }
  }

  @Test
  void rejectsAFileThatIsNoTokenizer() throws IOException {
    var file = Files.writeString(directory.resolve("tokenizer.json"), "{}").toString();
    assertThatThrownBy(() -> TokenizerFile.vocabulary(file, configuration))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("it has no model.vocab");
    assertThatThrownBy(() -> new Tokenization.HuggingFace(file).open(configuration))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cannot be read as a tokenizer.json");
  }
}
