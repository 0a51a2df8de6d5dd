package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.musweep.mup.data.DataException;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.log.StorageRefusedException;
import org.musweep.pipeline.log.StudyHeldException;
import org.musweep.pipeline.log.UnreadableLogException;
import org.musweep.pipeline.log.UnsupportedSchemeException;
import org.musweep.pipeline.sweep.SpecException;
import org.musweep.pipeline.sweep.SweepFailedException;

class FailureTest {

  static Stream<Arguments> expected() {
    return Stream.of(
        Arguments.of(new SpecException(List.of("wrong key")), ExitCode.BAD_INPUT),
        Arguments.of(new DataException("too short"), ExitCode.BAD_INPUT),
        Arguments.of(new UnsupportedSchemeException(URI.create("gopher:/a")), ExitCode.BAD_INPUT),
        Arguments.of(
            new StorageRefusedException(URI.create("s3a://a/b"), new IOException("403")),
            ExitCode.BAD_INPUT),
        Arguments.of(
            StudyHeldException.atOpening(URI.create("file:/log/"), Optional.empty()),
            ExitCode.STUDY_HELD),
        Arguments.of(new SweepFailedException("all failed"), ExitCode.NOTHING_TO_SELECT),
        Arguments.of(new StorageException("disk full"), ExitCode.STORAGE_FAILED),
        Arguments.of(new UnreadableLogException("torn"), ExitCode.STORAGE_FAILED),
        Arguments.of(
            new UncheckedIOException("Cannot write", new IOException("disk full")),
            ExitCode.STORAGE_FAILED));
  }

  @ParameterizedTest
  @MethodSource("expected")
  void expectedExceptionsHaveACodeAndNoStackTrace(Exception exception, ExitCode exit) {
    Failure failure = Failure.of(exception);

    assertThat(failure.exit()).isEqualTo(exit);
    assertThat(failure.message()).startsWith(exception.getMessage()).doesNotContain("\tat ");
  }

  @Test
  void causesCount() {
    Failure failure = Failure.of(new CompletionException(new StorageException("disk full")));

    assertThat(failure).isEqualTo(new Failure(ExitCode.STORAGE_FAILED, "disk full"));
  }

  @Test
  void unexpectedExceptionsAreShownWhole() {
    Failure failure = Failure.of(new IllegalStateException("never"));

    assertThat(failure.exit()).isEqualTo(ExitCode.UNEXPECTED);
    assertThat(failure.message())
        .contains("IllegalStateException: never")
        .contains("unexpectedExceptionsAreShownWhole");
  }
}
