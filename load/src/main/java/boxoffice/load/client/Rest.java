package boxoffice.load.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Speaks REST/JSON to the edge as browsers behind a proxy would. Safe for use by many threads; a
/// call blocks its thread.
///
/// A refusal with a problem document is definite, except 500 and 504; everything else that is not
/// an answer (a time-out, a broken connection, a 5xx without a problem) leaves the outcome unknown.
public final class Rest implements AutoCloseable {
  /// Longer than any deadline of the edge, so that the edge and not the client gives up first.
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final List<Integer> UNCLEAR = List.of(500, 502, 504);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String edge;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  /// @param edge base URL, without a slash at its end
  public Rest(String edge) {
    this.edge = edge;
  }

  /// Reads.
  ///
  /// @param buyer null for somebody who is not signed in
  public Reply get(String path, @Nullable Buyer buyer) {
    return send(HttpRequest.newBuilder(URI.create(edge + path)).GET(), buyer);
  }

  /// Changes something.
  ///
  /// @param key repeat it to repeat the call
  public Reply post(String path, Map<String, ?> body, @Nullable Buyer buyer, String key) {
    return post(path, JSON.writeValueAsBytes(body), buyer, key);
  }

  /// Sends a whole file.
  public Reply post(String path, byte[] body, @Nullable Buyer buyer, String key) {
    return send(
        HttpRequest.newBuilder(URI.create(edge + path))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofByteArray(body)),
        buyer);
  }

  public Reply delete(String path, Buyer buyer, String key) {
    return send(
        HttpRequest.newBuilder(URI.create(edge + path)).header("Idempotency-Key", key).DELETE(),
        buyer);
  }

  private Reply send(HttpRequest.Builder request, @Nullable Buyer buyer) {
    if (buyer != null) {
      request
          .header("Authorization", "Bearer " + buyer.token())
          .header("X-Forwarded-For", buyer.address());
    }
    try {
      return reply(http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofByteArray()));
    } catch (ConnectException e) {
      return Reply.refused("not-connected", 0, MissingNode.getInstance(), Duration.ZERO);
    } catch (HttpTimeoutException e) {
      return Reply.unknown("no-answer", 0);
    } catch (IOException e) {
      return Reply.unknown("connection-lost", 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.unknown("interrupted", 0);
    }
  }

  private static Reply reply(HttpResponse<byte[]> response) {
    var status = response.statusCode();
    var body = read(response.body());
    if (status / 100 == 2) {
      return Reply.ok(status, body);
    }
    var code = body.path("code").asString("");
    if (UNCLEAR.contains(status) || (status / 100 == 5 && code.isEmpty())) {
      return Reply.unknown(code.isEmpty() ? "status-" + status : code, status);
    }
    var wait = response.headers().firstValueAsLong("Retry-After").orElse(0);
    return Reply.refused(
        code.isEmpty() ? "status-" + status : code, status, body, Duration.ofSeconds(wait));
  }

  private static JsonNode read(byte[] body) {
    if (body.length == 0) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return MissingNode.getInstance(); // not JSON: whoever needs a field of it sees it missing
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
