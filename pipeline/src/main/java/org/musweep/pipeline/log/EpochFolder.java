package org.musweep.pipeline.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One driver's part of a log that every driver continues in a folder of its own.
 *
 * @param name of the folder
 * @param batches the sequence numbers that count: after its predecessor's, and up to where its
 *     successor sealed it
 * @param snapshots those that count: of batches that do
 */
record EpochFolder(String name, List<Long> batches, List<Long> snapshots) {

  static final String SEAL = "seal.json";

  private static final String PREFIX = "epoch-";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private record Seal(String predecessor, long after) {}

  static String name(Claim claim) {
    return PREFIX + claim.name();
  }

  static byte[] seal(String predecessor, long after) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("predecessor", predecessor)
        .put("after", after)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The folders that make up the log, the latest first. */
  static List<EpochFolder> chain(HadoopFiles files) {
    List<String> folders =
        files.folders("").stream()
            .filter(name -> name.startsWith(PREFIX))
            .sorted(Comparator.reverseOrder())
            .toList();
    List<EpochFolder> chain = new ArrayList<>();
    Optional<String> next =
        folders.stream().filter(name -> readSeal(files, name).isPresent()).findFirst();
    long limit = Long.MAX_VALUE;
    while (next.isPresent()) {
      String name = next.get();
      Seal seal = readSeal(files, name).orElseThrow(() -> broken(files, name));
      List<String> names = files.files(name);
      chain.add(
          new EpochFolder(
              name,
              within(BatchName.batches(names), seal.after(), limit),
              within(BatchName.snapshots(names), seal.after(), limit)));
      limit = seal.after();
      next = Optional.of(seal.predecessor()).filter(predecessor -> !predecessor.isEmpty());
    }
    return List.copyOf(chain);
  }

  private static List<Long> within(List<Long> numbers, long after, long upTo) {
    return numbers.stream().filter(number -> number > after && number <= upTo).toList();
  }

  private static Optional<Seal> readSeal(HadoopFiles files, String folder) {
    Optional<byte[]> bytes = files.get(folder + "/" + SEAL);
    try {
      if (bytes.isEmpty()) {
        return Optional.empty();
      }
      var fields = new JsonFields(MAPPER.readTree(new String(bytes.get(), StandardCharsets.UTF_8)));
      return Optional.of(new Seal(fields.text("predecessor"), fields.longInteger("after")));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new UnreadableLogException(
          "Cannot read %s of %s in the study log at %s: %s"
              .formatted(SEAL, folder, files.folder(), e.getMessage()),
          e);
    }
  }

  private static UnreadableLogException broken(HadoopFiles files, String folder) {
    return new UnreadableLogException(
        "Cannot read the study log at %s: %s, which a later driver continued, has no %s"
            .formatted(files.folder(), folder, SEAL));
  }
}
