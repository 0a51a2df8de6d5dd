package org.musweep.pipeline.testing.storage;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A request without a body, signed as S3 asks for it (AWS signature version 4).
 *
 * @param access the name of the key
 * @param secret the key
 * @param region that the server is in
 */
record SignedRequest(String access, String secret, String region) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String HEADERS = "host;x-amz-content-sha256;x-amz-date";

  /** The server's answer to a PUT of a bucket. */
  int put(URI bucket) throws IOException {
    String time = TIME.format(Instant.now());
    String scope = "%s/%s/s3/aws4_request".formatted(time.substring(0, 8), region);
    String nothing = hash("");
    String canonical =
        "PUT\n%s\n\nhost:%s:%d\nx-amz-content-sha256:%s\nx-amz-date:%s\n\n%s\n%s"
            .formatted(
                bucket.getPath(),
                bucket.getHost(),
                bucket.getPort(),
                nothing,
                time,
                HEADERS,
                nothing);
    String toSign = "AWS4-HMAC-SHA256\n%s\n%s\n%s".formatted(time, scope, hash(canonical));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/", -1)) {
      key = mac(key, part);
    }
    var request = (HttpURLConnection) bucket.toURL().openConnection();
    try {
      request.setRequestMethod("PUT");
      request.setRequestProperty("x-amz-content-sha256", nothing);
      request.setRequestProperty("x-amz-date", time);
      request.setRequestProperty(
          "Authorization",
          "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
              .formatted(access, scope, HEADERS, HexFormat.of().formatHex(mac(key, toSign))));
      return request.getResponseCode();
    } finally {
      request.disconnect();
    }
  }

  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
