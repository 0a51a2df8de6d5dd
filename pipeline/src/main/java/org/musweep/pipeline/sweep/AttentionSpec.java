package org.musweep.pipeline.sweep;

/**
 * The heads of a Transformer.
 *
 * <p>Units: attention logits are {@code q·k · attention-multiplier / √(head size at the base
 * width)} times the scaling plan's factor of the site.
 *
 * @param heads what stays fixed as the width grows: the heads' size or their number
 * @param keyValueHeads how many heads keys and values have
 * @param zeroQueries {@code true} if query weights start at 0
 */
public record AttentionSpec(Heads heads, KeyValueHeads keyValueHeads, boolean zeroQueries) {

  /** Number of query heads at a width. */
  public int headsAt(int width) {
    return heads.countAt(width);
  }

  /** Size of a head at a width. */
  public int headSizeAt(int width) {
    return heads.sizeAt(width);
  }

  /** Number of key and value heads at a width. */
  public int keyValueHeadsAt(int width) {
    return keyValueHeads.countFor(headsAt(width));
  }

  /** What stays fixed as the width grows. */
  public sealed interface Heads {

    /** Number of heads at a width. */
    int countAt(int width);

    /** Size of each at a width. */
    int sizeAt(int width);

    /** Heads of one size; wider models have more of them. */
    record FixedSize(int size) implements Heads {
      /** Checks the size. */
      public FixedSize {
        Bounds.atLeast("head size", size, 1);
      }

      @Override
      public int countAt(int width) {
        return width / size;
      }

      @Override
      public int sizeAt(int width) {
        return size;
      }
    }

    /** A number of heads; wider models have larger ones. */
    record FixedCount(int count) implements Heads {
      /** Checks the number. */
      public FixedCount {
        Bounds.atLeast("heads", count, 1);
      }

      @Override
      public int countAt(int width) {
        return count;
      }

      @Override
      public int sizeAt(int width) {
        return width / count;
      }
    }
  }

  /** How many heads keys and values have. */
  public sealed interface KeyValueHeads {

    /** Number of key and value heads beside a number of query heads. */
    int countFor(int queryHeads);

    /** As many as queries. */
    record AsQueries() implements KeyValueHeads {
      @Override
      public int countFor(int queryHeads) {
        return queryHeads;
      }
    }

    /** One for each group of query heads; wider models of one head size have more of them. */
    record FixedGroup(int size) implements KeyValueHeads {
      /** Checks the size. */
      public FixedGroup {
        Bounds.atLeast("heads per key and value head", size, 1);
      }

      @Override
      public int countFor(int queryHeads) {
        return queryHeads / size;
      }
    }

    /** The same number at every width, each shared by a group of query heads. */
    record FixedCount(int count) implements KeyValueHeads {
      /** Checks the number. */
      public FixedCount {
        Bounds.atLeast("key and value heads", count, 1);
      }

      @Override
      public int countFor(int queryHeads) {
        return count;
      }
    }
  }
}
