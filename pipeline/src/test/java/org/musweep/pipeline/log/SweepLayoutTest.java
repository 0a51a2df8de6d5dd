package org.musweep.pipeline.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SweepLayoutTest {

  @Test
  void relativeOutputIsALocalFolder() {
    SweepLayout layout = SweepLayout.of("out", "quickstart", "main");
    Path root = Path.of("out/quickstart/main").toAbsolutePath();
    assertThat(SweepLayout.local(layout.root())).isEqualTo(root);
    assertThat(SweepLayout.local(layout.log())).isEqualTo(root.resolve("log"));
    assertThat(SweepLayout.local(layout.report())).isEqualTo(root.resolve("report/index.html"));
  }

  @Test
  void spacesAndPercentSignsInPathsAreKept() {
    SweepLayout layout = SweepLayout.of("/data/my 100% runs", "quickstart", "main");
    assertThat(SweepLayout.local(layout.status()))
        .isEqualTo(Path.of("/data/my 100% runs/quickstart/main/status.json"));
    assertThat(SweepLayout.hadoopPath(layout.table("trials")))
        .isEqualTo("file:/data/my 100% runs/quickstart/main/trials/");
    assertThat(SweepLayout.hadoopPath(SweepLayout.of("s3a://b/my runs", "q", "m").wide()))
        .isEqualTo("s3a://b/my runs/q/m/wide/");
  }

  @Test
  void schemesAndAuthoritiesAreKept() {
    assertThat(SweepLayout.of("s3a://bucket", "q", "r1").table("trials"))
        .hasToString("s3a://bucket/q/r1/trials/");
    assertThat(SweepLayout.of("hdfs://name:8020/user/me/", "q", "r1").selection())
        .hasToString("hdfs://name:8020/user/me/q/r1/selection.json");
    assertThat(SweepLayout.local(SweepLayout.of("file:/tmp/x", "q", "r1").wide()))
        .isEqualTo(Path.of("/tmp/x/q/r1/wide"));
  }

  @Test
  void localPathOfAnotherSchemeIsRefusedByName() {
    SweepLayout layout = SweepLayout.of("s3a://bucket/runs", "q", "main");
    assertThatThrownBy(() -> SweepLayout.local(layout.log()))
        .isInstanceOf(UnsupportedSchemeException.class)
        .hasMessage(
            "Cannot use s3a://bucket/runs/q/main/log/: scheme 's3a' is not supported here"
                + " (must be file:, or a path without a scheme)");
  }

  @Test
  void rejectsNamesThatWouldLeaveTheFolder() {
    assertThatThrownBy(() -> SweepLayout.of("out", "../other", "main"))
        .hasMessageContaining("Invalid sweep name: '../other'");
    assertThatThrownBy(() -> SweepLayout.of("out", "quick", ""))
        .hasMessageContaining("Invalid run id: ''");
  }

  @Test
  void rejectsAnOutputThatNamesNoPlace() {
    assertThatThrownBy(() -> SweepLayout.of("s3a://", "q", "main"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid output: s3a:// (must be a path or URI of a folder)");
  }
}
