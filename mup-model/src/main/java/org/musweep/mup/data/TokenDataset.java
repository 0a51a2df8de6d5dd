package org.musweep.mup.data;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Windows over a training and a validation text, both held as tokens. The two texts are separate
 * stores, so no window crosses from one to the other.
 */
public final class TokenDataset implements Dataset {
  private final DataShape.Tokens shape;
  private final TokenStore training;
  private final TokenStore validation;
  private final double baselineLoss;
  private final String hash;

  TokenDataset(
      DataShape.Tokens shape,
      TokenStore training,
      TokenStore validation,
      double baselineLoss,
      String hash,
      String origin) {
    requireOneWindow("training", training, shape, origin);
    requireOneWindow("validation", validation, shape, origin);
    this.shape = shape;
    this.training = training;
    this.validation = validation;
    this.baselineLoss = baselineLoss;
    this.hash = hash;
  }

  private static void requireOneWindow(
      String part, TokenStore store, DataShape.Tokens shape, String origin) {
    if (store.size() < shape.sequenceLength() + 1L) {
      throw new DataException(
          "%s: the %s part has %d tokens, but a window of sequence length %d needs %d"
              .formatted(
                  origin, part, store.size(), shape.sequenceLength(), shape.sequenceLength() + 1));
    }
  }

  /**
   * A data set of tokens in memory.
   *
   * @param vocabulary how many different tokens there are; every token is from 0 to vocabulary - 1
   * @param sequenceLength input positions per window
   * @throws DataException if a part has no whole window or a token is out of range
   */
  public static TokenDataset ofTokens(
      int vocabulary, int sequenceLength, int[] training, int[] validation) {
    requireInRange(vocabulary, training);
    requireInRange(vocabulary, validation);
    return new TokenDataset(
        new DataShape.Tokens(vocabulary, sequenceLength),
        TokenStore.of(training),
        TokenStore.of(validation),
        TargetFrequencies.baselineLoss(
            TargetFrequencies.of(vocabulary, training),
            TargetFrequencies.of(vocabulary, validation)),
        new ContentHash().add("tokens").add(vocabulary).add(training).add(validation).finish(),
        "tokens in memory");
  }

  /**
   * Opens a prepared directory of tokens; its shards are mapped, not loaded.
   *
   * @param sequenceLength input positions per window
   * @throws DataException if it is not such a directory, a shard is missing or damaged, or a part
   *     has no whole window
   */
  public static TokenDataset open(Path preparedDirectory, int sequenceLength) {
    var manifest =
        PreparedDirectory.manifest(preparedDirectory, PreparedManifest.Tokens.class, "tokens");
    return new TokenDataset(
        new DataShape.Tokens(manifest.vocabulary(), sequenceLength),
        mapped(preparedDirectory, manifest, manifest.training()),
        mapped(preparedDirectory, manifest, manifest.validation()),
        manifest.baselineLoss(),
        manifest.hash(),
        preparedDirectory.toString());
  }

  private static TokenStore mapped(
      Path directory, PreparedManifest.Tokens manifest, PreparedPart part) {
    return new MappedTokens(
        MappedShards.open(directory, part, manifest.recordBytes()), manifest.encoding());
  }

  private static void requireInRange(int vocabulary, int[] tokens) {
    for (int token : tokens) {
      if (token < 0 || token >= vocabulary) {
        throw new DataException(
            "tokens in memory: token %d is out of range (must be 0 to %d)"
                .formatted(token, vocabulary - 1));
      }
    }
  }

  @Override
  public DataShape.Tokens shape() {
    return shape;
  }

  @Override
  public long trainingExamples() {
    return training.size() - shape.sequenceLength();
  }

  @Override
  public long validationExamples() {
    return (validation.size() - 1) / shape.sequenceLength();
  }

  @Override
  public double baselineLoss() {
    return baselineLoss;
  }

  @Override
  public String hash() {
    return hash;
  }

  @Override
  public void readTraining(long index, HostBatch into) {
    read(training, Objects.checkIndex(index, trainingExamples()), into);
  }

  @Override
  public void readValidation(long index, HostBatch into) {
    long window = Objects.checkIndex(index, validationExamples());
    read(validation, window * shape.sequenceLength(), into);
  }

  private void read(TokenStore store, long start, HostBatch into) {
    int[] window = new int[shape.sequenceLength() + 1];
    store.read(start, window);
    into.appendWindow(window);
  }

  @Override
  public void close() {}
}
