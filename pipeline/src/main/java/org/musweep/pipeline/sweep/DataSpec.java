package org.musweep.pipeline.sweep;

/** Where the examples come from and what they look like. Paths are on any Hadoop file system. */
public sealed interface DataSpec {

  /** The table or text to read, as the sweep file names it. */
  String path();

  /** Examples that are windows of a stream of tokens. */
  sealed interface TokenSource extends DataSpec {

    /** Tokens that the model sees at once. */
    int sequenceLength();

    /** The last part of the stream, as a share of it, that is never trained on. */
    double validationShare();
  }

  /**
   * Text files: one file, or all files of a directory in the order of their names.
   *
   * @param path of the file or directory
   * @param tokenizer how text becomes tokens
   * @param sequenceLength tokens per window
   * @param validationShare the last part, held out
   */
  record Text(String path, Tokenizer tokenizer, int sequenceLength, double validationShare)
      implements TokenSource {
    /** Checks each component. */
    public Text {
      check(path, sequenceLength, validationShare);
    }
  }

  /**
   * A text column of a Parquet table.
   *
   * @param path of the table
   * @param column its text column
   * @param tokenizer how text becomes tokens
   * @param sequenceLength tokens per window
   * @param validationShare the last part, held out
   */
  record TextColumn(
      String path, String column, Tokenizer tokenizer, int sequenceLength, double validationShare)
      implements TokenSource {
    /** Checks each component. */
    public TextColumn {
      Bounds.notBlank("column", column);
      check(path, sequenceLength, validationShare);
    }
  }

  /**
   * A column of a Parquet table that holds tokens already: integers, or arrays of them.
   *
   * @param path of the table
   * @param column its token column
   * @param vocabulary number of different tokens; tokens are 0 to vocabulary − 1
   * @param sequenceLength tokens per window
   * @param validationShare the last part, held out
   */
  record TokenColumn(
      String path, String column, int vocabulary, int sequenceLength, double validationShare)
      implements TokenSource {
    /** Checks each component. */
    public TokenColumn {
      Bounds.notBlank("column", column);
      Bounds.atLeast("vocabulary", vocabulary, 2);
      check(path, sequenceLength, validationShare);
    }
  }

  /**
   * Labelled images of a Parquet table: bytes {@code [channels, height, width]} and a class.
   *
   * @param path of the table
   * @param pixelsColumn binary, or an array of integers 0 to 255
   * @param labelColumn integer, 0 to classes − 1
   * @param channels 1 for grey, 3 for colour
   * @param height in pixels
   * @param width in pixels
   * @param classes number of different labels
   * @param validationExamples the last rows, held out
   */
  record Images(
      String path,
      String pixelsColumn,
      String labelColumn,
      int channels,
      int height,
      int width,
      int classes,
      int validationExamples)
      implements DataSpec {
    /** Checks each component. */
    public Images {
      Bounds.notBlank("path", path);
      Bounds.notBlank("pixels column", pixelsColumn);
      Bounds.notBlank("label column", labelColumn);
      Bounds.atLeast("channels", channels, 1);
      Bounds.atLeast("height", height, 1);
      Bounds.atLeast("width", width, 1);
      Bounds.atLeast("classes", classes, 2);
      Bounds.atLeast("validation examples", validationExamples, 1);
    }
  }

  private static void check(String path, int sequenceLength, double validationShare) {
    Bounds.notBlank("path", path);
    Bounds.atLeast("sequence length", sequenceLength, 1);
    Bounds.share("validation share", validationShare);
  }
}
