package org.musweep.pipeline.spark.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.io.FileUtils;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * A Parquet table of images in files of so many rows, with the columns {@code pixels} (binary),
 * {@code label}, {@code index} (the image's place in the source) and, where images are files of
 * their own, {@code file}. The same rows give the same files. They are written beside the place of
 * the table, which is there once it is whole.
 */
final class ImageTable implements AutoCloseable {
  private static final int PAGE_BYTES = 4 << 20;
  private static final MessageType WITHOUT_NAMES =
      MessageTypeParser.parseMessageType(
          "message image { required binary pixels; required int32 label; required int32 index; }");
  private static final MessageType WITH_NAMES =
      MessageTypeParser.parseMessageType(
          "message image { required binary pixels; required int32 label; required int32 index;"
              + " required binary file (STRING); }");

  private final Path table;
  private final Path folder;
  private final int rowsPerFile;
  private final MessageType schema;
  private final SimpleGroupFactory groups;
  private Optional<ParquetWriter<Group>> file = Optional.empty();
  private int rows;

  private ImageTable(Path table, int rowsPerFile, MessageType schema) throws IOException {
    this.table = table.toAbsolutePath();
    Path parent = Files.createDirectories(this.table.getParent());
    // A temporary directory of the platform's would be readable for its owner only.
    folder =
        Files.createDirectory(parent.resolve("." + table.getFileName() + "-" + UUID.randomUUID()));
    this.rowsPerFile = rowsPerFile;
    this.schema = schema;
    groups = new SimpleGroupFactory(schema);
  }

  /** A table in a local directory that does not exist. */
  static ImageTable create(Path table, int rowsPerFile) throws IOException {
    return new ImageTable(table, rowsPerFile, WITHOUT_NAMES);
  }

  /** The same, with the column {@code file}. */
  static ImageTable withNames(Path table, int rowsPerFile) throws IOException {
    return new ImageTable(table, rowsPerFile, WITH_NAMES);
  }

  /** Adds an image. */
  void add(byte[] pixels, int label, int index) throws IOException {
    writer().write(row(pixels, label, index));
  }

  /** Adds an image that is a file of its own. */
  void add(byte[] pixels, int label, int index, String name) throws IOException {
    writer().write(row(pixels, label, index).append("file", name));
  }

  private Group row(byte[] pixels, int label, int index) {
    return groups
        .newGroup()
        .append("pixels", Binary.fromConstantByteArray(pixels))
        .append("label", label)
        .append("index", index);
  }

  /** That of the next row. */
  private ParquetWriter<Group> writer() throws IOException {
    if (rows % rowsPerFile == 0) {
      endFile();
    }
    if (file.isEmpty()) {
      file = Optional.of(open(folder.resolve("part-%05d.parquet".formatted(rows / rowsPerFile))));
    }
    rows++;
    return file.orElseThrow();
  }

  private ParquetWriter<Group> open(Path part) throws IOException {
    return ExampleParquetWriter.builder(new LocalOutputFile(part))
        .withType(schema)
        .withCompressionCodec(CompressionCodecName.ZSTD)
        .config("parquet.compression.codec.zstd.level", "19")
        .withDictionaryEncoding("pixels", false)
        .withStatisticsEnabled("pixels", false)
        .withPageSize(PAGE_BYTES)
        .build();
  }

  private void endFile() throws IOException {
    if (file.isPresent()) {
      file.orElseThrow().close();
      file = Optional.empty();
    }
  }

  /** Puts the table in its place. */
  void publish() throws IOException {
    endFile();
    Files.move(folder, table);
  }

  /** Leaves nothing behind of a table that was not published. */
  @Override
  public void close() throws IOException {
    endFile();
    FileUtils.deleteDirectory(folder.toFile());
  }
}
