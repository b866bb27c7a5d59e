package boxoffice.parts.proxy;

import boxoffice.parts.proxy.FaultProxy.Direction;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// Decides when a piece of data may pass: at once, later, or not until healed.
final class Passage {
  private final Set<Direction> silenced = EnumSet.noneOf(Direction.class);
  private Duration delay = Duration.ZERO;

  synchronized void delay(Duration delay) {
    this.delay = delay;
  }

  synchronized void silence(Direction direction) {
    silenced.add(direction);
  }

  synchronized void open() {
    silenced.clear();
    delay = Duration.ZERO;
    notifyAll();
  }

  void await(Direction direction) throws InterruptedException {
    Thread.sleep(currentDelay());
    awaitSound(direction);
  }

  private synchronized Duration currentDelay() {
    return delay;
  }

  private synchronized void awaitSound(Direction direction) throws InterruptedException {
    while (silenced.contains(direction)) {
      wait();
    }
  }
}
