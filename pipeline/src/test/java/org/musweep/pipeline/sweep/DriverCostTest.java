package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.testing.InMemoryStudyLog;
import org.musweep.pipeline.testing.QuadraticTrialExecutor;
import org.musweep.pipeline.testing.ShuffledTrialExecutor;
import org.musweep.pipeline.testing.SweepSpecs;

/**
 * What a trial costs the driver does not grow with the number of trials. Measured in bytes that its
 * thread allocates, which is the same on a busy machine: whoever goes through all trials makes
 * something of each.
 */
class DriverCostTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @EnumSource(EarlyStoppingSpec.Rule.class)
  void fourTimesTheTrialsCostFourTimesAsMuch(EarlyStoppingSpec.Rule rule) {
    SweepSpecs spec = SweepSpecs.small().with(rule).with(new ExecutionSpec.Lanes.Fixed(1));
    bytes(spec.withTrials(300));
    double few = bytes(spec.withTrials(1_000));
    double many = bytes(spec.withTrials(4_000));
    // Logarithms and growing arrays take a part; a quadratic driver would be at 16.
    assertThat(many / few).isLessThan(5.5);
  }

  private static long bytes(SweepSpecs spec) {
    QuadraticTrialExecutor quadratic = QuadraticTrialExecutor.sequential(SweepSpecs.BEST);
    quadratic.close();
    long thread = Thread.currentThread().getId();
    try (Study study = DriverDiary.open(new InMemoryStudyLog.Disk());
        var executor = new ShuffledTrialExecutor(quadratic::run, 2, 1)) {
      Sweep sweep = Sweep.of(spec.spec(), study, executor, new SweepObserver() {});
      long before = THREADS.getThreadAllocatedBytes(thread);
      sweep.explore();
      return THREADS.getThreadAllocatedBytes(thread) - before;
    }
  }
}
