package org.musweep.mup.kernel;

import java.util.List;

/**
 * Parameters of one lane that are updated with the same scalars.
 *
 * @param lane the lane's position in the stack
 * @param parameters positions in the stack's list of parameters
 */
public record UpdateGroup(int lane, List<Integer> parameters) {

  /** Copies the list. */
  public UpdateGroup {
    parameters = List.copyOf(parameters);
  }
}
