package org.musweep.pipeline.selection;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code transfer.json} holds: everything a wide run needs to be trusted and repeated.
 *
 * @param plan what the wide run is trained with
 * @param check whether that transfers
 * @param depthCheck the same over depth; empty where that was not asked for
 * @param provenance what it was made from, in the order given
 */
public record TransferDocument(
    TransferPlan plan,
    TransferCheck check,
    List<TransferCheck> depthCheck,
    Map<String, String> provenance) {

  /** Without a check over depth. */
  public TransferDocument(TransferPlan plan, TransferCheck check, Map<String, String> provenance) {
    this(plan, check, List.of(), provenance);
  }

  /** Copies the list, and the provenance in its order. */
  public TransferDocument {
    depthCheck = List.copyOf(depthCheck);
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
  }
}
