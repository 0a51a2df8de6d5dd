package org.musweep.pipeline.trial;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.musweep.pipeline.space.Configuration;

/**
 * One training to do.
 *
 * @param id made from the other components, so equal work has an equal id
 * @param purpose why it is trained
 * @param index its number among the trials of that purpose, from 0
 * @param shape what it shares with the other lanes of its stack
 * @param configuration the hyperparameters that the search set; all others come from the sweep file
 * @param seed of the initial weights and of the order of the data
 */
public record TrialSpec(
    TrialId id,
    Purpose purpose,
    int index,
    TrialShape shape,
    Configuration configuration,
    long seed) {

  /** A spec whose id is derived from its content. */
  public static TrialSpec of(
      Purpose purpose, int index, TrialShape shape, Configuration configuration, long seed) {
    String content = purpose + "|" + index + "|" + shape + "|" + configuration.text() + "|" + seed;
    CRC32C hash = new CRC32C();
    hash.update(content.getBytes(StandardCharsets.UTF_8));
    TrialId id = new TrialId("%c%04d-%08x".formatted(purpose.letter(), index, hash.getValue()));
    return new TrialSpec(id, purpose, index, shape, configuration, seed);
  }
}
