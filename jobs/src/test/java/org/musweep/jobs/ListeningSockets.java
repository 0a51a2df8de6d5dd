package org.musweep.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sockets on which a process of this machine waits for connections, as Linux knows them.
 *
 * @param pid the process
 */
record ListeningSockets(long pid) {

  private static final String LISTEN = "0A";
  private static final int ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;
  private static final int HEX = 16;

  /**
   * A socket.
   *
   * @param address as Linux writes it: in hexadecimal, each group of four bytes back to front
   * @param port it waits at
   */
  record Socket(String address, int port) {

    /** Whether only processes of this machine reach it. */
    boolean isLoopback() {
      return address.equals("0100007F")
          || address.equals("00000000000000000000000001000000")
          || address.equals("0000000000000000FFFF00000100007F");
    }
  }

  /** Those that are open now; none once the process has ended. */
  List<Socket> now() {
    Set<String> own = inodes();
    List<Socket> sockets = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : lines(table)) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields.length > INODE && fields[STATE].equals(LISTEN) && own.contains(fields[INODE])) {
          String[] place = fields[ADDRESS].split(":", -1);
          sockets.add(new Socket(place[0], Integer.parseInt(place[1], HEX)));
        }
      }
    }
    return sockets;
  }

  private List<String> lines(String table) {
    try {
      return Files.readAllLines(Path.of("/proc/net", table));
    } catch (IOException e) {
      return List.of();
    }
  }

  private Set<String> inodes() {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return files
          .map(ListeningSockets::target)
          .filter(target -> target.startsWith("socket:["))
          .map(target -> target.replaceAll("\\D", ""))
          .collect(Collectors.toSet());
    } catch (IOException | UncheckedIOException e) {
      return Set.of();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
