package boxoffice.inventory;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.TaskScheduler;

/// Lets one service at a time look after pools, the one that was started last: services of one
/// database that have a Redis each would take turns in finding each other's pools missing.
public final class LookingAfter {
  private static final ArrayDeque<RunningInventoryGrpc> RUNNING = new ArrayDeque<>();

  private LookingAfter() {}

  /// While it is open, a service does nothing by itself.
  public interface Rest extends AutoCloseable {
    @Override
    void close();
  }

  /// Begins once what it is at is done.
  static Rest rest(ConfigurableApplicationContext context) {
    var isIdle = new CompletableFuture<Void>();
    scheduler(context).stop(() -> isIdle.complete(null));
    isIdle.join();
    return () -> scheduler(context).start();
  }

  static synchronized void pauseAll() {
    RUNNING.stream()
        .map(RunningInventoryGrpc::context)
        .filter(ConfigurableApplicationContext::isActive)
        .forEach(context -> scheduler(context).stop());
  }

  static synchronized void begin(RunningInventoryGrpc inventory) {
    RUNNING.push(inventory);
  }

  /// Whoever was before goes on.
  static synchronized void end(RunningInventoryGrpc inventory) {
    RUNNING.remove(inventory);
    var last = RUNNING.peek();
    if (last != null && last.context().isActive()) {
      scheduler(last.context()).start();
    }
  }

  private static SmartLifecycle scheduler(ConfigurableApplicationContext context) {
    return (SmartLifecycle) context.getBean(TaskScheduler.class);
  }
}
