package org.musweep.mup.foreign;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Reads a zip archive from memory by its central directory, since PyTorch writes stored entries
 * with data descriptors, which the JDK's stream refuses.
 *
 * <p>Source: PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16.
 */
final class ZipEntries {

  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int CENTRAL = 0x02014b50;
  private static final int CENTRAL_BYTES = 46;
  private static final int LOCAL_BYTES = 30;
  private static final int DEFLATED = 8;
  private static final long MOST_BYTES = 1L << 30;

  /** The earliest time of the format, so that equal contents make equal archives. */
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ByteBuffer bytes;

  private ZipEntries(byte[] archive) {
    bytes = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The contents by name, in the archive's order.
   *
   * @throws IOException if it is no sound archive
   */
  static Map<String, byte[]> read(byte[] archive) throws IOException {
    try {
      return new ZipEntries(archive).entries();
    } catch (RuntimeException | DataFormatException e) {
      throw new IOException("it is no sound zip archive", e);
    }
  }

  /** An archive of these contents, stored as they are. */
  static byte[] write(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(each.getKey());
        entry.setTimeLocal(EPOCH);
        entry.setSize(each.getValue().length);
        entry.setCompressedSize(each.getValue().length);
        entry.setCrc(checksum(each.getValue()));
        zip.putNextEntry(entry);
        zip.write(each.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private Map<String, byte[]> entries() throws IOException, DataFormatException {
    int end = end();
    int count = bytes.getShort(end + 10) & 0xffff;
    int at = bytes.getInt(end + 16);
    long total = 0;
    Map<String, byte[]> found = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      if (bytes.getInt(at) != CENTRAL) {
        throw new IOException("it is no sound zip archive");
      }
      int nameLength = bytes.getShort(at + 28) & 0xffff;
      String name = new String(slice(at + CENTRAL_BYTES, nameLength), StandardCharsets.UTF_8);
      int size = bytes.getInt(at + 24);
      total += size & 0xffffffffL;
      if (total > MOST_BYTES) {
        throw new IOException("it holds more than %d bytes".formatted(MOST_BYTES));
      }
      byte[] content = content(at, size);
      if (checksum(content) != (bytes.getInt(at + 16) & 0xffffffffL)) {
        throw new IOException("its entry %s is damaged".formatted(name));
      }
      found.put(name, content);
      at +=
          CENTRAL_BYTES
              + nameLength
              + (bytes.getShort(at + 30) & 0xffff)
              + (bytes.getShort(at + 32) & 0xffff);
    }
    return found;
  }

  private byte[] content(int at, int size) throws IOException, DataFormatException {
    int method = bytes.getShort(at + 10);
    int local = bytes.getInt(at + 42);
    int from =
        local
            + LOCAL_BYTES
            + (bytes.getShort(local + 26) & 0xffff)
            + (bytes.getShort(local + 28) & 0xffff);
    byte[] packed = slice(from, bytes.getInt(at + 20));
    if (method != DEFLATED) {
      return packed;
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
      byte[] content = new byte[size];
      int done = 0;
      while (done < size) {
        int more = inflater.inflate(content, done, size - done);
        if (more == 0) {
          throw new IOException("it is cut off");
        }
        done += more;
      }
      return content;
    } finally {
      inflater.end();
    }
  }

  private int end() throws IOException {
    for (int at = bytes.capacity() - END_BYTES; at >= 0; at--) {
      if (bytes.getInt(at) == END) {
        return at;
      }
    }
    throw new IOException("it is no TorchScript archive (torch.jit.save writes one)");
  }

  private byte[] slice(int from, int length) {
    byte[] found =
        new byte[Objects.checkFromIndexSize(from, length, bytes.capacity()) - from + length];
    bytes.get(from, found);
    return found;
  }

  private static long checksum(byte[] content) {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    return checksum.getValue();
  }
}
