package org.musweep.pipeline.sweep;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Says in words why a file could not be read or written. */
final class FileTrouble {

  private FileTrouble() {}

  /** The reason, with the file where the file system names it. */
  static String of(IOException trouble) {
    if (trouble instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (trouble instanceof NoSuchFileException missing) {
      return missing.getFile() + " does not exist";
    }
    if (trouble instanceof FileSystemException named && named.getReason() != null) {
      return named.getFile() + ": " + named.getReason();
    }
    return Objects.requireNonNullElse(trouble.getMessage(), "the file system gave no reason");
  }
}
