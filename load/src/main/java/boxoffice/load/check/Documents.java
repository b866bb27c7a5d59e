package boxoffice.load.check;

import boxoffice.load.check.Facts.Hall;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What is read over HTTP without being anybody: the provider's ledger, what is offered, which
/// routes there are, and what meters say.
final class Documents implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /// A document was not had.
  static final class NotRead extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotRead(URI uri, String why, @Nullable Throwable cause) {
      super(uri + " was not read: " + why, cause);
    }
  }

  /// A document of another shape is refused, not misread.
  record Ledger(List<LedgerEntry> entries) {
    Ledger {
      Objects.requireNonNull(entries, "entries");
    }
  }

  record Availability(int seatCount, int freeCount, List<Integer> takenOrdinals) {
    Availability {
      Objects.requireNonNull(takenOrdinals, "takenOrdinals");
    }
  }

  private record Interface(@JsonProperty("paths") @Nullable Map<String, Object> routes) {}

  /// @throws NotRead as all of these
  List<LedgerEntry> ledger(String provider) {
    return get(URI.create(provider + "/ledger"), Ledger.class).entries();
  }

  Hall hall(String edge, UUID performance) {
    var uri = URI.create(edge + "/v1/performances/" + performance + "/availability");
    var seen = get(uri, Availability.class);
    return new Hall(seen.seatCount(), seen.freeCount(), seen.takenOrdinals().size());
  }

  List<String> routes(String edge) {
    var routes = get(URI.create(edge + "/v3/api-docs"), Interface.class).routes();
    return routes == null ? List.of() : List.copyOf(routes.keySet());
  }

  /// @param management base URL of an instance's management port
  String meters(String management) {
    return get(URI.create(management + "/actuator/prometheus"), Documents::text);
  }

  private static String text(InputStream body) {
    try {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> T get(URI uri, Class<T> type) {
    return get(uri, body -> JSON.readValue(body, type));
  }

  private <T> T get(URI uri, Function<InputStream, T> reader) {
    var request = HttpRequest.newBuilder(uri).timeout(PATIENCE).GET().build();
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (var body = answer.body()) {
        if (answer.statusCode() != 200) {
          throw new NotRead(uri, "status " + answer.statusCode(), null);
        }
        return reader.apply(body);
      }
    } catch (IOException | UncheckedIOException | JacksonException e) {
      throw new NotRead(uri, String.valueOf(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotRead(uri, "interrupted", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
