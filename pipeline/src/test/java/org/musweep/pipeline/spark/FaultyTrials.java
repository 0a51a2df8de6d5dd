package org.musweep.pipeline.spark;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import org.musweep.pipeline.log.PackJson;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.table.CurveRow;
import org.musweep.pipeline.table.CurveTable;
import org.musweep.pipeline.table.TableFiles;
import org.musweep.pipeline.testing.QuadraticTrialExecutor;
import org.musweep.pipeline.testing.SweepSpecs;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.TrialExecutor;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * Trials with a known loss as Spark tasks, which take a while and do to their process what real
 * ones may.
 */
public final class FaultyTrials {

  private static final int LOG_EVERY = 100;

  /** The number of SIGSEGV. */
  private static final int SEGMENTATION = 11;

  /** Of float32, four petabytes: more than a process can address. */
  private static final long TOO_MANY_NUMBERS = 1L << 50;

  private FaultyTrials() {}

  /** What goes wrong. */
  public enum Fault {
    /** Nothing. */
    NONE,
    /** The culprit aborts in native code. */
    ABORT,
    /** The culprit sends its process SIGKILL, as the kernel does when memory is short. */
    SIGKILL,
    /** The culprit ends its process with exit code 1. */
    EXIT,
    /**
     * The culprit ends its process with the exit code of a segmentation fault that the virtual
     * machine does not live to report.
     */
    FAULT,
    /** The culprit sends its process SIGSEGV, which the virtual machine reports and aborts. */
    SIGSEGV,
    /** The culprit sends its process SIGTERM, as whoever manages a cluster does. */
    SIGTERM,
    /** The heap is too small for packs of more than so many lanes. */
    HEAP,
    /** The device's memory is too small for stacks of more than so many lanes. */
    DEVICE,
    /** The engine asks for more memory than there can be, for packs of more than so many lanes. */
    ENGINE,
    /** The culprit throws. */
    THROW,
    /**
     * Nothing, but who was stopped writes down what there is when it goes on, before its process
     * ends.
     */
    LATE
  }

  /**
   * What packs do.
   *
   * @param fault what goes wrong
   * @param number the index of the culprit, or how many lanes fit
   * @param millis how long a pack takes
   * @param slow the folder of the worker on which packs take ten times as long, or {@code none}
   */
  public record Script(Fault fault, int number, int millis, String slow) implements Serializable {

    @Serial private static final long serialVersionUID = 1;

    /** Packs of so many milliseconds. */
    public static Script of(Fault fault, int number, int millis) {
      return new Script(fault, number, millis, "none");
    }

    /** Reads what {@link #text} wrote. */
    public static Script parse(String text) {
      String[] parts = text.split(" ", -1);
      return new Script(
          Fault.valueOf(parts[0]),
          Integer.parseInt(parts[1]),
          Integer.parseInt(parts[2]),
          parts[3]);
    }

    /** As a line. */
    public String text() {
      return fault + " " + number + " " + millis + " " + slow;
    }
  }

  /** An executor whose tasks follow a script. */
  public static TrialExecutor on(
      SparkSession session, SweepSpec spec, SweepLayout layout, Script script) {
    return SparkTrialExecutor.running(session, spec, layout, new Task(script));
  }

  /** Where a local run counts how often lanes were tried together. */
  public static Path tries(SweepLayout layout) {
    return SweepLayout.local(layout.place("tries"));
  }

  /** Where a local run says which process has begun which pack. */
  public static Path begun(SweepLayout layout) {
    return SweepLayout.local(layout.place("begun"));
  }

  private record Task(Script script) implements Function<String, String> {

    @Serial private static final long serialVersionUID = 1;

