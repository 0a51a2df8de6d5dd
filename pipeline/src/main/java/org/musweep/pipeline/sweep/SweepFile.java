package org.musweep.pipeline.sweep;

import java.nio.file.Path;
import java.util.List;

/**
 * A sweep file that was read: what it says, what is doubtful in it, and where everything stands.
 */
public final class SweepFile {

  private final String text;
  private final SweepSpec spec;
  private final List<String> cautions;
  private final Findings findings;

  SweepFile(String text, SweepSpec spec, Findings findings) {
    this.text = text;
    this.spec = spec;
    this.cautions = findings.cautions();
    this.findings = findings;
  }

  /** What the file says. */
  public SweepSpec spec() {
    return spec;
  }

  /** The file itself, as written, but for base shapes: their content stands for their path. */
  public String text() {
    return text;
  }

  /** What is allowed but may be a mistake, one line each in the form of problems. */
  public List<String> cautions() {
    return cautions;
  }

  /**
   * Checks that the data is there and that the output can be written, as far as both are local.
   * Leaves nothing behind.
   *
   * @param base where relative paths start, usually the current directory
   * @throws SpecException if a path is not usable
   */
  public void verifyPaths(Path base) {
    Findings fresh = findings.afresh();
    PathChecks.check(spec, fresh, base);
    fresh.throwProblems();
  }

  /**
   * An exception for something that was found to be wrong later, with the place of the key that is
   * to blame.
   *
   * @param key such as {@code data.path}
   * @param message what is wrong and what is allowed
   */
  public SpecException problem(String key, String message) {
    Findings fresh = findings.afresh();
    fresh.problem(fresh.line(key), key, message);
    return fresh.exception();
  }
}
