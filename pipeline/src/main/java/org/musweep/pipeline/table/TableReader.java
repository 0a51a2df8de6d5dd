package org.musweep.pipeline.table;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.musweep.pipeline.log.StorageException;

/** Reads one file of a table with the schema that it was written with. */
record TableReader<R>(Table<R> table, Path file, Configuration hadoop) {

  void forEach(Consumer<R> action) {
    try {
      HadoopInputFile input = HadoopInputFile.fromPath(file, hadoop);
      checkVersion(input);
      try (ParquetReader<GenericRecord> reader =
          AvroParquetReader.<GenericRecord>builder(input)
              .withDataModel(GenericData.get())
              .withConf(hadoop)
              .build()) {
        for (GenericRecord record = reader.read(); record != null; record = reader.read()) {
          action.accept(table.toRow(record));
        }
      }
    } catch (IOException e) {
      throw new StorageException("Cannot read " + file, e);
    }
  }

  private void checkVersion(HadoopInputFile input) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(input)) {
      Map<String, String> metadata = reader.getFileMetaData().getKeyValueMetaData();
      String name = metadata.getOrDefault(TableWriter.TABLE_KEY, "unknown");
      String version = metadata.getOrDefault(TableWriter.VERSION_KEY, "unknown");
      if (!name.equals(table.name())) {
        throw new StorageException(
            "Cannot read %s: it is a file of table %s (must be %s)"
                .formatted(file, name, table.name()));
      }
      if (!version.matches("[0-9]{1,9}") || Integer.parseInt(version) > table.version()) {
        throw new StorageException(
            "Cannot read %s: its schema version is %s (this program reads up to %d)"
                .formatted(file, version, table.version()));
      }
    }
  }
}
