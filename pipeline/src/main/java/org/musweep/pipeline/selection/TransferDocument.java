package org.musweep.pipeline.selection;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code transfer.json} holds: everything a wide run needs to be trusted and repeated.
 *
 * @param plan what the wide run is trained with
 * @param check whether that transfers
 * @param beyond the same over depth and over the batch size, where that was asked for
 * @param provenance what it was made from, in the order given
 */
public record TransferDocument(
    TransferPlan plan,
    TransferCheck check,
    Map<GrowthAxis, TransferCheck> beyond,
    Map<String, String> provenance) {

  /** With the check over width alone. */
  public TransferDocument(TransferPlan plan, TransferCheck check, Map<String, String> provenance) {
    this(plan, check, Map.of(), provenance);
  }

  /** Copies the checks, and the provenance in its order. */
  public TransferDocument {
    beyond = Collections.unmodifiableMap(new TreeMap<>(beyond));
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
  }
}
