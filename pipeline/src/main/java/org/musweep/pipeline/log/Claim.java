package org.musweep.pipeline.log;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One driver's taking of a study: {@code claims/000003-5f2d….json}.
 *
 * @param number one more than that of the claim before
 * @param id what tells two claims of one number apart
 */
record Claim(long number, String id) {

  static final String FOLDER = "claims";

  private static final Pattern FORM = Pattern.compile("([0-9]{6,18})-([0-9a-f]{32})\\.json");

  static Claim after(long number) {
    return new Claim(number + 1, UUID.randomUUID().toString().replace("-", ""));
  }

  String name() {
    return "%06d-%s".formatted(number, id);
  }

  /** The file that makes the claim and says who the driver is. */
  String file() {
    return FOLDER + "/" + name() + ".json";
  }

  /** The file whose content changes for as long as the driver lives. */
  String beat() {
    return FOLDER + "/" + name() + ".beat";
  }

  /** The file that says that the driver has given the study back. */
  String release() {
    return FOLDER + "/" + name() + ".released";
  }

  /** The claims on a study. */
  static List<Claim> all(HadoopFiles files) {
    return files.files(FOLDER).stream().flatMap(name -> parse(name).stream()).toList();
  }

  private static Optional<Claim> parse(String file) {
    Matcher matcher = FORM.matcher(file);
    return matcher.matches()
        ? Optional.of(new Claim(Long.parseLong(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  static long highest(Collection<Claim> claims) {
    return claims.stream().mapToLong(Claim::number).max().orElse(0);
  }
}
