package org.musweep.pipeline.wide;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.musweep.pipeline.table.CurveRow;

/**
 * Checkpoints of the final run in its folder: each is the trainer's state, with the curve up to
 * there beside it.
 *
 * <p>A checkpoint appears under its name only when both files are complete, and the one before it
 * is deleted only then.
 */
final class WideCheckpoints {

  private static final Pattern NAME = Pattern.compile("checkpoint-(\\d+)\\.safetensors");

  private final Path folder;
  private final FileSystem files;

  WideCheckpoints(Path folder, Configuration hadoop) throws IOException {
    this.folder = folder;
    FileSystem found = folder.getFileSystem(hadoop);
    files = found instanceof LocalFileSystem local ? local.getRawFileSystem() : found;
  }

  /** Writes content under a name, atomically: readers see the old file or the whole new one. */
  void write(String name, Content content) throws IOException {
    Path target = new Path(folder, name);
    Path partial = new Path(folder, "." + name + ".partial");
    files.mkdirs(folder);
    try (OutputStream to = files.create(partial, true)) {
      content.write(to);
    }
    files.delete(target, false);
    if (!files.rename(partial, target)) {
      throw new IOException("Cannot move " + partial + " to " + target);
    }
  }

  /** Writes a checkpoint and its curve, then deletes earlier ones. */
  void save(int step, Content state, List<CurveRow> curve) throws IOException {
    write(curveName(step), to -> to.write(CurveText.write(curve)));
    write("checkpoint-%d.safetensors".formatted(step), state);
    for (int earlier : steps()) {
      if (earlier < step) {
        files.delete(new Path(folder, "checkpoint-%d.safetensors".formatted(earlier)), false);
        files.delete(new Path(folder, curveName(earlier)), false);
      }
    }
  }

  /** The step of the latest checkpoint. */
  Optional<Integer> latest() throws IOException {
    return steps().stream().max(Comparator.naturalOrder());
  }

  InputStream open(int step) throws IOException {
    return files.open(new Path(folder, "checkpoint-%d.safetensors".formatted(step)));
  }

  List<CurveRow> curve(int step) throws IOException {
    try (InputStream from = files.open(new Path(folder, curveName(step)))) {
      return CurveText.read(from.readAllBytes());
    }
  }

  private List<Integer> steps() throws IOException {
    List<Integer> steps = new ArrayList<>();
    try {
      for (FileStatus status :
          Arrays.stream(files.listStatus(folder)).filter(FileStatus::isFile).toList()) {
        Matcher matcher = NAME.matcher(status.getPath().getName());
        if (matcher.matches()) {
          steps.add(Integer.valueOf(matcher.group(1)));
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return steps;
  }

  private static String curveName(int step) {
    return "curve-%d.csv".formatted(step);
  }

  /** Writes a file's content. */
  interface Content {
    void write(OutputStream to) throws IOException;
  }
}
