package org.musweep.mup.data;

/** Labelled images that can be read in any order by any number of threads. */
interface ImageStore {

  /** How many images there are. */
  long size();

  /** Fills {@code pixels} with an image's bytes and returns its label. */
  int read(long index, byte[] pixels);

  /** Images held in memory, one after the other. */
  static ImageStore of(byte[] pixels, int[] labels) {
    byte[] pixelCopy = pixels.clone();
    int[] labelCopy = labels.clone();
    return new ImageStore() {
      @Override
      public long size() {
        return labelCopy.length;
      }

      @Override
      public int read(long index, byte[] image) {
        int row = Math.toIntExact(index);
        System.arraycopy(pixelCopy, row * image.length, image, 0, image.length);
        return labelCopy[row];
      }
    };
  }
}
