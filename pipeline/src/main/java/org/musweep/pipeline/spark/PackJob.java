package org.musweep.pipeline.spark;

import java.io.Serial;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/**
 * What a pack's job does in its one task: gives the assignment to a function, and its report back.
 *
 * <p>Where Spark is set to try lost tasks again (spark.task.maxFailures), the second attempt ends
 * at once: whether a pack is tried again, and with which trials, is for the driver to say.
 *
 * <p>A class of its own, since what Spark takes for a Scala closure it looks through, bytecode and
 * all, each time a job is submitted: several milliseconds, more than all the rest of a short job.
 */
final class PackJob extends AbstractFunction2<TaskContext, Iterator<String>, String>
    implements Serializable {

  @Serial private static final long serialVersionUID = 1;

  private final Function<String, String> task;

  PackJob(Function<String, String> task) {
    this.task = task;
  }

  @Override
  public String apply(TaskContext context, Iterator<String> assignment) {
    if (context.attemptNumber() > 0) {
      throw new IllegalStateException("A pack's task is not tried again as it is");
    }
    try {
      return task.call(assignment.next());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("A pack's task failed", e);
    }
  }
}
