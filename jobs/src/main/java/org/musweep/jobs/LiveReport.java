package org.musweep.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.musweep.pipeline.report.SweepReport;

/**
 * The report of a run while it grows: made anew, in memory, a few seconds after something has
 * changed. Reads only what is committed and gets in nobody's way.
 */
final class LiveReport implements ReportServer.Content, AutoCloseable {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /** Open pages look every two seconds. */
  private static final Duration LAST_LOOK = Duration.ofSeconds(3);

  private final RunContext context;
  private final StatusReader reader;
  private final Timer clock = new Timer("live report", true);
  private final CountDownLatch lastFetched = new CountDownLatch(1);
  private volatile Version shown =
      new Version(0, "", "<!DOCTYPE html><title>musweep</title><p>There is nothing to show yet.");
  private volatile boolean ended;
  private volatile boolean watched;
  private ReportServer server;

  private record Version(long number, String standing, String html) {}

  private LiveReport(RunContext context) {
    this.context = context;
    this.reader = new StatusReader(context.layout());
  }

  /**
   * A report that is served until it is closed.
   *
   * @throws IOException if the address cannot be listened at
   */
  static LiveReport open(RunContext context, InetSocketAddress address) throws IOException {
    var report = new LiveReport(context);
    report.server = ReportServer.open(address, report);
    report.clock.schedule(
        new TimerTask() {
          @Override
          public void run() {
            report.refreshIfItCan();
          }
        },
        0,
        INTERVAL.toMillis());
    return report;
  }

  /** Where a browser finds it. */
  String url() {
    return server.url();
  }

  @Override
  public String report() {
    if (ended) {
      lastFetched.countDown();
    }
    return shown.html();
  }

  @Override
  public String state() {
    watched = true;
    return JsonNodeFactory.instance
        .objectNode()
        .put("version", shown.number())
        .put("text", text())
        .put("ended", ended)
        .toString();
  }

  private String text() {
    String name = context.spec().sweep();
    return hasBegun() ? name + ": " + status().line() : name + ": the run is starting";
  }

  private synchronized StatusText status() {
    return reader.read();
  }

  private boolean hasBegun() {
    return Storage.documents().exists(context.layout().log());
  }

  /** What cannot be read now, in the middle of a change, can be a moment later. */
  void refreshIfItCan() {
    try {
      refresh();
    } catch (RuntimeException e) {
      context.display().line("the live report waits: " + e.getMessage());
    }
  }

  private synchronized void refresh() {
    if (!hasBegun()) {
      return;
    }
    String standing = status().line();
    if (!standing.equals(shown.standing())) {
      String html = SweepReport.html(ReportJob.data(context));
      shown = new Version(shown.number() + 1, standing, html);
    }
  }

  /** Shows the last state to pages that are open, for a moment, and ends. */
  @Override
  public void close() {
    clock.cancel();
    refreshIfItCan();
    ended = true;
    try {
      if (watched) {
        lastFetched.await(LAST_LOOK.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      server.close();
    }
  }
}
