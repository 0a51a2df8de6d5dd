package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.sweep.SpecNode.Scalar;
import org.musweep.pipeline.sweep.SpecNode.Style;

class ScalarFormTest {

  private static Scalar plain(String text) {
    return new Scalar(1, text, Style.PLAIN);
  }

  @Test
  void numbersMayHaveAFractionAndAnExponent() {
    assertThat(ScalarForm.number(plain("1e-3"))).hasValue(0.001);
    assertThat(ScalarForm.number(plain("-.5"))).hasValue(-0.5);
    assertThat(ScalarForm.number(plain("2."))).hasValue(2);
    for (String none : new String[] {"", "1e999", ".inf", "NaN", "0x10", "1_000", "1d", "one"}) {
      assertThat(ScalarForm.number(plain(none))).as(none).isEmpty();
    }
    assertThat(ScalarForm.number(new Scalar(1, "1", Style.QUOTED))).isEmpty();
  }

  @Test
  void wholeNumbersMayBeWrittenWithAnExponent() {
    assertThat(ScalarForm.wholeNumber(plain("1e3"))).hasValue(1000);
    assertThat(ScalarForm.wholeNumber(plain("12.0"))).hasValue(12);
    assertThat(ScalarForm.wholeNumber(plain("9223372036854775807"))).hasValue(Long.MAX_VALUE);
    assertThat(ScalarForm.wholeNumber(plain("9223372036854775808"))).isEmpty();
    assertThat(ScalarForm.wholeNumber(plain("0.5"))).isEmpty();
    assertThat(ScalarForm.wholeNumber(plain("0e-300"))).hasValue(0);
  }

  @Test
  void durationsAreSumsOfUnits() {
    assertThat(ScalarForm.duration(plain("10m"))).contains(Duration.ofMinutes(10));
    assertThat(ScalarForm.duration(plain("1h30m"))).contains(Duration.ofMinutes(90));
    assertThat(ScalarForm.duration(plain("1d2h3m4s")))
        .contains(Duration.ofSeconds(86400 + 2 * 3600 + 3 * 60 + 4));
    for (String none : new String[] {"", "0s", "10", "m", "1m1h", "-1m", "99999d", "1.5h"}) {
      assertThat(ScalarForm.duration(plain(none))).as(none).isEmpty();
    }
  }
}
