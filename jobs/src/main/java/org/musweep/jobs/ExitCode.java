package org.musweep.jobs;

import java.util.Arrays;

/** How a command ended, for the shell and for schedulers. */
enum ExitCode {
  /** Everything asked for is done, or a budget ended it with a winner. */
  DONE(0, false),
  /** Something that should not happen. */
  UNEXPECTED(1, true),
  /** The sweep file or the command line is wrong. */
  BAD_INPUT(2, false),
  /** The coordinate check failed. */
  COORD_CHECK_FAILED(3, false),
  /** All trials diverged or failed. */
  NOTHING_TO_SELECT(4, false),
  /** The transfer check failed. */
  TRANSFER_CHECK_FAILED(5, false),
  /** Another driver holds this sweep. */
  STUDY_HELD(6, true),
  /** Storage failed; the same command resumes. */
  STORAGE_FAILED(7, true),
  /** Training hangs in this process; the same command goes on. */
  STALLED(8, true),
  /** Interrupted from the keyboard; the same command resumes. */
  INTERRUPTED(130, true),
  /** Told to end; the same command resumes. */
  TERMINATED(143, true);

  private final int code;
  private final boolean retryable;

  ExitCode(int code, boolean retryable) {
    this.code = code;
    this.retryable = retryable;
  }

  /** The meaning of a process's exit code. */
  static ExitCode of(int code) {
    return Arrays.stream(values()).filter(each -> each.code == code).findFirst().orElse(UNEXPECTED);
  }

  /** The process's exit code. */
  int code() {
    return code;
  }

  /** Whether the same command may succeed when run again. */
  boolean retryable() {
    return retryable;
  }
}
