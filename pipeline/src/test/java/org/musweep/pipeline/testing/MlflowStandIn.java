package org.musweep.pipeline.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A server on this machine that answers the calls of MLflow's REST API that are used, in memory.
 */
public final class MlflowStandIn implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PATH = "/api/2.0/mlflow/";

  private final HttpServer server;
  private final List<String> experiments = new ArrayList<>();
  private final Map<String, ObjectNode> runs = new LinkedHashMap<>();
  private final List<String> calls = new ArrayList<>();
  private final List<String> tokens = new ArrayList<>();
  private int refuseAfter = Integer.MAX_VALUE;

  /** Listens on a port of its own. */
  public MlflowStandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(PATH, this::answer);
    server.start();
  }

  /** Where it listens. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** After so many calls the server only answers with a page of its proxy. */
  public synchronized void refuseAfter(int count) {
    refuseAfter = count;
  }

  /** The calls so far. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** What each call had for authorization. */
  public synchronized List<String> tokens() {
    return List.copyOf(tokens);
  }

  /** The runs with a tag, in the order in which they were made. */
  public synchronized List<JsonNode> runsWith(String tag) {
    return runs.values().stream()
        .filter(run -> !tag(run, tag).isEmpty())
        .map(JsonNode.class::cast)
        .toList();
  }

  /** The value of a tag of a run; empty if it has none. */
  public static String tag(JsonNode run, String key) {
    return value(run.at("/data/tags"), key);
  }

  /** The value of a parameter of a run; empty if it has none. */
  public static String parameter(JsonNode run, String key) {
    return value(run.at("/data/params"), key);
  }

  private static String value(JsonNode pairs, String key) {
    for (JsonNode pair : pairs) {
      if (pair.path("key").asText().equals(key)) {
        return pair.path("value").asText();
      }
    }
    return "";
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestURI().getPath().substring(PATH.length());
    calls.add(call);
    String token = exchange.getRequestHeaders().getFirst("Authorization");
    tokens.add(token == null ? "" : token);
    if (calls.size() > refuseAfter) {
      send(exchange, 502, "<html>bad gateway</html>");
      return;
    }
    JsonNode body = MAPPER.readTree(exchange.getRequestBody());
    switch (call) {
      case "experiments/get-by-name" -> byName(exchange);
      case "experiments/create" -> {
        experiments.add(body.path("name").asText());
        send(exchange, 200, "{\"experiment_id\": \"%d\"}".formatted(experiments.size()));
      }
      case "runs/create" -> create(exchange, (ObjectNode) body);
      case "runs/log-batch" -> {
        ObjectNode data = (ObjectNode) runs.get(body.path("run_id").asText()).path("data");
        body.path("params").forEach(each -> data.withArray("params").add(each));
        body.path("metrics").forEach(each -> data.withArray("metrics").add(each));
        send(exchange, 200, "{}");
      }
      case "runs/update" -> {
        ObjectNode info = (ObjectNode) runs.get(body.path("run_id").asText()).path("info");
        info.put("status", body.path("status").asText());
        send(exchange, 200, "{}");
      }
      case "runs/search" -> search(exchange, body);
      default -> send(exchange, 404, "{\"error_code\": \"ENDPOINT_NOT_FOUND\"}");
    }
  }

  private void byName(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getQuery().substring("experiment_name=".length());
    int index = experiments.indexOf(name);
    if (index < 0) {
      send(exchange, 404, "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\", \"message\": \"none\"}");
    } else {
      send(exchange, 200, "{\"experiment\": {\"experiment_id\": \"%d\"}}".formatted(index + 1));
    }
  }

  private void create(HttpExchange exchange, ObjectNode body) throws IOException {
    String id = "r" + runs.size();
    ObjectNode run = MAPPER.createObjectNode();
    run.putObject("info").put("run_id", id).put("status", "RUNNING");
    run.putObject("data").set("tags", body.path("tags"));
    runs.put(id, run);
    send(exchange, 200, MAPPER.createObjectNode().set("run", run).toString());
  }

  /** Two a page, to have pages. */
  private void search(HttpExchange exchange, JsonNode body) throws IOException {
    String[] filter = body.path("filter").asText().split("`", -1);
    String value = filter[2].substring(" = '".length(), filter[2].length() - 1);
    List<ObjectNode> found =
        runs.values().stream().filter(run -> tag(run, filter[1]).equals(value)).toList();
    int from = body.path("page_token").asInt(0);
    int to = Math.min(found.size(), from + Math.min(2, body.path("max_results").asInt()));
    ObjectNode answer = MAPPER.createObjectNode();
    ArrayNode page = answer.putArray("runs");
    found.subList(from, to).forEach(page::add);
    if (to < found.size()) {
      answer.put("next_page_token", String.valueOf(to));
    }
    send(exchange, 200, answer.toString());
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
