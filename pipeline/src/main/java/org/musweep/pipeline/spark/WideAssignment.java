package org.musweep.pipeline.spark;

import java.io.Serial;
import java.io.Serializable;

/**
 * What the wide run's task needs, as texts, since driver and executor may be different builds.
 *
 * @param sweepFile the text of the sweep file
 * @param selection the text of selection.json
 * @param root the run's folder
 * @param data the folder of the prepared data
 * @param application the id under which the run was submitted
 */
public record WideAssignment(
    String sweepFile, String selection, String root, String data, String application)
    implements Serializable {

  @Serial private static final long serialVersionUID = 1;
}
