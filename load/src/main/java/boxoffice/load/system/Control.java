package boxoffice.load.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Asks a sandbox for buyers, and hurts its processes and the links between them. Safe for use by
/// many threads.
public final class Control implements AutoCloseable {
  /// Making thousands of buyers, or a service starting again, takes its time.
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final String token;

  /// @throws IllegalStateException where the target is not a sandbox
  public Control(Target target) {
    if (target.control() == null || target.controlToken() == null) {
      throw new IllegalStateException(
          target.edge() + " is no sandbox: it has no control interface to ask for buyers");
    }
    this.url = target.control();
    this.token = target.controlToken();
  }

  /// Somebody who can buy.
  public record Provisioned(String buyerId, String email, String token, String expireTime) {
    @Override
    public String toString() {
      return "Provisioned[" + buyerId + "]"; // never the token
    }
  }

  /// New, verified, signed in.
  public List<Provisioned> buyers(int count) {
    return post("/buyers", JSON.writeValueAsString(Map.of("count", count)))
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> JSON.readValue(line, Provisioned.class))
        .toList();
  }

  /// The token of somebody who may create performances.
  public String organiserToken() {
    return JSON.readTree(post("/organiser", "")).path("token").asString();
  }

  /// What the target is made of at this moment.
  public List<Target.Member> processes() {
    var request = HttpRequest.newBuilder(URI.create(url + "/processes")).GET();
    return JSON.readValue(send(request), new TypeReference<List<Target.Member>>() {});
  }

  /// @param verb kill, stop, continue, terminate or restart
  public void process(String name, String verb) {
    post("/processes/" + name + ":" + verb, "");
  }

  /// @param link such as `edge/inventory-1`: the caller's service and the called process
  /// @param verb latency, reset, cut, silence or heal
  /// @param detail such as `millis=100` or `direction=TO_CLIENT`; may be empty
  public void link(String link, String verb, String detail) {
    post("/links/" + link + ":" + verb + (detail.isEmpty() ? "" : "?" + detail), "");
  }

  private String post(String path, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private String send(HttpRequest.Builder request) {
    try {
      var sent = request.header("Authorization", "Bearer " + token).timeout(PATIENCE).build();
      var response = http.send(sent, BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            sent.uri().getPath() + " answered " + response.statusCode() + ": " + response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException("the sandbox's control interface is not reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
