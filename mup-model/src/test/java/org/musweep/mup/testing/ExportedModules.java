package org.musweep.mup.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.musweep.mup.family.TorchScript;
import org.musweep.mup.foreign.TorchScriptModule;

/** The modules that PyTorch exported, from the test resources. */
public final class ExportedModules {

  private ExportedModules() {}

  /** The bytes of a file. */
  public static byte[] bytes(String file) {
    try (InputStream stream = ExportedModules.class.getResourceAsStream("/exported/" + file)) {
      if (stream == null) {
        throw new IllegalStateException("Cannot find " + file);
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The module of a file. */
  public static TorchScriptModule read(String file) {
    try {
      return TorchScriptModule.of(bytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A model of some width; the other width to compare with is twice the base width. */
  public static TorchScript model(String name, int width, int baseWidth) {
    return new TorchScript(
        read(name + width + ".pt"),
        read(name + baseWidth + ".pt"),
        read(name + 2 * baseWidth + ".pt"),
        Map.of());
  }
}
