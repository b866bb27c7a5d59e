package boxoffice.parts.provider;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Keeps an account between runs: one JSON line per executed request, with all that it changed and
/// what was answered, so that a killed JVM leaves both or neither. Not synced to the disk: a
/// machine that loses power may lose the last lines. Not thread-safe: its account guards it.
final class Journal implements AutoCloseable {
  private final @Nullable BufferedWriter writer;

  private Journal(@Nullable BufferedWriter writer) {
    this.writer = writer;
  }

  /// What one request did.
  ///
  /// @param answer stored under the request's idempotency key, null when it had none
  /// @param events null in lines older than webhooks
  record Line(
      List<Intent> intents,
      List<Refund> refunds,
      List<LedgerEntry> entries,
      IdempotencyKeys.@Nullable Stored answer,
      @Nullable List<Event> events) {}

  /// Reads what earlier runs wrote, then goes on after it. A last line cut short by a kill was
  /// never answered and is dropped.
  ///
  /// @param file null to keep nothing
  static Journal open(@Nullable Path file, Consumer<Line> replay) {
    if (file == null) {
      return new Journal(null);
    }
    try {
      if (Files.exists(file)) {
        replay(file, replay);
      }
      return new Journal(
          Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the provider's journal " + file, e);
    }
  }

  private static void replay(Path file, Consumer<Line> replay) throws IOException {
    var text = Files.readString(file);
    var complete = text.substring(0, text.lastIndexOf('\n') + 1);
    if (complete.length() < text.length()) {
      Files.writeString(file, complete);
    }
    for (var line : complete.lines().toList()) {
      try {
        replay.accept(StripeJson.MAPPER.readValue(line, Line.class));
      } catch (JacksonException e) {
        throw new IOException("not a line of the provider's journal: " + line, e);
      }
    }
  }

  void append(Line line) {
    if (writer == null) {
      return;
    }
    try {
      writer.write(StripeJson.MAPPER.writeValueAsString(line));
      writer.write('\n');
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the provider's journal", e);
    }
  }

  @Override
  public void close() {
    if (writer == null) {
      return;
    }
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the provider's journal", e);
    }
  }
}
