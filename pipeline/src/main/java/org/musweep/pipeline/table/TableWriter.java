package org.musweep.pipeline.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.musweep.pipeline.log.StorageException;

/**
 * Writes one file of a table in staging, row by row. Nothing of it is seen by readers before {@link
 * TableFiles#publish} moves it; closed without {@link #commit}, it is deleted.
 *
 * @param <R> the row
 */
public final class TableWriter<R> implements AutoCloseable {

  /** The file metadata key of a table's version. */
  static final String VERSION_KEY = "musweep.schema.version";

  /** The file metadata key of a table's name. */
  static final String TABLE_KEY = "musweep.table";

  private final Table<R> table;
  private final StagedName name;
  private final FileSystem fileSystem;
  private final Path path;
  private final ParquetWriter<GenericRecord> writer;
  private boolean closed;
  private boolean committed;

  TableWriter(
      Table<R> table,
      StagedName name,
      FileSystem fileSystem,
      Path path,
      org.apache.hadoop.conf.Configuration hadoop) {
    this.table = table;
    this.name = name;
    this.fileSystem = fileSystem;
    this.path = path;
    try {
      writer =
          AvroParquetWriter.<GenericRecord>builder(new SyncedOutput(fileSystem, path))
              .withSchema(table.schema())
              .withDataModel(GenericData.get())
              .withConf(hadoop)
              .withCompressionCodec(CompressionCodecName.ZSTD)
              .withWriteMode(org.apache.parquet.hadoop.ParquetFileWriter.Mode.OVERWRITE)
              .withExtraMetaData(
                  Map.of(TABLE_KEY, table.name(), VERSION_KEY, Integer.toString(table.version())))
              .build();
    } catch (IOException e) {
      throw new StorageException("Cannot create " + path, e);
    }
  }

  /**
   * Adds a row.
   *
   * @throws StorageException if it cannot be written
   */
  public void write(R row) {
    GenericRecord record = table.toRecord(row);
    try {
      writer.write(record);
    } catch (IOException e) {
      throw new StorageException("Cannot write " + path, e);
    }
  }

  /**
   * Completes the file.
   *
   * @return its path relative to the run's folder, to be named in a pack's report or published
   * @throws StorageException if it cannot be completed
   */
  public String commit() {
    closeFile();
    committed = true;
    return name.staged();
  }

  /** Deletes the file unless it was committed. */
  @Override
  public void close() {
    if (committed) {
      return;
    }
    Closeable deletion = () -> fileSystem.delete(path, false);
    try (deletion) {
      closeFile();
    } catch (IOException e) {
      throw new StorageException("Cannot discard " + path, e);
    }
  }

  private void closeFile() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      writer.close();
    } catch (IOException e) {
      throw new StorageException("Cannot complete " + path, e);
    }
  }
}
