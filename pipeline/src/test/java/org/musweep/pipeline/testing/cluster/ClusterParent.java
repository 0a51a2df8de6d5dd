package org.musweep.pipeline.testing.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process that starts a cluster, prints the process ids of its nodes, and waits to be killed. */
final class ClusterParent {

  private ClusterParent() {}

  /** {@code FOLDER}. */
  public static void main(String[] arguments) throws Exception {
    StandaloneCluster cluster =
        StandaloneCluster.start(Path.of(arguments[0]), StandaloneCluster.Size.of(1, 1));
    List<Process> nodes =
        Stream.concat(Stream.of(cluster.masterProcess()), cluster.workers().stream()).toList();
    System.out.println(
        nodes.stream().map(node -> Long.toString(node.pid())).collect(Collectors.joining(" ")));
    nodes.get(0).waitFor();
  }
}
