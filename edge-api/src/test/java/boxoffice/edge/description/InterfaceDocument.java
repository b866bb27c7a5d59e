package boxoffice.edge.description;

import boxoffice.edge.RunningEdge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The OpenAPI document in its three places: as the edge makes it, its copy, and what clients were
/// promised.
final class InterfaceDocument {
  static final Path COPY = Path.of("..", "docs", "openapi.json");
  static final Path PROMISED = Path.of("..", "docs", "openapi-promised.json");

  /// It is made when it is asked for the first time, of everything.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  private static final ObjectWriter LINES =
      JSON.writer()
          .with(
              new DefaultPrettyPrinter()
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private InterfaceDocument() {}

  static JsonNode generated(RunningEdge edge) {
    return edge.send(edge.request("/v3/api-docs").timeout(PATIENCE).GET()).json();
  }

  static JsonNode read(Path file) {
    return JSON.readTree(text(file));
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, JsonNode document) {
    try {
      Files.writeString(file, pretty(document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One value a line and members by name, so that a difference is a line.
  static String pretty(JsonNode document) {
    return LINES.writeValueAsString(JSON.treeToValue(document, Object.class)) + "\n";
  }
}
