package org.musweep.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceTest {

  @Test
  void roundTripsThroughJson() {
    String json = ProvenanceJson.write(SampleReport.PROVENANCE);

    assertThat(ProvenanceJson.read(json)).isEqualTo(SampleReport.PROVENANCE);
    assertThat(json).contains("\"schema\" : 1").contains("\"Spark\" : \"4.0.4\"");
  }

  @Test
  void namesWhatIsWrongWithADocument() {
    assertThatThrownBy(() -> ProvenanceJson.read("{\"schema\": 2}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid provenance: schema 2 (must be 1)");
    assertThatThrownBy(() -> ProvenanceJson.read("{\"schema\": 1}"))
        .hasMessage("Invalid provenance: specHash is missing");
    assertThatThrownBy(() -> ProvenanceJson.read("{")).isInstanceOf(IllegalArgumentException.class);
  }

  /** Source of the digest: FIPS 180-2, appendix B.1. */
  @Test
  void hashesBytes() {
    assertThat(Provenance.sha256("abc".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void endsLater() {
    Instant later = SampleReport.PROVENANCE.period().start().plusSeconds(90);

    assertThat(SampleReport.PROVENANCE.endedAt(later).period().seconds()).isEqualTo(90);
    assertThatThrownBy(() -> SampleReport.PROVENANCE.endedAt(Instant.EPOCH))
        .hasMessageStartingWith("Invalid period: it ends at 1970-01-01T00:00:00Z");
  }

  @Test
  void masksSecretsInTheCommandLine() {
    Provenance p = SampleReport.PROVENANCE;
    Provenance masked =
        new Provenance(
            p.specHash(),
            p.dataHash(),
            p.codeRevision(),
            p.software(),
            p.platform(),
            p.seeds(),
            p.period(),
            List.of(
                "musweep",
                "run",
                "--password",
                "hunter2",
                "--conf",
                "spark.hadoop.fs.s3a.secret.key=abc/def",
                "--tokenizer=characters",
                "AUTH_TOKEN=xyz",
                "s3a://key:word@bucket/path",
                "--access-key=AKIA",
                "seed=7"));

    assertThat(masked.commandLine())
        .containsExactly(
            "musweep",
            "run",
            "--password",
            "***",
            "--conf",
            "spark.hadoop.fs.s3a.secret.key=***",
            "--tokenizer=characters",
            "AUTH_TOKEN=***",
            "s3a://***@bucket/path",
            "--access-key=***",
            "seed=7");
  }

  @Test
  void revisionOfNoCheckoutIsUnknown(@TempDir Path directory) {
    assertThat(CodeRevision.of(directory)).isEqualTo(Provenance.UNKNOWN);
  }
}
