/**
 * Operations that DJL's PyTorch engine lacks or runs slowly, written in TorchScript and run by
 * libtorch.
 *
 * <p>Start from {@link org.musweep.mup.kernel.Kernels}. The source is a resource of this package;
 * it is packed into a TorchScript archive in memory, so no Python is involved at any time. Together
 * with one class of {@code training}, this is the only place that knows classes of DJL's PyTorch
 * engine; nothing here knows models, lanes' settings or schedules.
 */
@NullMarked
package org.musweep.mup.kernel;

import org.jspecify.annotations.NullMarked;
