package org.musweep.pipeline.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A log on the local file system: {@code log/00000000000000000001.jsonl} and so on.
 *
 * <p>A batch is written in {@code log/tmp} and linked to its name, which fails if the name is
 * taken: of two writers one wins, and what has the name is complete. Where the file system has no
 * links, the file is made under its name exclusively; cut off by a crash, it is then read as torn.
 */
final class LocalLogStore implements LogStore {

  private static final Pattern NAME = Pattern.compile("([0-9]{20})\\.jsonl");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final URI place;
  private final Path folder;
  private final Path temporary;

  LocalLogStore(URI place) {
    this.place = place;
    folder = SweepLayout.local(place);
    temporary = folder.resolve("tmp");
  }

  @Override
  public URI folder() {
    return place;
  }

  @Override
  public Lease acquire(LeaseHolder holder) {
    try {
      Files.createDirectories(temporary);
      FileLease lease =
          FileLease.acquire(folder.resolve("lease"))
              .orElseThrow(() -> StudyHeldException.atOpening(place, holder()));
      try {
        deleteTemporaryFiles();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("pid", holder.pid()).put("host", holder.host());
        node.put("since-millis", holder.sinceMillis());
        AtomicFile.replace(
            holderFile(), node.toString().getBytes(StandardCharsets.UTF_8), temporary);
      } catch (IOException | StorageException e) {
        lease.close();
        throw e;
      }
      return lease;
    } catch (IOException e) {
      throw new StorageException("Cannot hold the study at " + place, e);
    }
  }

  private void deleteTemporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private Path holderFile() {
    return folder.resolve("holder.json");
  }

  @Override
  public Optional<LeaseHolder> holder() {
    try {
      var fields = new JsonFields(MAPPER.readTree(Files.readAllBytes(holderFile())));
      return Optional.of(
          new LeaseHolder(
              fields.longInteger("pid"), fields.text("host"), fields.longInteger("since-millis")));
    } catch (IOException | IllegalArgumentException e) {
      // It only makes messages better; a study is held by its lock, whatever this file says.
      return Optional.empty();
    }
  }

  @Override
  public List<Long> sequences() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(matcher -> Long.parseLong(matcher.group(1)))
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new StorageException("Cannot list the study log at " + place, e);
    }
  }

  @Override
  public Optional<byte[]> read(long sequence) {
    try {
      return Optional.of(Files.readAllBytes(file(sequence)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageException("Cannot read " + file(sequence), e);
    }
  }

  @Override
  public boolean publish(long sequence, byte[] batch) {
    Path file = file(sequence);
    try {
      Path written = AtomicFile.writeTemporary(file, batch, temporary);
      try {
        makeExclusively(file, written, batch);
      } finally {
        Files.deleteIfExists(written);
      }
      AtomicFile.sync(folder);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new StorageException("Cannot write " + file, e);
    }
  }

  private static void makeExclusively(Path file, Path written, byte[] batch) throws IOException {
    try {
      Files.createLink(file, written);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      AtomicFile.writeNew(file, batch);
    }
  }

  @Override
  public void replace(long sequence, byte[] batch) {
    try {
      AtomicFile.replace(file(sequence), batch, temporary);
    } catch (IOException e) {
      throw new StorageException("Cannot write " + file(sequence), e);
    }
  }

  private Path file(long sequence) {
    return folder.resolve("%020d.jsonl".formatted(sequence));
  }
}
