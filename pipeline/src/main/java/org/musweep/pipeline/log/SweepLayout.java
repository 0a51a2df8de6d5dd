package org.musweep.pipeline.log;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where everything of one run of a sweep lies: {@code <output>/<sweep>/<run-id>/}.
 *
 * <p>Every place is a URI with a scheme, so that it can be handed to Hadoop's {@code Path(URI)}, as
 * {@link #hadoopPath} to Spark and, for {@code file:}, as {@link #local} to Java.
 *
 * @param root the run's folder, ending in a slash
 */
public record SweepLayout(URI root) {

  /** The run that is meant when none is named. */
  public static final String MAIN_RUN = "main";

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /** Checks that the root is absolute and adds the slash at its end if it is missing. */
  public SweepLayout {
    if (root.getScheme() == null) {
      throw new IllegalArgumentException(
          "Invalid run folder: " + root + " (must be absolute, with a scheme such as file:)");
    }
    if (!root.toString().endsWith("/")) {
      root = URI.create(root + "/");
    }
  }

  /**
   * The folder of a run. An output without a scheme is a local path, relative to the working
   * directory.
   *
   * @throws IllegalArgumentException if sweep or run id is not made of letters, digits, dots,
   *     dashes and underscores, or the output is not a path
   */
  public static SweepLayout of(String output, String sweep, String runId) {
    URI base = folder(output);
    return new SweepLayout(
        URI.create(base + checked("sweep name", sweep) + "/" + checked("run id", runId) + "/"));
  }

  private static URI folder(String output) {
    try {
      String withSlash = output.endsWith("/") ? output : output + "/";
      if (!SCHEME.matcher(output).matches()) {
        // Not Path.toUri() of the folder itself, which has a slash only once the folder exists.
        String path = Path.of(withSlash).toAbsolutePath().normalize().toString();
        return new URI("file", "", path.endsWith("/") ? path : path + "/", null);
      }
      int colon = withSlash.indexOf(':');
      String scheme = withSlash.substring(0, colon);
      String rest = withSlash.substring(colon + 1);
      if (!rest.startsWith("//")) {
        return new URI(scheme, "", rest, null);
      }
      int slash = rest.indexOf('/', 2);
      if (slash < 0) {
        throw new IllegalArgumentException(
            "Invalid output: " + output + " (must be a path or URI of a folder)");
      }
      return new URI(scheme, rest.substring(2, slash), rest.substring(slash), null, null);
    } catch (URISyntaxException | java.nio.file.InvalidPathException e) {
      throw new IllegalArgumentException(
          "Invalid output: " + output + " (must be a path or URI of a folder)", e);
    }
  }

  private static String checked(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Invalid %s: '%s' (must be letters, digits, dots, dashes and underscores)"
              .formatted(what, name));
    }
    return name;
  }

  /**
   * The folder of a run in this folder, which is then a sweep's.
   *
   * @throws IllegalArgumentException if the run id is not made of letters, digits, dots, dashes and
   *     underscores
   */
  public SweepLayout run(String runId) {
    return new SweepLayout(root.resolve(checked("run id", runId) + "/"));
  }

  /** The sweep's name and the run's id, as in {@code quickstart/main}. */
  public String name() {
    String[] folders = root.getPath().split("/", -1);
    // The last one is empty: the root ends in a slash.
    return folders.length < 3
        ? root.getPath()
        : folders[folders.length - 3] + "/" + folders[folders.length - 2];
  }

  /**
   * A place as a path of the local file system.
   *
   * @throws UnsupportedSchemeException if its scheme is not {@code file}
   */
  public static Path local(URI place) {
    if (!"file".equals(place.getScheme())) {
      throw new UnsupportedSchemeException(place);
    }
    return Path.of(place.getPath());
  }

  /**
   * A place in the form that Spark's readers and Hadoop's {@code Path(String)} take: a URI in which
   * nothing is escaped.
   */
  public static String hadoopPath(URI place) {
    String authority = place.getAuthority();
    return place.getScheme() + ":" + (authority == null ? "" : "//" + authority) + place.getPath();
  }

  /** A place in the run's folder, given relative to it. */
  public URI place(String relative) {
    return root.resolve(relative);
  }

  /** The sweep file as it was run. */
  public URI sweepFile() {
    return place("sweep.yaml");
  }

  /** From what the run was made: revision, versions, seeds, hashes. */
  public URI provenance() {
    return place("provenance.json");
  }

  /** Every parameter's factors. */
  public URI scalingPlan() {
    return place("scaling-plan.json");
  }

  /** The state of the step that runs or ran last. */
  public URI status() {
    return place("status.json");
  }

  /** The study log's folder. */
  public URI log() {
    return place("log/");
  }

  /** The folder of files whose attempts have not committed; never read as a table. */
  public URI staging() {
    return place("staging/");
  }

  /** The folder of a table: {@code trials}, {@code rungs}, {@code curves}, {@code coord_check}. */
  public URI table(String name) {
    return place(name + "/");
  }

  /** The choice and its reasons. */
  public URI selection() {
    return place("selection.json");
  }

  /** What the check at intermediate widths found. */
  public URI transfer() {
    return place("transfer.json");
  }

  /** The folder of the wide run. */
  public URI wide() {
    return place("wide/");
  }

  /** The report's page. */
  public URI report() {
    return reportFile("index.html");
  }

  /** A file beside the report's page. */
  public URI reportFile(String name) {
    return place("report/" + name);
  }
}
