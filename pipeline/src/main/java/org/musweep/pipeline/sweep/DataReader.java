package org.musweep.pipeline.sweep;

import java.util.List;
import java.util.Optional;

/** Reads the {@code data} section: where examples come from. */
final class DataReader {

  static final List<String> SOURCES = List.of("text", "text-column", "token-column", "images");
  private static final int SEQUENCE_LENGTH = 64;
  private static final double VALIDATION_SHARE = 0.1;

  private final SectionReader section;

  private DataReader(SectionReader section) {
    this.section = section;
  }

  static DataSpec read(SectionReader section) {
    return new DataReader(section).read();
  }

  private DataSpec read() {
    Optional<String> source = section.word("source", SOURCES);
    if (source.isEmpty()) {
      section.finishWithoutItsKind();
      return new DataSpec.Text("?", new Tokenizer.Characters(), SEQUENCE_LENGTH, VALIDATION_SHARE);
    }
    DataSpec data =
        switch (source.get()) {
          case "text" -> text();
          case "text-column" -> textColumn();
          case "token-column" -> tokenColumn();
          default -> images();
        };
    section.finish();
    return data;
  }

  private DataSpec text() {
    return new DataSpec.Text(path(), tokenizer(), sequenceLength(), validationShare());
  }

  private DataSpec textColumn() {
    return new DataSpec.TextColumn(
        path(), section.text("column", "text"), tokenizer(), sequenceLength(), validationShare());
  }

  private DataSpec tokenColumn() {
    return new DataSpec.TokenColumn(
        path(),
        section.text("column", "tokens"),
        section.wholeNumber("vocabulary", 2),
        sequenceLength(),
        validationShare());
  }

  private DataSpec images() {
    return new DataSpec.Images(
        path(),
        section.text("pixels", "pixels"),
        section.text("label", "label"),
        section.wholeNumber("channels", 1, 1),
        section.wholeNumber("height", 1),
        section.wholeNumber("width", 1),
        section.wholeNumber("classes", 2),
        section.wholeNumber("validation-examples", 1));
  }

  private String path() {
    return section.text("path");
  }

  private Tokenizer tokenizer() {
    return Tokenizer.parse(section.text("tokenizer", "characters"));
  }

  private int sequenceLength() {
    return section.wholeNumber("sequence-length", 1, SEQUENCE_LENGTH);
  }

  private double validationShare() {
    return section.number("validation-share", Interval.SHARE, VALIDATION_SHARE);
  }
}
