package org.musweep.mup.data;

import java.util.List;

/**
 * What a prepared directory holds. The directory has this manifest as {@value #FILE} beside its
 * shards; {@link PreparedManifestFormat} is its JSON form.
 *
 * <p>A directory of tokens serves every sequence length: windows are cut when they are read and may
 * span shards, but never go from the training part into the validation part.
 */
public sealed interface PreparedManifest {

  /** The manifest's name within a prepared directory. */
  String FILE = "manifest.json";

  /**
   * Tokens, one after the other, each stored as {@link #encoding()} says.
   *
   * @param tokenizer what made them: characters, bytes, tokens (a column of numbers) or the hash of
   *     a {@code tokenizer.json}
   * @param characters the character of each token for the characters tokenizer, otherwise empty
   * @param vocabulary how many different tokens there are
   */
  record Tokens(
      String tokenizer,
      List<String> characters,
      int vocabulary,
      PreparedPart training,
      PreparedPart validation)
      implements PreparedManifest {

    /** Checks that the lists agree with the vocabulary. */
    public Tokens {
      characters = List.copyOf(characters);
      if ((!characters.isEmpty() && characters.size() != vocabulary)
          || training.frequencies().size() != vocabulary
          || validation.frequencies().size() != vocabulary) {
        throw new IllegalArgumentException(
            "Invalid manifest: vocabulary %d, %d characters, %d training and %d validation frequencies"
                .formatted(
                    vocabulary,
                    characters.size(),
                    training.frequencies().size(),
                    validation.frequencies().size()));
      }
    }

    /** How a token is stored. */
    public TokenEncoding encoding() {
      return TokenEncoding.forVocabulary(vocabulary);
    }

    @Override
    public int recordBytes() {
      return encoding().bytes();
    }

    @Override
    public String hash() {
      var hash = new ContentHash().add("tokens").add(tokenizer).add(vocabulary);
      characters.forEach(hash::add);
      return PreparedManifest.addShards(hash, this).finish();
    }
  }

  /**
   * Images: each record is the pixels as unsigned bytes, channel first, then the label in four
   * bytes, little-endian.
   *
   * @param shape the size of an image and the number of classes
   * @param standardization mean and deviation of the training pixels
   */
  record Images(
      DataShape.Images shape,
      Standardization standardization,
      PreparedPart training,
      PreparedPart validation)
      implements PreparedManifest {

    /** Checks that the statistics agree with the shape. */
    public Images {
      if (standardization.mean().size() != shape.channels()
          || training.frequencies().size() != shape.classes()
          || validation.frequencies().size() != shape.classes()) {
        throw new IllegalArgumentException(
            "Invalid manifest: %s, %d channel means, %d training and %d validation frequencies"
                .formatted(
                    shape,
                    standardization.mean().size(),
                    training.frequencies().size(),
                    validation.frequencies().size()));
      }
    }

    @Override
    public int recordBytes() {
      return shape.inputsPerRow() + Integer.BYTES;
    }

    @Override
    public String hash() {
      var hash = new ContentHash().add("images");
      hash.add(shape.channels()).add(shape.height()).add(shape.width()).add(shape.classes());
      return PreparedManifest.addShards(hash, this).finish();
    }
  }

  /** The part to train on. */
  PreparedPart training();

  /** The part to validate on. */
  PreparedPart validation();

  /** Bytes per token or image. */
  int recordBytes();

  /** SHA-256 of the content, in hexadecimal. */
  String hash();

  /** The loss of a model that ignores its input; see {@link Dataset#baselineLoss()}. */
  default double baselineLoss() {
    return TargetFrequencies.baselineLoss(training().frequencies(), validation().frequencies());
  }

  private static ContentHash addShards(ContentHash hash, PreparedManifest manifest) {
    for (var part : List.of(manifest.training(), manifest.validation())) {
      hash.add(part.shards().size());
      part.shards().forEach(shard -> hash.add(shard.count()).add(shard.sha256()));
    }
    return hash;
  }
}
