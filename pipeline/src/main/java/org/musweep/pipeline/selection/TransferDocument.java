package org.musweep.pipeline.selection;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code transfer.json} holds: everything a wide run needs to be trusted and repeated.
 *
 * @param plan what the wide run is trained with
 * @param check whether that transfers
 * @param provenance what it was made from, in the order given
 */
public record TransferDocument(
    TransferPlan plan, TransferCheck check, Map<String, String> provenance) {

  /** Copies the provenance in its order. */
  public TransferDocument {
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
  }
}
