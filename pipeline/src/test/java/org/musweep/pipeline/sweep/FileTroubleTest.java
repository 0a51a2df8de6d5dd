package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileTroubleTest {

  @Test
  void isSaidInWordsThatNameTheFile() {
    assertThat(FileTrouble.of(new AccessDeniedException("/a/b")))
        .isEqualTo("no permission for /a/b");
    assertThat(FileTrouble.of(new NoSuchFileException("/a/b"))).isEqualTo("/a/b does not exist");
    assertThat(FileTrouble.of(new FileSystemException("/a/b", null, "Is a directory")))
        .isEqualTo("/a/b: Is a directory");
    assertThat(FileTrouble.of(new IOException("Input/output error")))
        .isEqualTo("Input/output error");
    assertThat(FileTrouble.of(new IOException())).isEqualTo("the file system gave no reason");
  }
}
