package org.musweep.pipeline.log;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A log on the local file system: {@code log/00000000000000000001.jsonl} and so on.
 *
 * <p>A batch is written in {@code log/tmp} and linked to its name, which fails if the name is
 * taken: of two writers one wins, and what has the name is complete. Where the file system has no
 * links, the file is made under its name exclusively; cut off by a crash, it is then read as torn.
 */
final class LocalLogStore implements LogStore {

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
        AtomicFile.replace(holderFile(), holder.json(), temporary);
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
      return LeaseHolder.ofJson(Files.readAllBytes(holderFile()));
    } catch (IOException e) {
      // It only makes messages better; a study is held by its lock, whatever this file says.
      return Optional.empty();
    }
  }

  @Override
  public List<Long> sequences() {
    return BatchName.batches(names());
  }

  @Override
  public List<Long> snapshots() {
    return BatchName.snapshots(names());
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new StorageException("Cannot list the study log at %s".formatted(place), e);
    }
  }

  @Override
  public Optional<byte[]> read(long sequence) {
    return content(file(sequence));
  }

  @Override
  public Optional<byte[]> readSnapshot(long sequence) {
    return content(snapshot(sequence));
  }

  private static Optional<byte[]> content(Path file) {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageException("Cannot read " + file, e);
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
    write(file(sequence), batch);
  }

  @Override
  public void publishSnapshot(long sequence, byte[] snapshot) {
    write(snapshot(sequence), snapshot);
  }

  private void write(Path file, byte[] bytes) {
    try {
      AtomicFile.replace(file, bytes, temporary);
    } catch (IOException e) {
      throw new StorageException("Cannot write " + file, e);
    }
  }

  @Override
  public void delete(List<Long> batches, List<Long> snapshots) {
    Stream.concat(batches.stream().map(this::file), snapshots.stream().map(this::snapshot))
        .forEach(LocalLogStore::delete);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new StorageException("Cannot delete " + file, e);
    }
  }

  private Path file(long sequence) {
    return folder.resolve(BatchName.batch(sequence));
  }

  private Path snapshot(long sequence) {
    return folder.resolve(BatchName.snapshot(sequence));
  }
}
