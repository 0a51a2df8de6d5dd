package org.musweep.mup.kernel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs TorchScript source text into the archive that {@code torch::jit::load} reads.
 *
 * <p>The archive is a zip file whose entries are stored, not compressed: the format version, an
 * empty tuple of constants, a pickle that makes one object of the class without attributes, and the
 * source.
 */
final class TorchScriptArchive {

  private static final byte[] VERSION = "3\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

  private TorchScriptArchive() {}

  /** The archive of a class whose source is a resource beside this class. */
  static byte[] ofResource(String className, String resource) {
    try (InputStream source = TorchScriptArchive.class.getResourceAsStream(resource)) {
      if (source == null) {
        throw new IllegalStateException("Cannot find resource " + resource);
      }
      return of(className, source.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read resource " + resource, e);
    }
  }

  /** The archive of a class with the given source. */
  static byte[] of(String className, byte[] source) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      store(zip, "kernels/version", VERSION);
      store(zip, "kernels/constants.pkl", NO_CONSTANTS);
      store(zip, "kernels/data.pkl", objectOf(className));
      store(zip, "kernels/code/__torch__.py", source);
    }
    return bytes.toByteArray();
  }

  /** Pickle protocol 2: push the class, call it without arguments, set an empty state. */
  private static byte[] objectOf(String className) {
    String pickle = "\u0080\u0002c__torch__\n" + className + "\nq\u0000)\u0081}b.";
    return pickle.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
