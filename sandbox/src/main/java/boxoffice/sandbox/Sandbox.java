package boxoffice.sandbox;

import boxoffice.parts.process.DataDirectory;
import boxoffice.parts.process.RunningProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The program: starts the whole system and waits for Ctrl-C, or drives one purchase through it.
@Command(
    name = "sandbox",
    description = "Boxoffice on one machine.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = Provision.class)
final class Sandbox implements Callable<Integer> {
  private static final int FAILED = 1;

  /// What a sandbox's folder holds.
  private static final Set<String> OURS =
      Set.of(
          "lock",
          "postgres",
          "redis",
          "provider",
          "processes",
          "secrets.properties",
          "system.json");

  private final PrintStream out = System.out;
  private final Clock clock = Clock.systemUTC();
  private final Supplier<UUID> ids;

  @Option(names = "--try", description = "buy two seats as a new buyer would, audit that, and exit")
  private boolean purchase;

  @Option(names = "--fresh", description = "start with empty stores")
  private boolean fresh;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "where data is kept between runs (default: ${DEFAULT-VALUE})",
      defaultValue = "data")
  private Path data = Path.of("data");

  @Option(
      names = "--edge",
      paramLabel = "URL",
      description = "with --try and --inbox: drive a system that runs already, start nothing")
  private @Nullable String edgeUrl;

  @Option(names = "--inbox", paramLabel = "URL", description = "where that system's mails are read")
  private @Nullable String inboxUrl;

  @Mixin private SystemOptions system = new SystemOptions();

  private Sandbox(Supplier<UUID> ids) {
    this.ids = ids;
  }

  public static void main(String[] args) {
    var command = new CommandLine(new Sandbox(SandboxConfiguration.ids()));
    command.setExecutionExceptionHandler((failure, line, parsed) -> {
      line.getErr().println("sandbox: " + firstLine(failure));
      return FAILED;
    });
    System.exit(command.execute(args));
  }

  /// The innermost text, because that is the one that names the port, the folder or the step.
  private static String firstLine(Throwable failure) {
    var cause = failure;
    while (!(cause instanceof TryPurchase.StepFailed) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse(cause.toString());
  }

  @Override
  public Integer call() throws InterruptedException {
    if ((edgeUrl == null) != (inboxUrl == null) || (edgeUrl != null && !purchase)) {
      throw new IllegalArgumentException("--edge and --inbox go together, with --try");
    }
    if (edgeUrl != null && inboxUrl != null) {
      return tryRunning(edgeUrl, inboxUrl);
    }
    var settings = system.settings();
    try (var folder = DataDirectory.open(data, "sandbox")) {
      if (fresh) {
        empty(folder.path());
      }
      return runIn(folder.path(), settings);
    }
  }

  private int tryRunning(String edge, String inbox) {
    var bought = buy(edge, inbox);
    out.printf(
        "order %s: CONFIRMED, %d tickets; its audit views are not reached from here%n",
        bought.orderId(), bought.tickets());
    return 0;
  }

  private int runIn(Path folder, SystemSettings settings) throws InterruptedException {
    var stopped = new CountDownLatch(1);
    var stop = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> waitFor(stop, stopped)));
    try (var running = LocalSystem.start(folder, settings);
        var edge = client(running.edgeUrl())) {
      var demo = new DemoData(running, edge, clock);
      demo.make();
      demo.warmUp();
      out.printf("ready after %.1f s%n", secondsSinceStart());
      if (purchase) {
        return running.audit().report(buy(running.edgeUrl(), running.inboxUrl()), out) ? 0 : FAILED;
      }
      running.describe();
      out.println(new Welcome(running, edge).text());
      stop.await();
      return 0;
    } finally {
      stopped.countDown();
    }
  }

  /// On Ctrl-C: lets the main thread stop everything in order before the JVM goes.
  private static void waitFor(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private TryPurchase.Bought buy(String edgeUrl, String inboxUrl) {
    try (var edge = client(edgeUrl);
        var inbox = client(inboxUrl)) {
      return new TryPurchase(edge, inbox, ids.get(), out).buy();
    }
  }

  private EdgeClient client(String url) {
    return new EdgeClient(url, () -> ids.get().toString());
  }

  private double secondsSinceStart() {
    var start = ManagementFactory.getRuntimeMXBean().getStartTime();
    return (clock.millis() - start) / 1000.0;
  }

  /// Somebody's own files are not ours to remove: a sandbox keeps its secrets beside its data.
  private static void refuseForeign(Path folder) {
    try (var files = Files.list(folder)) {
      var others = files.map(Path::getFileName).map(Path::toString).toList();
      if (!OURS.containsAll(others)) {
        throw new IllegalArgumentException(
            folder + " has files that are no sandbox's: --fresh does not empty it");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + folder, e);
    }
  }

  /// Stops what a killed sandbox left running in the folder, then removes everything but the
  /// folder's lock.
  private static void empty(Path folder) {
    refuseForeign(folder);
    ChildProcesses.killLeftOver(folder);
    RunningProcess.named("postgres", folder.resolve("postgres/data/postmaster.pid"))
        .ifPresent(RunningProcess::kill);
    RunningProcess.named("redis", folder.resolve("redis/redis.pid"))
        .ifPresent(RunningProcess::kill);
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(folder) && !file.equals(folder.resolve("lock"))) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty " + folder, e);
    }
  }
}
