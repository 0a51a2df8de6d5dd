package org.musweep.pipeline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Properties;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.TaskEndReason;
import org.apache.spark.executor.ExecutorMetrics;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.JobFailed;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.StageInfo;
import org.apache.spark.scheduler.TaskInfo;
import org.apache.spark.scheduler.TaskLocality;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.musweep.pipeline.trial.LostExecutorException.Blame;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

class LostExecutorsTest {

  @ParameterizedTest
  @CsvSource({
    "Command exited with code 134, PACK",
    "Command exited with code 139, PACK",
    "Command exited with code 1, PACK",
    "Command exited with code 52, MEMORY",
    "Command exited with code 137, UNKNOWN",
    "Command exited with code 143, UNKNOWN",
    "Container from a bad node. Exit status: 134. Diagnostics: none, PACK",
    "The executor with id 3 exited with exit code 137(SIGKILL possible container OOM), UNKNOWN",
    "Executor heartbeat timed out after 125000 ms, UNKNOWN",
    "Remote RPC client disassociated, UNKNOWN"
  })
  void exitCodeTellsAProcessThatEndedByItselfFromOneThatWasKilled(String reason, Blame blame) {
    assertThat(new LostExecutors.Loss("7", true, reason, true).meaning().blame()).isEqualTo(blame);
  }

  @Test
  void whoWasLostWithOthersOrWithItsMachineIsNotToBlameForSure() {
    String reason = "Command exited with code 134";
    assertThat(new LostExecutors.Loss("7", true, reason, false).meaning().blame())
        .isEqualTo(Blame.UNKNOWN);
    assertThat(new LostExecutors.Loss("7", false, reason, true).meaning())
        .hasMessage("executor 7: Command exited with code 134")
        .returns(Blame.UNKNOWN, each -> each.blame());
  }

  @Test
  void packThatWasHandedToAnExecutorWithAFullHeapIsNotCharged() {
    var executors = new LostExecutors();
    started(executors, "p1", 1);
    ended(executors, 1, new ExceptionFailure(new OutOfMemoryError("heap"), nothing()));
    started(executors, "p2", 2);
    ended(executors, 2, lost());
    started(executors, "p3", 3);
    ended(executors, 3, new ExceptionFailure(new OutOfMemoryError("heap"), nothing()));

    assertThat(executors.of("p1").filler()).isEmpty();
    assertThat(executors.of("p1").exception()).contains("OutOfMemoryError: heap");
    assertThat(executors.of("p2").filler()).contains("p1");
    assertThat(executors.of("p3").filler()).contains("p1");
  }

  @Test
  void exceptionThatNoExecutorDiesOfExcusesNobody() {
    var executors = new LostExecutors();
    started(executors, "p1", 1);
    ended(executors, 1, new ExceptionFailure(new IllegalStateException("no"), nothing()));
    started(executors, "p2", 2);
    ended(executors, 2, lost());

    assertThat(executors.of("p2").filler()).isEmpty();
    assertThat(executors.of("p2").loss().orElseThrow().meaning().blame()).isEqualTo(Blame.MEMORY);
  }

  private static void started(LostExecutors executors, String pack, int job) {
    executors.watch(pack);
    var properties = new Properties();
    properties.setProperty("spark.jobGroup.id", pack);
    var stage =
        new StageInfo(
            job,
            0,
            "pack",
            1,
            nothing(),
            nothing(),
            "",
            new TaskMetrics(),
            nothing(),
            Option.empty(),
            0,
            false,
            0);
    executors.onJobStart(new SparkListenerJobStart(job, 0, scala(List.of(stage)), properties));
    executors.onTaskStart(new SparkListenerTaskStart(job, 0, task(job)));
  }

  private static void ended(LostExecutors executors, int job, TaskEndReason reason) {
    executors.onTaskEnd(
        new SparkListenerTaskEnd(
            job, 0, "ResultTask", reason, task(job), new ExecutorMetrics(), new TaskMetrics()));
    executors.onJobEnd(
        new SparkListenerJobEnd(job, 0, new JobFailed(new IllegalStateException("lost"))));
  }

  private static ExecutorLostFailure lost() {
    return new ExecutorLostFailure("7", true, Option.apply("Command exited with code 52"));
  }

  private static TaskInfo task(int number) {
    return new TaskInfo(number, 0, 0, 0, 0, "7", "node", TaskLocality.ANY(), false);
  }

  private static <T> Seq<T> nothing() {
    return scala(List.of());
  }

  private static <T> Seq<T> scala(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }
}
