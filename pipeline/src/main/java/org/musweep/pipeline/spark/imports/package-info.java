/**
 * Images as they come, turned into the Parquet tables that a sweep file names: files of the IDX
 * format and folders of pictures.
 *
 * <p>Start from {@link org.musweep.pipeline.spark.imports.ImageFolderImport}. Whatever else reads
 * data starts from the tables.
 */
@NullMarked
package org.musweep.pipeline.spark.imports;

import org.jspecify.annotations.NullMarked;
