package org.musweep.pipeline.sweep;

import static org.musweep.pipeline.sweep.ReferenceKey.REQUIRED;

import java.util.List;

/** The keys of the {@code data} section. */
final class DataReference {

  private static final String TEXT = "text";
  private static final String TEXT_COLUMN = "text-column";
  private static final String TOKEN_COLUMN = "token-column";
  private static final String IMAGES = "images";

  private DataReference() {}

  static List<ReferenceTable> tables() {
    return List.of(
        ReferenceTable.of(
            "data",
            ReferenceKey.of(
                "data.source",
                KeyForm.anyOf(DataReader.SOURCES),
                REQUIRED,
                "what the path holds, see below"),
            ReferenceKey.of(
                "data.path", KeyForm.text("path"), REQUIRED, "a file, or a directory of files")),
        text(),
        images());
  }

  private static ReferenceTable text() {
    return ReferenceTable.of(
        "data: text and tokens",
        ReferenceKey.of("data.column", KeyForm.text(), "`text`", "the Parquet column of texts")
            .in(TEXT_COLUMN),
        ReferenceKey.of("data.column", KeyForm.text(), "`tokens`", "the Parquet column of tokens")
            .in(TOKEN_COLUMN),
        ReferenceKey.of(
                "data.tokenizer",
                KeyForm.text("`characters`, `bytes`, or a path"),
                "`characters`",
                "a path is that of a Hugging Face `tokenizer.json` and needs"
                    + " `ai.djl.huggingface:tokenizers` on the classpath (not for `token-column`)")
            .in(TEXT, TEXT_COLUMN),
        ReferenceKey.of(
                "data.vocabulary",
                KeyForm.wholeNumber(2),
                REQUIRED,
                "tokens are 0 to this − 1 (`token-column` only)")
            .in(TOKEN_COLUMN),
        ReferenceKey.of("data.sequence-length", KeyForm.wholeNumber(1), "64", "tokens of a window")
            .in(TEXT, TEXT_COLUMN, TOKEN_COLUMN),
        ReferenceKey.of(
                "data.validation-share",
                KeyForm.number(Interval.SHARE),
                "0.1",
                "the last part of the stream, never trained on")
            .in(TEXT, TEXT_COLUMN, TOKEN_COLUMN));
  }

  private static ReferenceTable images() {
    return ReferenceTable.of(
        "data: images",
        image(
            "data.pixels",
            KeyForm.text(),
            "`pixels`",
            "column of bytes `[channels, height, width]`: binary, or an array of integers"),
        image("data.label", KeyForm.text(), "`label`", "column of classes, 0 to `classes` − 1"),
        image("data.channels", KeyForm.wholeNumber(1), "1", "1 for grey, 3 for colour"),
        image("data.height", KeyForm.wholeNumber(1), REQUIRED, "in pixels"),
        image("data.width", KeyForm.wholeNumber(1), REQUIRED, "in pixels"),
        image("data.classes", KeyForm.wholeNumber(2), REQUIRED, "number of labels"),
        image(
            "data.validation-examples",
            KeyForm.wholeNumber(1),
            REQUIRED,
            "the last rows, never trained on"));
  }

  private static ReferenceKey image(String path, KeyForm form, String initial, String meaning) {
    return ReferenceKey.of(path, form, initial, meaning).in(IMAGES);
  }
}
