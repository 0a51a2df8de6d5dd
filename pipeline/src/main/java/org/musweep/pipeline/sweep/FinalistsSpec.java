package org.musweep.pipeline.sweep;

/**
 * The best configurations of the search, trained again on fresh seeds.
 *
 * @param count how many configurations
 * @param seeds fresh seeds, shared by all of them
 */
public record FinalistsSpec(int count, int seeds) {

  /** Checks both numbers. */
  public FinalistsSpec {
    Bounds.atLeast("finalists", count, 1);
    Bounds.atLeast("finalists' seeds", seeds, 1);
  }
}
