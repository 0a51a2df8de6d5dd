package org.musweep.jobs;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Ends the process when a signal asks for it: tells what is running, and then exits with the
 * signal's code. A second signal, or {@value #PATIENCE_SECONDS} seconds, end it without more ado.
 *
 * <p>The JDK has no supported way to tell one signal from another; {@code sun.misc.Signal} is used
 * by name, and where it is missing the JVM ends by itself, with the right code.
 */
final class Interruption {

  private static final long PATIENCE_SECONDS = 30;

  private final AtomicBoolean underWay = new AtomicBoolean();
  private final Consumer<ExitCode> farewell;
  private final Ending ending;

  /** How a process ends. */
  interface Ending {

    /** As {@link System#exit}. */
    void exit(int code);

    /** As {@link Runtime#halt}. */
    void halt(int code);
  }

  private record OfThisProcess() implements Ending {

    @Override
    public void exit(int code) {
      LastWords.said();
      System.exit(code);
    }

    @Override
    public void halt(int code) {
      Runtime.getRuntime().halt(code);
    }
  }

  /** What to do between a signal and the exit, and how to exit. */
  Interruption(Consumer<ExitCode> farewell, Ending ending) {
    this.farewell = farewell;
    this.ending = ending;
  }

  /** Listens to the signals from now on. */
  static Interruption onSignals(Consumer<ExitCode> farewell) {
    var interruption = new Interruption(farewell, new OfThisProcess());
    handle("INT", () -> interruption.begin(ExitCode.INTERRUPTED));
    handle("TERM", () -> interruption.begin(ExitCode.TERMINATED));
    return interruption;
  }

  /** A signal came. */
  void begin(ExitCode code) {
    if (!underWay.compareAndSet(false, true)) {
      ending.halt(code.code());
      return;
    }
    haltLater(code);
    try {
      farewell.accept(code);
    } finally {
      ending.exit(code.code());
    }
  }

  /** Returns if no signal came; otherwise waits for the end of the process. */
  void awaitEndIfUnderWay() {
    if (!underWay.get()) {
      return;
    }
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void haltLater(ExitCode code) {
    var thread =
        new Thread(
            () -> {
              try {
                Thread.sleep(Duration.ofSeconds(PATIENCE_SECONDS).toMillis());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              ending.halt(code.code());
            },
            "impatience");
    thread.setDaemon(true);
    thread.start();
  }

  private static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler invocation =
          (proxy, method, arguments) ->
              switch (method.getName()) {
                case "handle" -> {
                  action.run();
                  yield null;
                }
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "musweep on " + name;
              };
      signal
          .getMethod("handle", signal, handler)
          .invoke(
              null,
              signal.getConstructor(String.class).newInstance(name),
              Proxy.newProxyInstance(
                  Interruption.class.getClassLoader(), new Class<?>[] {handler}, invocation));
    } catch (ReflectiveOperationException e) {
      // Not this JVM, or the signal is taken: it ends by the JVM's own handler.
      return;
    }
  }
}
