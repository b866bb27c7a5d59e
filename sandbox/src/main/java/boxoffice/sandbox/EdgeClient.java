package boxoffice.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Speaks REST/JSON as a browser would.
final class EdgeClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final JsonMapper json = JsonMapper.builder().build();
  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final Supplier<String> keys;

  /// @param keys an idempotency key for each call that changes something
  EdgeClient(String url, Supplier<String> keys) {
    this.url = url;
    this.keys = keys;
  }

  /// @param body null where there is none
  /// @param replayed whether the request was carried out before
  record Answer(int status, @Nullable JsonNode body, boolean replayed) {
    JsonNode ok() {
      if (status / 100 != 2 || body == null) {
        throw new IllegalStateException("answered " + status + ": " + body);
      }
      return body;
    }

    void succeeded() {
      if (status / 100 != 2) {
        throw new IllegalStateException("answered " + status + ": " + body);
      }
    }
  }

  Answer get(String path, @Nullable String token) {
    return send(HttpRequest.newBuilder(URI.create(url + path)).GET(), token);
  }

  /// What is not JSON.
  String text(String path) {
    return read(HttpRequest.newBuilder(URI.create(url + path)).GET()).body();
  }

  Answer post(String path, Object body, @Nullable String token) {
    return post(path, body, token, keys.get());
  }

  /// @param key repeat it to repeat the call
  Answer post(String path, Object body, @Nullable String token, String key) {
    return post(path, BodyPublishers.ofString(json.writeValueAsString(body)), token, key);
  }

  Answer postFile(String path, byte[] file, @Nullable String token, String key) {
    return post(path, BodyPublishers.ofByteArray(file), token, key);
  }

  Answer delete(String path, @Nullable String token) {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Idempotency-Key", keys.get())
            .DELETE(),
        token);
  }

  private Answer post(String path, BodyPublisher body, @Nullable String token, String key) {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(body),
        token);
  }

  private Answer send(HttpRequest.Builder request, @Nullable String token) {
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    var response = read(request);
    var text = response.body();
    return new Answer(
        response.statusCode(),
        text.isBlank() ? null : json.readTree(text),
        response.headers().firstValue("Idempotent-Replayed").isPresent());
  }

  private HttpResponse<String> read(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
