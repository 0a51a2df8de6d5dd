package org.musweep.pipeline.spark.source;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.musweep.mup.data.DataException;

/**
 * What the first pass learns of a piece: how many tokens it has, which characters occur, or what is
 * wrong with it. A plain class, so that every Spark serializer takes it.
 */
public final class PieceScan implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long count;
  private final int[] characters;
  private final String problem;

  private PieceScan(long count, int[] characters, String problem) {
    this.count = count;
    this.characters = characters;
    this.problem = problem;
  }

  /**
   * Reads a piece once.
   *
   * @param tokenization tokens are counted as it makes them; characters are kept if it makes those
   */
  public static PieceScan of(
      TokenPiece piece, Tokenization tokenization, Configuration configuration) throws IOException {
    boolean keepsCharacters = tokenization instanceof Tokenization.CodePoints;
    boolean[] seen = new boolean[keepsCharacters ? Character.MAX_CODE_POINT + 1 : 0];
    long count = 0;
    try (var encoder = tokenization.open(configuration);
        var stream = piece.open(encoder, configuration)) {
      for (int[] tokens = stream.next(); tokens.length > 0; tokens = stream.next()) {
        count += tokens.length;
        if (keepsCharacters) {
          for (int token : tokens) {
            seen[token] = true;
          }
        }
      }
    } catch (DataException e) {
      return new PieceScan(0, new int[0], e.getMessage());
    }
    int[] characters = IntStream.range(0, seen.length).filter(i -> seen[i]).toArray();
    return new PieceScan(count, characters, "");
  }

  /** How many tokens it has. */
  public long count() {
    return count;
  }

  /** The characters that occur, in ascending order; empty if the encoder does not make them. */
  public List<Integer> characters() {
    return Arrays.stream(characters).boxed().toList();
  }

  /**
   * The scan itself, if nothing was wrong.
   *
   * @throws DataException what was wrong
   */
  public PieceScan orThrow() {
    if (!problem.isEmpty()) {
      throw new DataException(problem);
    }
    return this;
  }
}
