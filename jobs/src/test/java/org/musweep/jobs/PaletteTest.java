package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PaletteTest {

  @Test
  void onlyTerminalsHaveColours() {
    assertThat(Palette.of(true, Map.of())).isEqualTo(Palette.COLOURED);
    assertThat(Palette.of(false, Map.of())).isEqualTo(Palette.PLAIN);
  }

  @Test
  void noColorWins() {
    assertThat(Palette.of(true, Map.of("NO_COLOR", "1"))).isEqualTo(Palette.PLAIN);
    assertThat(Palette.of(true, Map.of("NO_COLOR", "1", "CLICOLOR_FORCE", "1")))
        .isEqualTo(Palette.PLAIN);
    assertThat(Palette.of(true, Map.of("NO_COLOR", ""))).isEqualTo(Palette.COLOURED);
  }

  @Test
  void coloursCanBeForced() {
    assertThat(Palette.of(false, Map.of("CLICOLOR_FORCE", "1"))).isEqualTo(Palette.COLOURED);
    assertThat(Palette.of(false, Map.of("CLICOLOR_FORCE", "0"))).isEqualTo(Palette.PLAIN);
  }

  @Test
  void plainTextStaysAsItIs() {
    assertThat(Palette.PLAIN.bad("no")).isEqualTo("no");
    assertThat(Palette.COLOURED.bad("no")).isEqualTo("\u001b[31mno\u001b[m");
    assertThat(Palette.COLOURED.good("yes")).isEqualTo("\u001b[32myes\u001b[m");
  }
}
