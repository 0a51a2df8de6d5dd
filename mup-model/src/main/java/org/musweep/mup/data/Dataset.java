package org.musweep.mup.data;

/**
 * Examples in two disjoint parts, one to train on and one to validate on. Any number of threads may
 * read at once, each into a batch of its own.
 */
public interface Dataset extends AutoCloseable {

  /** What every example looks like. */
  DataShape shape();

  /**
   * How many training examples there are to draw from. For tokens every position at which a window
   * can start counts, so windows overlap.
   */
  long trainingExamples();

  /**
   * How many validation examples there are. For tokens these are consecutive windows that do not
   * overlap; a fixed selection is spread evenly by taking indices at equal distance.
   */
  long validationExamples();

  /**
   * The loss on the validation part of a model that ignores its input and predicts the frequencies
   * of the targets in the training part. Units: nats per target.
   */
  double baselineLoss();

  /** SHA-256 of the content, in hexadecimal; equal for equal examples, wherever they lie. */
  String hash();

  /**
   * Appends one training example to a batch.
   *
   * @throws IndexOutOfBoundsException if the index is not below {@link #trainingExamples()}
   */
  void readTraining(long index, HostBatch into);

  /**
   * Appends one validation example to a batch.
   *
   * @throws IndexOutOfBoundsException if the index is not below {@link #validationExamples()}
   */
  void readValidation(long index, HostBatch into);

  /** Forgets the files; mapped memory is released when no reader uses it any more. */
  @Override
  void close();
}
