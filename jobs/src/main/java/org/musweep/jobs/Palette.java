package org.musweep.jobs;

import java.util.Map;

/** How words stand out on a terminal: in colours, or not at all. */
enum Palette {
  /** No escape sequences. */
  PLAIN,
  /** The eight colours that every terminal has, as its user set them. */
  COLOURED;

  private static final String RED = "31";
  private static final String GREEN = "32";
  private static final String YELLOW = "33";
  private static final String BOLD = "1";

  /**
   * The palette of a stream.
   *
   * <p>Source: no-color.org for {@code NO_COLOR}, which wins; {@code CLICOLOR_FORCE} colours what
   * is not a terminal too.
   *
   * @param isTerminal whether somebody reads the stream on a terminal
   * @param environment the process's
   */
  static Palette of(boolean isTerminal, Map<String, String> environment) {
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return PLAIN;
    }
    String forced = environment.getOrDefault("CLICOLOR_FORCE", "0");
    return isTerminal || !(forced.isEmpty() || forced.equals("0")) ? COLOURED : PLAIN;
  }

  /** Something went well. */
  String good(String text) {
    return painted(GREEN, text);
  }

  /** Something went wrong. */
  String bad(String text) {
    return painted(RED, text);
  }

  /** Something to look at. */
  String caution(String text) {
    return painted(YELLOW, text);
  }

  /** Something that matters more than what is around it. */
  String strong(String text) {
    return painted(BOLD, text);
  }

  private String painted(String code, String text) {
    return this == PLAIN ? text : "\u001b[" + code + "m" + text + "\u001b[m";
  }
}
