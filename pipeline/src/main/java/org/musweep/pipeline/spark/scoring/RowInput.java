package org.musweep.pipeline.spark.scoring;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.data.HostBatch;
import org.musweep.mup.data.PreparedManifest;
import org.musweep.pipeline.spark.source.TextEncoder;
import org.musweep.pipeline.spark.source.Tokenization;
import org.musweep.pipeline.sweep.DataSpec;
import org.musweep.pipeline.sweep.Tokenizer;

/** Turns rows of a table into inputs of a model, as preparation does with training data. */
interface RowInput extends AutoCloseable {

  /** One input of a row, with how many of its targets count. */
  interface Example {
    /** Appends it to a batch. */
    void appendTo(HostBatch batch);

    /** How many of its first targets count. */
    int counting();
  }

  /**
   * The inputs of a row, at least one.
   *
   * @throws BadRowException if the row cannot be one
   */
  List<Example> examples(Row row);

  @Override
  default void close() {}

  /** The form of input that a model was trained with. */
  static RowInput of(
      ScoringPlan plan, PreparedManifest manifest, DataSpec spec, Configuration hadoop) {
    if (manifest instanceof PreparedManifest.Images images) {
      return new Images(plan, images);
    }
    DataSpec.TokenSource tokens = (DataSpec.TokenSource) spec;
    PreparedManifest.Tokens own = (PreparedManifest.Tokens) manifest;
    return new Tokens(
        plan, own.vocabulary(), tokens.sequenceLength(), tokenization(own, spec).open(hadoop));
  }

  private static Tokenization tokenization(PreparedManifest.Tokens manifest, DataSpec spec) {
    if (!manifest.characters().isEmpty()) {
      return new Tokenization.Characters(
          manifest.characters().stream().map(character -> character.codePointAt(0)).toList());
    }
    Tokenizer tokenizer =
        spec instanceof DataSpec.Text text
            ? text.tokenizer()
            : spec instanceof DataSpec.TextColumn column
                ? column.tokenizer()
                : new Tokenizer.Bytes();
    return tokenizer instanceof Tokenizer.HuggingFace file
        ? new Tokenization.HuggingFace(file.path())
        : new Tokenization.Bytes();
  }

  /** The value of a column that has to be there. */
  private static Object value(Row row, String column) {
    Object value = row.getAs(column);
    if (value == null) {
      throw new BadRowException(column + " is null");
    }
    return value;
  }

  /** The numbers of an array column. */
  private static int[] numbers(Object value, String column) {
    if (!(value instanceof scala.collection.Seq<?> sequence)) {
      throw new BadRowException(
          "%s is a %s (must be text, bytes or an array of whole numbers)"
              .formatted(column, value.getClass().getSimpleName()));
    }
    int[] numbers = new int[sequence.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(sequence.apply(i) instanceof Number number)) {
        throw new BadRowException("%s[%d] is no number".formatted(column, i));
      }
      numbers[i] = Math.toIntExact(number.longValue());
    }
    return numbers;
  }

  /** Text, or arrays of tokens; cut into windows in which every token but the first is a target. */
  record Tokens(ScoringPlan plan, int vocabulary, int sequenceLength, TextEncoder encoder)
      implements RowInput {

    @Override
    public List<Example> examples(Row row) {
      int[] tokens = tokens(value(row, plan.input()));
      if (tokens.length < 2) {
        throw new BadRowException(
            "%s has %d tokens (must have 2, one to predict another)"
                .formatted(plan.input(), tokens.length));
      }
      for (int token : tokens) {
        if (token < 0 || token >= vocabulary) {
          throw new BadRowException(
              "%s has token %d (must be 0 to %d)".formatted(plan.input(), token, vocabulary - 1));
        }
      }
      List<Example> windows = new ArrayList<>();
      for (int from = 0; from < tokens.length - 1; from += sequenceLength) {
        int end = Math.min(tokens.length, from + sequenceLength + 1);
        int[] window = Arrays.copyOf(Arrays.copyOfRange(tokens, from, end), sequenceLength + 1);
        windows.add(new Window(window, end - from - 1));
      }
      return windows;
    }

    private int[] tokens(Object value) {
      try {
        return value instanceof String text
            ? encoder.encode(text.getBytes(StandardCharsets.UTF_8))
            : numbers(value, plan.input());
      } catch (TextEncoder.MalformedText | IllegalStateException | ArithmeticException e) {
        throw new BadRowException(plan.input() + ": " + e.getMessage());
      }
    }

    @Override
    public void close() {
      encoder.close();
    }
  }

  /** Tokens and one more; what is missing at the end of the text is padded, and not counted. */
  final class Window implements Example {

    private final int[] tokens;
    private final int counting;

    Window(int[] tokens, int counting) {
      this.tokens = tokens;
      this.counting = counting;
    }

    @Override
    public void appendTo(HostBatch batch) {
      batch.appendWindow(tokens);
    }

    @Override
    public int counting() {
      return counting;
    }
  }

  /** Pixels as bytes or an array of 0 to 255, and a label if there is one. */
  record Images(ScoringPlan plan, PreparedManifest.Images manifest) implements RowInput {

    @Override
    public List<Example> examples(Row row) {
      DataShape.Images shape = manifest.shape();
      byte[] pixels = pixels(value(row, plan.input()));
      if (pixels.length != shape.inputsPerRow()) {
        throw new BadRowException(
            "%s has %d values (must have %d)"
                .formatted(plan.input(), pixels.length, shape.inputsPerRow()));
      }
      float[] standardized = manifest.standardization().applied(pixels);
      if (plan.label().isEmpty() || row.isNullAt(row.fieldIndex(plan.label()))) {
        return List.of(new Image(standardized, 0, 0));
      }
      long label = ((Number) value(row, plan.label())).longValue();
      if (label < 0 || label >= shape.classes()) {
        throw new BadRowException(
            "%s is %d (must be 0 to %d)".formatted(plan.label(), label, shape.classes() - 1));
      }
      return List.of(new Image(standardized, (int) label, 1));
    }

    private byte[] pixels(Object value) {
      if (value instanceof byte[] bytes) {
        return bytes;
      }
      int[] numbers = numbers(value, plan.input());
      byte[] bytes = new byte[numbers.length];
      for (int i = 0; i < numbers.length; i++) {
        if (numbers[i] < 0 || numbers[i] > 255) {
          throw new BadRowException(
              "%s[%d] is %d (must be 0 to 255)".formatted(plan.input(), i, numbers[i]));
        }
        bytes[i] = (byte) numbers[i];
      }
      return bytes;
    }
  }

  /** A standardized image. */
  final class Image implements Example {

    private final float[] pixels;
    private final int label;
    private final int counting;

    Image(float[] pixels, int label, int counting) {
      this.pixels = pixels;
      this.label = label;
      this.counting = counting;
    }

    @Override
    public void appendTo(HostBatch batch) {
      batch.appendImage(pixels, label);
    }

    @Override
    public int counting() {
      return counting;
    }
  }
}
