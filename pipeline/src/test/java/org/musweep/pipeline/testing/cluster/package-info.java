/**
 * A Spark cluster for tests: a master and workers as processes of their own on the loopback
 * interface. Also on the class path of the tests of the modules above.
 *
 * <p>Start from {@link org.musweep.pipeline.testing.cluster.StandaloneCluster}.
 */
@NullMarked
package org.musweep.pipeline.testing.cluster;

import org.jspecify.annotations.NullMarked;
