package org.musweep.pipeline.sweep;

import java.util.List;

/**
 * A sweep file, or what it names, is wrong. The message has one line per problem, each of the form
 * {@code file:line: key: what is wrong and what is allowed}.
 */
public final class SpecException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  /**
   * An exception for all problems of a file together.
   *
   * @param problems one line each, at least one
   */
  public SpecException(List<String> problems) {
    super(String.join("\n", problems));
    Bounds.notEmpty("problems", problems);
    this.problems = List.copyOf(problems);
  }

  /** The problems in the order of their lines. */
  public List<String> problems() {
    return problems;
  }
}
