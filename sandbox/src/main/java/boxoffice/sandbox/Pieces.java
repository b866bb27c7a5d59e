package boxoffice.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Remembers what was started and stops it in the opposite order. Not for several threads.
final class Pieces implements AutoCloseable {
  private final Deque<Runnable> stops = new ArrayDeque<>();

  <T> T start(Supplier<T> starter, Consumer<T> stop) {
    var piece = starter.get();
    stops.push(() -> stop.accept(piece));
    return piece;
  }

  @Override
  public void close() {
    while (!stops.isEmpty()) {
      stops.pop().run();
    }
  }
}