    @Override
    public String call(String text) throws IOException {
      CountDownLatch done = new CountDownLatch(1);
      if (script.fault() == Fault.LATE) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitThe(done)));
      }
      try {
        return train(PackAssignment.parse(text));
      } finally {
        done.countDown();
      }
    }

    private static void awaitThe(CountDownLatch end) {
      try {
        if (!end.await(20, TimeUnit.SECONDS)) {
          System.err.println("The pack is not done yet");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private String train(PackAssignment assignment) throws IOException {
      Pack pack = assignment.pack();
      boolean slow = Path.of("").toAbsolutePath().toString().contains("/" + script.slow() + "/");
      long start = System.nanoTime();
      Path begun = Files.createDirectories(begun(assignment.layout()));
      Files.writeString(begun.resolve(pack.id()), Long.toString(ProcessHandle.current().pid()));
      harm(pack);
      work(script.millis() * (slow ? 10 : 1));
      List<LaneReport> lanes =
          PackHalving.of(part -> train(assignment, part), new Monitor(script.fault() != Fault.LATE))
              .run(pack);
      Configuration hadoop = SparkHadoopUtil.get().conf();
      String staged =
          TableFiles.of(assignment.layout(), hadoop)
              .stage(
                  new CurveTable(),
                  pack.id(),
                  Math.toIntExact(TaskContext.get().taskAttemptId()),
                  curves(pack));
      double seconds = (System.nanoTime() - start) / 1e9;
      return PackJson.write(
          new PackReport(
              pack.id(),
              lanes,
              seconds,
              "executor-" + SparkEnv.get().executorId(),
              List.of(staged)));
    }

    private void harm(Pack pack) {
      boolean culprit = pack.trials().stream().anyMatch(trial -> trial.index() == script.number());
      switch (script.fault()) {
        case ABORT -> {
          if (culprit) {
            // The engine has no such conversion and no exception for that: it aborts.
            try (NDManager manager = NDManager.newBaseManager()) {
              manager.ones(new Shape(1)).toType(DataType.BFLOAT16, true);
            }
          }
        }
        case SIGKILL, SIGSEGV, SIGTERM -> {
          if (culprit) {
            signalThisProcess(script.fault().name().substring("SIG".length()));
          }
        }
        case EXIT, FAULT -> {
          if (culprit) {
            Runtime.getRuntime().halt(script.fault() == Fault.EXIT ? 1 : 128 + SEGMENTATION);
          }
        }
        case HEAP -> {
          if (pack.trials().size() > script.number()) {
            List<long[]> blocks = new ArrayList<>();
            while (blocks.size() < Integer.MAX_VALUE) {
              blocks.add(new long[1 << 22]);
            }
          }
        }
        case NONE, DEVICE, ENGINE, THROW, LATE -> {}
      }
    }

    /** Does not return: the signal ends the process. */
    private static void signalThisProcess(String signal) {
      try {
        String self = Long.toString(ProcessHandle.current().pid());
        new ProcessBuilder("kill", "-" + signal, self).start().waitFor();
        new CountDownLatch(1).await();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Counts time that this process lives through; one that was stopped has no patience left. */
    private void work(int millis) {
      long slice = System.nanoTime();
      for (int done = 0; done < millis && !isCalledOff(); done += 50) {
        LockSupport.parkNanos(Math.min(50, millis - done) * 1_000_000L);
        long now = System.nanoTime();
        if (script.fault() == Fault.LATE && now - slice > TimeUnit.SECONDS.toNanos(3)) {
          return;
        }
        slice = now;
      }
    }

    /** Who comes back late has not heard of it yet. */
    private boolean isCalledOff() {
      return script.fault() != Fault.LATE && TaskContext.get().isInterrupted();
    }

    private List<LaneReport> train(PackAssignment assignment, Pack part) throws IOException {
      int lanes = part.trials().size();
      if (script.fault() == Fault.DEVICE) {
        Path tries = Files.createDirectories(tries(assignment.layout()));
        Files.createTempFile(tries, part.id() + "-" + lanes + "-", "");
        if (lanes > script.number()) {
          throw new IllegalStateException("CUDA out of memory. Tried to allocate 20.00 GiB");
        }
      }
      if (script.fault() == Fault.ENGINE && lanes > script.number()) {
        try (NDManager manager = NDManager.newBaseManager()) {
          manager.zeros(new Shape(TOO_MANY_NUMBERS));
        }
      }
      if (script.fault() == Fault.THROW
          && part.trials().stream().anyMatch(trial -> trial.index() == script.number())) {
        throw new IllegalArgumentException("no such thing");
      }
      QuadraticTrialExecutor losses = losses();
      return losses.run(part).lanes();
    }

    private static QuadraticTrialExecutor losses() {
      QuadraticTrialExecutor losses = QuadraticTrialExecutor.sequential(SweepSpecs.BEST);
      losses.close();
      return losses;
    }

    private static List<CurveRow> curves(Pack pack) {
      QuadraticTrialExecutor losses = losses();
      List<CurveRow> rows = new ArrayList<>();
      for (TrialSpec trial : pack.trials()) {
        for (int step = pack.fromStep() + LOG_EVERY; step <= pack.toStep(); step += LOG_EVERY) {
          double loss = losses.loss(trial, step);
          rows.add(new CurveRow(trial.id().value(), pack.id(), step, loss, loss, 0.01, 1));
        }
      }
      return rows;
    }
  }

  private record Monitor(boolean hears) implements PackMonitor {

    @Override
    public void alive() {}

    @Override
    public void laneSteps(long count) {}

    @Override
    public int attempt() {
      return Math.toIntExact(TaskContext.get().taskAttemptId());
    }

    @Override
    public boolean isCancelled() {
      return hears && TaskContext.get().isInterrupted();
    }
  }
}
