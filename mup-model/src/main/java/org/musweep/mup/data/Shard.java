package org.musweep.mup.data;

/**
 * One file of a prepared directory.
 *
 * @param file its name within the directory
 * @param count tokens, or images, in it
 * @param bytes its length
 * @param sha256 the hash of its bytes, in hexadecimal
 */
public record Shard(String file, long count, long bytes, String sha256) {

  /** Checks that the name is a plain one and that the shard is not empty. */
  public Shard {
    if (!file.matches("[A-Za-z0-9][A-Za-z0-9._-]*") || count < 1 || bytes < count) {
      throw new IllegalArgumentException(
          "Invalid shard: file '%s', count %d, bytes %d".formatted(file, count, bytes));
    }
  }
}
