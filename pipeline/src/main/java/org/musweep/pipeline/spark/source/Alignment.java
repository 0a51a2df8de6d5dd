package org.musweep.pipeline.spark.source;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;

/** Where a tokenizer lets text be cut: a position moves forward to the next such place. */
public enum Alignment {
  /** Anywhere. */
  BYTE {
    @Override
    long boundary(FSDataInputStream in, long position, long length) {
      return position;
    }

    @Override
    int lastCut(byte[] bytes, int count) {
      return count;
    }
  },

  /** Between two characters of UTF-8. */
  CHARACTER {
    @Override
    long boundary(FSDataInputStream in, long position, long length) throws IOException {
      in.seek(position);
      long boundary = position;
      while (boundary < length
          && boundary < position + MOST_CONTINUATIONS
          && isContinuation(in.read())) {
        boundary++;
      }
      return boundary;
    }

    @Override
    int lastCut(byte[] bytes, int count) {
      int cut = count - 1;
      while (cut > 1 && cut > count - 1 - MOST_CONTINUATIONS && isContinuation(bytes[cut])) {
        cut--;
      }
      return cut;
    }
  },

  /** After a line feed; a block without any is cut between two characters. */
  LINE {
    @Override
    long boundary(FSDataInputStream in, long position, long length) throws IOException {
      in.seek(position - 1);
      byte[] bytes = new byte[BOUNDARY_READ];
      long at = position - 1;
      for (int count = in.read(bytes); count > 0; count = in.read(bytes)) {
        for (int i = 0; i < count; i++) {
          if (bytes[i] == '\n') {
            return at + i + 1;
          }
        }
        at += count;
      }
      return length;
    }

    @Override
    int lastCut(byte[] bytes, int count) {
      for (int cut = count; cut > 0; cut--) {
        if (bytes[cut - 1] == '\n') {
          return cut;
        }
      }
      return CHARACTER.lastCut(bytes, count);
    }
  };

  private static final int MOST_CONTINUATIONS = 3;
  private static final int BOUNDARY_READ = 1 << 16;

  /** The first cut at or after a position inside a file. */
  abstract long boundary(FSDataInputStream in, long position, long length) throws IOException;

  /** The last cut within the first {@code count} bytes of a block; positive. */
  abstract int lastCut(byte[] bytes, int count);

  /** The cut for any position of a file, its ends included. */
  long cut(FSDataInputStream in, long position, long length) throws IOException {
    if (position <= 0) {
      return 0;
    }
    return position >= length ? length : boundary(in, position, length);
  }

  private static boolean isContinuation(int unit) {
    return (unit & 0xC0) == 0x80;
  }
}
