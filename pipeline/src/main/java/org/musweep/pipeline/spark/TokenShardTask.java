package org.musweep.pipeline.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.musweep.mup.data.DataException;
import org.musweep.mup.data.TokenEncoding;
import org.musweep.pipeline.spark.source.TextEncoder;
import org.musweep.pipeline.spark.source.TokenPiece;
import org.musweep.pipeline.spark.source.Tokenization;

/**
 * Writes shards of tokens: reads the pieces that a shard overlaps and keeps the tokens in its
 * range.
 *
 * @param pieces of the whole source, in order
 * @param counts how many tokens each piece has
 * @param tokenization how text becomes tokens
 * @param vocabulary how many different tokens there are
 * @param directory where shards go
 */
record TokenShardTask(
    List<TokenPiece> pieces,
    List<Long> counts,
    Tokenization tokenization,
    int vocabulary,
    String directory)
    implements Serializable {

  TokenShardTask {
    pieces = List.copyOf(pieces);
    counts = List.copyOf(counts);
  }

  WrittenShard write(ShardRange range, Configuration configuration) throws IOException {
    long[] frequencies = new long[vocabulary];
    try (var encoder = tokenization.open(configuration);
        var writer = ShardWriter.open(directory, range.file(), configuration)) {
      long first = 0;
      for (int i = 0; i < pieces.size() && first < range.end(); i++) {
        if (first + counts.get(i) > range.start()) {
          copy(pieces.get(i), first, range, encoder, writer, frequencies, configuration);
        }
        first += counts.get(i);
      }
      range.requireAll(LongStream.of(frequencies).sum());
      return WrittenShard.of(writer.commit(range.count()), frequencies, new long[0]);
    } catch (DataException e) {
      return WrittenShard.failed(e);
    }
  }

  private void copy(
      TokenPiece piece,
      long first,
      ShardRange range,
      TextEncoder encoder,
      ShardWriter writer,
      long[] frequencies,
      Configuration configuration)
      throws IOException {
    var encoding = TokenEncoding.forVocabulary(vocabulary);
    try (var stream = piece.open(encoder, configuration)) {
      long position = first;
      for (int[] tokens = stream.next();
          tokens.length > 0 && position < range.end();
          tokens = stream.next()) {
        int from = (int) Math.max(0, Math.min(tokens.length, range.start() - position));
        int to = (int) Math.min(tokens.length, range.end() - position);
        for (int i = from; i < to; i++) {
          encoding.put(writer.room(Integer.BYTES), tokens[i]);
          frequencies[tokens[i]]++;
        }
        position += tokens.length;
      }
    }
  }
}
