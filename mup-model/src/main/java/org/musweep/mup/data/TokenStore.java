package org.musweep.mup.data;

/** A sequence of tokens that can be read from any place by any number of threads. */
interface TokenStore {

  /** How many tokens there are. */
  long size();

  /** Fills {@code window} with the tokens from {@code start} on. */
  void read(long start, int[] window);

  /** Tokens held in memory. */
  static TokenStore of(int[] tokens) {
    int[] copy = tokens.clone();
    return new TokenStore() {
      @Override
      public long size() {
        return copy.length;
      }

      @Override
      public void read(long start, int[] window) {
        System.arraycopy(copy, Math.toIntExact(start), window, 0, window.length);
      }
    };
  }
}
