package org.musweep.pipeline.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.musweep.pipeline.spark.source.ColumnNeed;
import org.musweep.pipeline.spark.source.ParquetTable;
import org.musweep.pipeline.spark.source.PieceScan;
import org.musweep.pipeline.spark.source.SourceFile;
import org.musweep.pipeline.spark.source.TokenPiece;
import org.musweep.pipeline.spark.source.Tokenization;
import org.musweep.pipeline.spark.source.TokenizerFile;
import org.musweep.pipeline.sweep.DataSpec;
import org.musweep.pipeline.sweep.Tokenizer;

/**
 * A source of tokens before its first pass.
 *
 * @param spec what the sweep file says
 * @param pieces that tasks read, in order
 * @param scanning how the first pass makes tokens: characters as themselves
 * @param vocabulary how many different tokens there are, or 0 if the first pass has to tell
 */
record TokenPlan(
    DataSpec.TokenSource spec, List<TokenPiece> pieces, Tokenization scanning, int vocabulary) {

  TokenPlan {
    pieces = List.copyOf(pieces);
  }

  /**
   * A source after its first pass.
   *
   * @param counts tokens per piece
   * @param tokenization how text becomes tokens
   * @param vocabulary how many different tokens there are
   * @param characters the character of each token, or empty
   */
  record Counted(
      List<Long> counts, Tokenization tokenization, int vocabulary, List<String> characters) {

    long total() {
      return counts.stream().mapToLong(Long::longValue).sum();
    }
  }

  static TokenPlan of(
      DataSpec.TokenSource spec, List<SourceFile> files, ShardSizes sizes, Configuration conf) {
    if (spec instanceof DataSpec.Text text) {
      return of(spec, ranges(files, sizes.pieceBytes()), text.tokenizer(), conf);
    }
    var pieces = new ArrayList<TokenPiece>();
    if (spec instanceof DataSpec.TextColumn column) {
      var need = new ColumnNeed(column.column(), ColumnNeed.Kind.TEXT);
      for (var group : ParquetTable.rowGroups(files, conf, need)) {
        pieces.add(new TokenPiece.TextRows(group.file(), group.index(), column.column()));
      }
      return of(spec, pieces, column.tokenizer(), conf);
    }
    var column = (DataSpec.TokenColumn) spec;
    var need = new ColumnNeed(column.column(), ColumnNeed.Kind.TOKENS);
    for (var group : ParquetTable.rowGroups(files, conf, need)) {
      pieces.add(
          new TokenPiece.TokenRows(
              group.file(), group.index(), column.column(), column.vocabulary()));
    }
    return new TokenPlan(spec, pieces, new Tokenization.Bytes(), column.vocabulary());
  }

  private static TokenPlan of(
      DataSpec.TokenSource spec, List<TokenPiece> pieces, Tokenizer tokenizer, Configuration conf) {
    if (tokenizer instanceof Tokenizer.HuggingFace file) {
      var tokenization = new Tokenization.HuggingFace(file.path());
      return new TokenPlan(spec, pieces, tokenization, TokenizerFile.vocabulary(file.path(), conf));
    }
    return tokenizer instanceof Tokenizer.Bytes
        ? new TokenPlan(spec, pieces, new Tokenization.Bytes(), 1 << Byte.SIZE)
        : new TokenPlan(spec, pieces, new Tokenization.CodePoints(), 0);
  }

  private static List<TokenPiece> ranges(List<SourceFile> files, long pieceBytes) {
    var pieces = new ArrayList<TokenPiece>();
    for (var file : files) {
      for (long start = 0; start < file.length(); start += pieceBytes) {
        pieces.add(
            new TokenPiece.TextRange(
                file.path(), start, Math.min(file.length(), start + pieceBytes)));
      }
    }
    return pieces;
  }

  /** Puts together what the first pass learned, a problem of the first piece that has one first. */
  Counted counted(List<PieceScan> scans) {
    scans.forEach(PieceScan::orThrow);
    var counts = scans.stream().map(PieceScan::count).toList();
    if (!(scanning instanceof Tokenization.CodePoints)) {
      return new Counted(counts, scanning, vocabulary, List.of());
    }
    var alphabet = new TreeSet<Integer>();
    scans.forEach(scan -> alphabet.addAll(scan.characters()));
    return new Counted(
        counts,
        new Tokenization.Characters(List.copyOf(alphabet)),
        alphabet.size(),
        alphabet.stream().map(Character::toString).toList());
  }

  /** How many of all tokens are for validation: the last ones, never trained on. */
  long validationTokens(long total) {
    return Math.round(total * spec.validationShare());
  }

  /** What the manifest calls the tokenizer. */
  String tokenizerName() {
    if (spec instanceof DataSpec.Text text) {
      return text.tokenizer().text();
    }
    return spec instanceof DataSpec.TextColumn column ? column.tokenizer().text() : "tokens";
  }
}
