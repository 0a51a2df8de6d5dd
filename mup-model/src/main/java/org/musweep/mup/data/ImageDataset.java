package org.musweep.mup.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** Labelled images, standardized with the training part's mean and deviation when they are read. */
public final class ImageDataset implements Dataset {
  private final DataShape.Images shape;
  private final Standardization standardization;
  private final ImageStore training;
  private final ImageStore validation;
  private final double baselineLoss;
  private final String hash;

  ImageDataset(
      DataShape.Images shape,
      Standardization standardization,
      ImageStore training,
      ImageStore validation,
      double baselineLoss,
      String hash) {
    this.shape = shape;
    this.standardization = standardization;
    this.training = training;
    this.validation = validation;
    this.baselineLoss = baselineLoss;
    this.hash = hash;
  }

  /**
   * A data set of images in memory. Shapes: pixels are {@code [images, channels, height, width]},
   * unsigned bytes.
   *
   * @param validationExamples how many of the last images are for validation
   * @throws DataException if sizes disagree, a label is out of range or a part is empty
   */
  public static ImageDataset of(
      DataShape.Images shape, byte[] pixels, int[] labels, int validationExamples) {
    int imageBytes = shape.inputsPerRow();
    if (pixels.length != (long) labels.length * imageBytes) {
      throw new DataException(
          "images in memory: %d bytes for %d labels (must be %d bytes per image)"
              .formatted(pixels.length, labels.length, imageBytes));
    }
    if (validationExamples < 1 || validationExamples >= labels.length) {
      throw new DataException(
          "images in memory: %d validation examples (must be from 1 to %d)"
              .formatted(validationExamples, labels.length - 1));
    }
    for (int label : labels) {
      if (label < 0 || label >= shape.classes()) {
        throw new DataException(
            "images in memory: label %d is out of range (must be 0 to %d)"
                .formatted(label, shape.classes() - 1));
      }
    }
    int split = labels.length - validationExamples;
    byte[] trainingPixels = Arrays.copyOf(pixels, split * imageBytes);
    int[] trainingLabels = Arrays.copyOf(labels, split);
    int[] validationLabels = Arrays.copyOfRange(labels, split, labels.length);
    return new ImageDataset(
        shape,
        standardization(shape, trainingPixels),
        ImageStore.of(trainingPixels, trainingLabels),
        ImageStore.of(
            Arrays.copyOfRange(pixels, split * imageBytes, pixels.length), validationLabels),
        TargetFrequencies.baselineLoss(
            TargetFrequencies.of(shape.classes(), trainingLabels),
            TargetFrequencies.of(shape.classes(), validationLabels)),
        new ContentHash().add("images").add(pixels).add(labels).add(split).finish());
  }

  /**
   * Opens a prepared directory of images; its shards are mapped, not loaded.
   *
   * @throws DataException if it is not such a directory, or a shard is missing or damaged
   */
  public static ImageDataset open(Path preparedDirectory) {
    var manifest =
        PreparedDirectory.manifest(preparedDirectory, PreparedManifest.Images.class, "images");
    return new ImageDataset(
        manifest.shape(),
        manifest.standardization(),
        mapped(preparedDirectory, manifest, manifest.training()),
        mapped(preparedDirectory, manifest, manifest.validation()),
        manifest.baselineLoss(),
        manifest.hash());
  }

  private static ImageStore mapped(
      Path directory, PreparedManifest.Images manifest, PreparedPart part) {
    return new MappedImages(MappedShards.open(directory, part, manifest.recordBytes()));
  }

  private static Standardization standardization(DataShape.Images shape, byte[] pixels) {
    int channelBytes = shape.height() * shape.width();
    var sums = new ArrayList<Long>(Collections.nCopies(shape.channels(), 0L));
    var squares = new ArrayList<Long>(Collections.nCopies(shape.channels(), 0L));
    for (int i = 0; i < pixels.length; i++) {
      int channel = i / channelBytes % shape.channels();
      long value = pixels[i] & 0xFF;
      sums.set(channel, sums.get(channel) + value);
      squares.set(channel, squares.get(channel) + value * value);
    }
    long count = pixels.length / shape.channels();
    return Standardization.ofSums(count, List.copyOf(sums), List.copyOf(squares));
  }

  @Override
  public DataShape.Images shape() {
    return shape;
  }

  @Override
  public long trainingExamples() {
    return training.size();
  }

  @Override
  public long validationExamples() {
    return validation.size();
  }

  @Override
  public double baselineLoss() {
    return baselineLoss;
  }

  @Override
  public String hash() {
    return hash;
  }

  @Override
  public void readTraining(long index, HostBatch into) {
    read(training, Objects.checkIndex(index, training.size()), into);
  }

  @Override
  public void readValidation(long index, HostBatch into) {
    read(validation, Objects.checkIndex(index, validation.size()), into);
  }

  private void read(ImageStore store, long index, HostBatch into) {
    byte[] pixels = new byte[shape.inputsPerRow()];
    int label = store.read(index, pixels);
    float[] standardized = new float[pixels.length];
    standardization.apply(pixels, standardized);
    into.appendImage(standardized, label);
  }

  @Override
  public void close() {}
}
