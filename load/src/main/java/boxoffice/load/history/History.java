package boxoffice.load.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The file of a run's events. Any thread may write; lines are never mixed, and a killed generator
/// loses at most the last buffer.
public final class History implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final BufferedWriter out;
  private final AtomicLong operations = new AtomicLong();

  private History(BufferedWriter out) {
    this.out = out;
  }

  /// Begins an empty history.
  public static History create(Path file) {
    try {
      return new History(
          Files.newBufferedWriter(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the history to " + file, e);
    }
  }

  /// The number of a new operation.
  public long nextOperation() {
    return operations.incrementAndGet();
  }

  public void write(Event event) {
    var line = JSON.writeValueAsString(event);
    synchronized (out) {
      try {
        out.write(line);
        out.write('\n');
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write the history", e);
      }
    }
  }

  @Override
  public void close() {
    synchronized (out) {
      try {
        out.close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write the history", e);
      }
    }
  }

  /// Reads a history from the beginning, an event at a time. A last line that is cut short, as a
  /// killed generator leaves it, is left out.
  public static void forEach(Path file, Consumer<Event> reader) {
    try (var lines = Files.lines(file)) {
      for (var rest = lines.iterator(); rest.hasNext(); ) {
        var event = event(rest.next(), rest.hasNext());
        if (event != null) {
          reader.accept(event);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the history " + file, e);
    }
  }

  private static @Nullable Event event(String line, boolean whole) {
    try {
      return JSON.readValue(line, Event.class);
    } catch (JacksonException e) {
      if (whole) {
        throw e;
      }
      return null;
    }
  }
}
