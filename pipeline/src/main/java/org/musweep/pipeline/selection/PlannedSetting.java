package org.musweep.pipeline.selection;

import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.space.TransferKnowledge;
import org.musweep.pipeline.space.Transferability;

/**
 * A chosen setting and whether it may be taken to another width.
 *
 * @param setting the hyperparameter and its value
 * @param transferability what is known about its transfer
 * @param reason why
 */
public record PlannedSetting(Setting setting, Transferability transferability, String reason) {

  /** A setting with what is known about its hyperparameter. */
  public static PlannedSetting of(Setting setting) {
    TransferKnowledge knowledge = TransferKnowledge.of(setting.name());
    return new PlannedSetting(setting, knowledge.transferability(), knowledge.reason());
  }
}
