package org.musweep.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.musweep.mup.data.DataException;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.log.StorageRefusedException;
import org.musweep.pipeline.log.StudyHeldException;
import org.musweep.pipeline.log.UnreadableLogException;
import org.musweep.pipeline.log.UnsupportedSchemeException;
import org.musweep.pipeline.selection.NothingToSelectException;
import org.musweep.pipeline.sweep.SpecException;
import org.musweep.pipeline.sweep.StalledTrainerException;
import org.musweep.pipeline.sweep.SweepFailedException;

/**
 * What an exception that ends a command means to who runs it.
 *
 * @param exit the exit code
 * @param message for a person; with the stack trace where nobody expected the exception
 */
record Failure(ExitCode exit, String message) {

  /** The meaning of an exception, or of the one that it was caused by. */
  static Failure of(Throwable exception) {
    return Stream.iterate(Optional.of(exception), Optional::isPresent, Failure::cause)
        .flatMap(Optional::stream)
        .flatMap(each -> expected(each).stream())
        .findFirst()
        .orElseGet(() -> new Failure(ExitCode.UNEXPECTED, "unexpected: " + trace(exception)));
  }

  private static Optional<Throwable> cause(Optional<Throwable> exception) {
    return exception.map(Throwable::getCause);
  }

  private static Optional<Failure> expected(Throwable exception) {
    if (exception instanceof SpecException
        || exception instanceof DataException
        || exception instanceof UnsupportedSchemeException
        || exception instanceof StorageRefusedException) {
      return Optional.of(plain(ExitCode.BAD_INPUT, exception));
    }
    if (exception instanceof StudyHeldException) {
      return Optional.of(plain(ExitCode.STUDY_HELD, exception));
    }
    if (exception instanceof NothingToSelectException
        || exception instanceof SweepFailedException) {
      return Optional.of(plain(ExitCode.NOTHING_TO_SELECT, exception));
    }
    if (exception instanceof StalledTrainerException) {
      return Optional.of(plain(ExitCode.STALLED, exception));
    }
    if (exception instanceof StorageException || exception instanceof UnreadableLogException) {
      return Optional.of(plain(ExitCode.STORAGE_FAILED, exception));
    }
    if (exception instanceof UncheckedIOException io) {
      return Optional.of(
          new Failure(ExitCode.STORAGE_FAILED, io.getMessage() + ": " + io.getCause()));
    }
    return exception instanceof IOException
        ? Optional.of(new Failure(ExitCode.STORAGE_FAILED, exception.toString()))
        : Optional.empty();
  }

  private static Failure plain(ExitCode exit, Throwable exception) {
    return new Failure(exit, String.valueOf(exception.getMessage()));
  }

  private static String trace(Throwable exception) {
    var text = new StringWriter();
    exception.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
