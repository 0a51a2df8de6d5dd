package org.musweep.pipeline.selection;

import java.util.List;

/** Whether settings found at the base width are good at other widths. */
public sealed interface TransferVerdict {

  /** Why; at least one sentence, the most important first. */
  List<String> reasons();

  /** The word for people and documents: passed, failed or inconclusive. */
  String outcome();

  /** The chosen rate is as good as its neighbours at every width, and wider is better. */
  record Passed(List<String> reasons) implements TransferVerdict {
    /** Copies the reasons. */
    public Passed {
      reasons = List.copyOf(reasons);
    }

    @Override
    public String outcome() {
      return "passed";
    }
  }

  /** Surely not: exit code 5. */
  record Failed(List<String> reasons) implements TransferVerdict {
    /** Copies the reasons. */
    public Failed {
      reasons = List.copyOf(reasons);
    }

    @Override
    public String outcome() {
      return "failed";
    }
  }

  /**
   * The noise does not allow to tell.
   *
   * @param moreSeeds how many further seeds would settle it at the noise seen; 0 if seeds are not
   *     what is missing
   */
  record Inconclusive(List<String> reasons, int moreSeeds) implements TransferVerdict {
    /** Copies the reasons. */
    public Inconclusive {
      reasons = List.copyOf(reasons);
    }

    @Override
    public String outcome() {
      return "inconclusive";
    }
  }
}
