package org.musweep.pipeline.spark.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.mup.data.DataException;
import org.musweep.mup.data.DataShape;
import org.musweep.pipeline.spark.imports.ImageFolderImport.Size;
import org.musweep.pipeline.spark.source.ImageRows;

class ImageFolderImportTest {

  private static final int OF_EACH = 40;

  @TempDir Path folder;

  @Test
  void labelsFollowTheNamesOfFoldersAndPixelsAreByChannel() throws IOException {
    picture("dogs/one.png", 2, 3, (x, y) -> new Color(10 * x, 100 + y, 200));
    picture("cats/one.png", 2, 3, (x, y) -> Color.BLACK);
    Files.writeString(folder.resolve("pictures/cats/.hidden"), "left alone");
    Files.writeString(folder.resolve("pictures/README"), "left alone");

    var written =
        new ImageFolderImport(3, Optional.empty(), 100).write(folder.resolve("pictures"), table());

    assertThat(written)
        .isEqualTo(new ImageFolderImport.Written(2, new Size(2, 3), List.of("cats", "dogs")));
    List<Row> rows = rows(new DataShape.Images(3, 2, 3, 2), "part-00000.parquet");
    assertThat(rows).hasSize(2);
    assertThat(of(rows, 0)).containsOnly(0);
    assertThat(of(rows, 1))
        .containsExactly(
            0, 10, 20, 0, 10, 20, 100, 100, 100, 101, 101, 101, 200, 200, 200, 200, 200, 200);
  }

  @Test
  void lastRowsHaveAllClassesAndTheSameFolderGivesTheSameFiles() throws IOException {
    for (int i = 0; i < OF_EACH; i++) {
      int shade = i;
      picture("a/%02d.png".formatted(i), 2, 2, (x, y) -> new Color(shade, shade, shade));
      picture("b/%02d.png".formatted(i), 2, 2, (x, y) -> new Color(shade, shade, shade));
    }
    var grey = new ImageFolderImport(1, Optional.empty(), OF_EACH);

    grey.write(folder.resolve("pictures"), table());
    grey.write(folder.resolve("pictures"), folder.resolve("again"));

    for (String part : List.of("part-00000.parquet", "part-00001.parquet")) {
      List<Row> rows = rows(new DataShape.Images(1, 2, 2, 2), part);
      assertThat(rows).hasSize(OF_EACH);
      assertThat(rows.stream().filter(row -> row.label == 0).count())
          .isBetween(OF_EACH / 4L, 3 * OF_EACH / 4L);
      assertThat(table().resolve(part)).hasSameBinaryContentAs(folder.resolve("again/" + part));
    }
    assertThat(names(folder)).containsExactlyInAnyOrder("again", "pictures", "table");
    assertThat(Files.getPosixFilePermissions(table()))
        .isEqualTo(Files.getPosixFilePermissions(folder.resolve("pictures")));
  }

  @Test
  void largePicturesAreAveragedAndSmallOnesFillTheSize() throws IOException {
    // A board of one-pixel fields, half of them white: from far away it is grey.
    picture("board/large.png", 64, 32, (x, y) -> (x + y) % 2 == 0 ? Color.WHITE : Color.BLACK);
    picture("plain/small.png", 1, 1, (x, y) -> new Color(70, 80, 90));

    new ImageFolderImport(3, Optional.of(new Size(4, 4)), 100)
        .write(folder.resolve("pictures"), table());

    List<Row> rows = rows(new DataShape.Images(3, 4, 4, 2), "part-00000.parquet");
    for (int pixel : of(rows, 0)) {
      assertThat(pixel).isCloseTo(127, within(2));
    }
    assertThat(of(rows, 1)).startsWith(70, 70).endsWith(90, 90).contains(80);
  }

  @Test
  void greyIsTheLuma() throws IOException {
    picture("a/red.png", 1, 1, (x, y) -> Color.RED);
    picture("b/clear.png", 1, 1, (x, y) -> new Color(0, 0, 0, 0));

    new ImageFolderImport(1, Optional.empty(), 100).write(folder.resolve("pictures"), table());

    List<Row> rows = rows(new DataShape.Images(1, 1, 1, 2), "part-00000.parquet");
    assertThat(of(rows, 0)).containsExactly(76);
    assertThat(of(rows, 1)).containsExactly(255);
  }

  @Test
  void whatIsNoPictureOrHasAnotherSizeIsNamedAndNothingIsLeftBehind() throws IOException {
    picture("a/one.png", 2, 2, (x, y) -> Color.RED);
    picture("b/two.png", 2, 3, (x, y) -> Color.RED);
    refused(Optional.empty(), "two.png: is 2 x 3 (height x width), but ", "one.png is 2 x 2");

    Files.writeString(folder.resolve("pictures/b/three.png"), "no picture");
    refused(Optional.of(new Size(2, 2)), "three.png: is no picture that can be read", "png");

    Files.createDirectories(folder.resolve("pictures/c"));
    refused(Optional.empty(), "c: has no pictures", "");

    Path one = Files.createDirectories(folder.resolve("pictures/a/deeper"));
    assertThatThrownBy(() -> new ImageFolderImport(1, Optional.empty(), 9).write(one, table()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("deeper: has 0 folders (must be at least 2");
    assertThatThrownBy(
            () -> new ImageFolderImport(1, Optional.empty(), 9).write(folder.resolve("x"), table()))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith("x: no such folder");
  }

  private void refused(Optional<Size> size, String what, String more) throws IOException {
    assertThatThrownBy(
            () -> new ImageFolderImport(1, size, 9).write(folder.resolve("pictures"), table()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(what)
        .hasMessageContaining(more);
    assertThat(names(folder)).containsExactly("pictures");
  }

  private interface Colors {
    Color at(int x, int y);
  }

  private record Row(int label, List<Integer> pixels) {}

  private Path table() {
    return folder.resolve("table");
  }

  private void picture(String name, int height, int width, Colors colors) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, colors.at(x, y).getRGB());
      }
    }
    Path file = folder.resolve("pictures").resolve(name);
    Files.createDirectories(file.getParent());
    assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
  }

  private List<Row> rows(DataShape.Images shape, String part) throws IOException {
    List<Row> found = new ArrayList<>();
    String file = table().resolve(part).toString();
    try (var rows = ImageRows.open(file, 0, "pixels", "label", shape, new Configuration())) {
      while (rows.hasNext()) {
        List<Integer> pixels = new ArrayList<>();
        for (byte pixel : rows.nextPixels()) {
          pixels.add(pixel & 0xff);
        }
        found.add(new Row(rows.nextLabel(), pixels));
      }
    }
    return found;
  }

  private static List<Integer> of(List<Row> rows, int label) {
    return rows.stream().filter(row -> row.label == label).findFirst().orElseThrow().pixels();
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
