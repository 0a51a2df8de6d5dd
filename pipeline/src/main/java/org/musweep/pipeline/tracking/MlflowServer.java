package org.musweep.pipeline.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * An MLflow tracking server, by its REST API 2.0.
 *
 * <p>Every request ends within seconds. Source: https://mlflow.org/docs/latest/rest-api.html
 */
public final class MlflowServer {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int OK = 200;

  private final URI address;
  private final String authorization;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  private MlflowServer(URI address, String authorization) {
    this.address = address;
    this.authorization = authorization;
  }

  /**
   * A server.
   *
   * @param address such as {@code http://localhost:5000}
   * @param token sent as a bearer token; empty if none is needed
   * @throws IllegalArgumentException if the address is not one of HTTP
   */
  public static MlflowServer at(String address, String token) {
    URI uri = URI.create(address.endsWith("/") ? address : address + "/");
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "Invalid MLflow server: '%s' (must be such as http://localhost:5000)".formatted(address));
    }
    return new MlflowServer(uri, token.isEmpty() ? "" : "Bearer " + token);
  }

  /** The address, with nothing secret in it. */
  public String shown() {
    return address.getScheme()
        + "://"
        + address.getHost()
        + (address.getPort() < 0 ? "" : ":" + address.getPort());
  }

  /** What a call answers; the name is the end of the path, such as {@code runs/create}. */
  JsonNode post(String call, ObjectNode body) throws IOException, InterruptedException {
    return answer(
        request(call, "")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build(),
        call);
  }

  /** The same for calls that only read. */
  JsonNode read(String call, Map<String, String> parameters)
      throws IOException, InterruptedException {
    StringBuilder query = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            query
                .append(query.isEmpty() ? "?" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return answer(request(call, query.toString()).GET().build(), call);
  }

  private HttpRequest.Builder request(String call, String query) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve("api/2.0/mlflow/" + call + query)).timeout(ANSWER);
    return authorization.isEmpty() ? request : request.header("Authorization", authorization);
  }

  private JsonNode answer(HttpRequest request, String call)
      throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    JsonNode body = tree(response.body());
    if (response.statusCode() != OK) {
      throw new MlflowException(
          body.path("error_code").asText(""),
          "%s: status %d %s"
              .formatted(call, response.statusCode(), body.path("message").asText("")));
    }
    return body;
  }

  private static JsonNode tree(String body) throws IOException {
    try {
      return body.isBlank() ? MAPPER.createObjectNode() : MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      // Proxies answer with pages.
      return MAPPER.createObjectNode();
    }
  }
}
