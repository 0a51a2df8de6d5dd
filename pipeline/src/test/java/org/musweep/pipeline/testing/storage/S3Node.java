package org.musweep.pipeline.testing.storage;

import java.io.IOException;

/**
 * A server that speaks the protocol of S3, in a process of its own, which ends when its parent
 * does: the parent holds the other end of its standard input. It runs on a class path of its own.
 */
final class S3Node {

  private S3Node() {}

  /** {@code FILE}, with the server's settings. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Thread watch = new Thread(S3Node::endWithParent, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    String[] settings = {"--properties", arguments[0]};
    Class.forName("org.gaul.s3proxy.Main")
        .getMethod("main", String[].class)
        .invoke(null, (Object) settings);
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    } catch (IOException e) {
      System.err.println("The parent is gone: " + e.getMessage());
    }
    Runtime.getRuntime().halt(1);
  }
}
