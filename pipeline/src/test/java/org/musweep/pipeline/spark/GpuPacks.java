package org.musweep.pipeline.spark;

import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.SparkSession;
import org.musweep.pipeline.log.PackJson;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.sweep.ExecutionSpec.DeviceChoice;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.testing.SweepSpecs;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * An application whose packs note on which device they would train, and that fewer others are there
 * than may share it; the first wait for one another until every slot is taken.
 */
public final class GpuPacks {

  private static final TrialShape SHAPE = new TrialShape("maximal-update", 32, 1, 4, 120);

  private GpuPacks() {}

  /** The program: {@code FOLDER SLOTS PACKS SHARERS}; public, because Spark calls it. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int slots = Integer.parseInt(arguments[1]);
    SweepSpec spec = SweepSpecs.small().spec();
    try (SparkSession session = SparkSession.builder().appName("packs").getOrCreate();
        SparkTrialExecutor executor =
            SparkTrialExecutor.running(
                session,
                spec,
                new SweepLayout(folder.resolve("run").toUri()),
                new Noting(folder.toString(), slots, Integer.parseInt(arguments[3])))) {
      List<CompletableFuture<PackReport>> reports =
          IntStream.range(0, Integer.parseInt(arguments[2]))
              .mapToObj(each -> executor.submit(pack(each)))
              .toList();
      reports.forEach(CompletableFuture::join);
      Files.createFile(folder.resolve("slots-" + executor.slots()));
    }
  }

  private static Pack pack(int number) {
    TrialSpec trial =
        TrialSpec.of(
            Purpose.EXPLORATION,
            number,
            SHAPE,
            Configuration.of(Setting.of("learning-rate", 0.01)),
            number);
    return new Pack("p%04d".formatted(number), SHAPE, 0, SHAPE.steps(), List.of(trial));
  }

  /** The first place that no other pack has taken. */
  private static Path take(List<Path> places) {
    return places.stream()
        .filter(GpuPacks::isTaken)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("More packs than may share it are on " + places));
  }

  /** Whether this pack is the one that made the file. */
  private static boolean isTaken(Path place) {
    try {
      Files.createFile(place);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long started(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith("pack-")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Noting(String folder, int slots, int sharers) implements Function<String, String> {

    @Serial private static final long serialVersionUID = 1;

    @Override
    public String call(String text) throws IOException {
      Pack pack = PackAssignment.parse(text).pack();
      String device =
          SparkEnv.get().executorId() + "-" + TaskDevice.of(DeviceChoice.GPU).getDeviceId();
      Path busy =
          take(
              IntStream.range(0, sharers)
                  .mapToObj(each -> Path.of(folder, "busy-" + device + "-" + each))
                  .toList());
      Files.createFile(Path.of(folder).resolve("pack-%s-on-%s".formatted(pack.id(), device)));
      while (started(Path.of(folder)) < slots) {
        Thread.onSpinWait();
      }
      Files.delete(busy);
      LaneReport lane =
          new LaneReport.Ended(
              pack.trials().get(0).id(), new TrialResult.Completed(SHAPE.steps(), 1));
      return PackJson.write(new PackReport(pack.id(), List.of(lane), 0, "host", List.of()));
    }
  }
}
