package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.report.SecretMask;
import org.musweep.pipeline.sweep.SpecException;

class SecretsTest {

  @TempDir Path folder;

  @Test
  void pathWithAPasswordIsRefusedWithoutSayingIt() {
    assertThatThrownBy(() -> Storage.checkNoPassword(URI.create("s3a://KEY:hush@bucket/out")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("s3a://***@bucket/out")
        .hasMessageNotContaining("hush");
    Storage.checkNoPassword(URI.create("abfs://container@account.dfs.core.windows.net/out"));
    Storage.checkNoPassword(URI.create("hdfs://host:8020/out"));
  }

  @Test
  void outputWithAPasswordIsRefused() {
    SmallSweep sweep = SmallSweep.in(folder);

    CommandRun run = CommandRun.of("run", sweep.file(), "--output", "s3a://KEY:hush@bucket/out");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("must not carry a password").doesNotContain("hush");
  }

  @Test
  void sparkHidesMoreThanItWouldByItself() {
    Pattern hidden = Pattern.compile(SecretMask.redaction());
    for (String key :
        new String[] {
          "spark.hadoop.fs.s3a.secret.key",
          "spark.hadoop.fs.s3a.access.key",
          "spark.hadoop.fs.azure.account.key.host",
          "spark.ssl.keyStorePassword",
          "spark.hadoop.fs.s3a.session.token",
          "spark.executorEnv.API_KEY"
        }) {
      assertThat(hidden.matcher(key).find()).as(key).isTrue();
    }
    assertThat(hidden.matcher("spark.executor.memory").find()).isFalse();
    assertThat(hidden.matcher("spark.hadoop.fs.defaultFS").find()).isFalse();
  }
}
