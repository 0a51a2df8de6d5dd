/**
 * File systems for results that tests start: a name node with a data node, and a server that speaks
 * the protocol of S3.
 */
@NullMarked
package org.musweep.pipeline.testing.storage;

import org.jspecify.annotations.NullMarked;
