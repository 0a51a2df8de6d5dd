package org.musweep.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides what must not be shown in a command line or among settings: passwords, keys and tokens,
 * known by name.
 */
public final class SecretMask {

  static final String MASK = "***";

  private static final String NAME =
      "(?:secret|passw(?:or)?d|passphrase|credentials?|token(?![a-z])|(?:access|api|private|account|sas)[-_.]?key)";
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "([\\w.-]*" + NAME + "[\\w.-]*\\s*[=:]\\s*)(?!//)(\\S+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern OPTION =
      Pattern.compile("--?[\\w.-]*" + NAME + "[\\w.-]*", Pattern.CASE_INSENSITIVE);
  private static final Pattern USER_INFO = Pattern.compile("(\\w[\\w+.-]*://)[^/@\\s]+@");

  private SecretMask() {}

  /**
   * The names of settings whose values are secrets, as a regular expression for Spark's own
   * redaction, which by default does not know all of them.
   */
  public static String redaction() {
    return "(?i)" + NAME;
  }

  /** The arguments with secrets replaced by asterisks. */
  public static List<String> mask(List<String> arguments) {
    List<String> masked = new ArrayList<>();
    boolean valueFollows = false;
    for (String argument : arguments) {
      masked.add(valueFollows && !argument.startsWith("-") ? MASK : mask(argument));
      valueFollows = OPTION.matcher(argument).matches();
    }
    return List.copyOf(masked);
  }

  private static String mask(String argument) {
    String masked = USER_INFO.matcher(argument).replaceAll("$1" + MASK + "@");
    return ASSIGNMENT.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(MASK));
  }
}
