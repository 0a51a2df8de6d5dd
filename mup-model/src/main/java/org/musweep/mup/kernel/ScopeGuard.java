package org.musweep.mup.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;

/**
 * Lets an array outlive every {@code NDScope} of its thread: one made inside an own scope and taken
 * out of it.
 */
final class ScopeGuard implements AutoCloseable {

  private final NDScope scope = new NDScope();

  private ScopeGuard() {}

  static ScopeGuard open() {
    return new ScopeGuard();
  }

  void keep(NDArray array) {
    NDScope.unregister(array);
  }

  @Override
  public void close() {
    scope.close();
  }
}
