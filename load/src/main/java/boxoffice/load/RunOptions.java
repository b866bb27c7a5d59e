package boxoffice.load;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What every scenario can be told.
final class RunOptions {
  /// From the generator's own folder, where the build starts it.
  static final String USUAL_TARGET = "../sandbox/data/system.json";

  @Option(
      names = "--target",
      paramLabel = "FILE",
      description =
          "which system to drive: the file that a running sandbox writes (default:"
              + " ${DEFAULT-VALUE})",
      defaultValue = USUAL_TARGET)
  Path target = Path.of(USUAL_TARGET);

  @Option(
      names = "--fresh",
      description = "start a sandbox of its own for this run: empty stores, a JVM a service")
  boolean fresh;

  @Option(
      names = "--processes",
      paramLabel = "SERVICE=N",
      description = "with --fresh: instances, such as inventory=2,order=2",
      defaultValue = "")
  String processes = "";

  @Option(
      names = "--sandbox",
      paramLabel = "OPTION",
      description = "with --fresh: a further option of the sandbox, such as --constants=test")
  List<String> sandbox = new ArrayList<>();

  @Option(
      names = "--sandbox-class-path",
      paramLabel = "FILE",
      description = "with --fresh: what its build wrote (default: ${DEFAULT-VALUE})",
      defaultValue = "../sandbox/target/dependencies.classpath")
  Path sandboxClassPath = Path.of("../sandbox/target/dependencies.classpath");

  @Option(
      names = "--seed",
      description = "of every choice that is made by chance (default: ${DEFAULT-VALUE})",
      defaultValue = "20261125")
  long seed = 20261125;

  @Option(
      names = "--calls-at-once",
      paramLabel = "N",
      description =
          "calls under way at most; who comes then waits and is timed (default: ${DEFAULT-VALUE})",
      defaultValue = "64")
  int callsAtOnce = 64;

  @Option(
      names = "--visits-at-once",
      paramLabel = "N",
      description = "visits under way at most, thinking ones included (default: ${DEFAULT-VALUE})",
      defaultValue = "50000")
  int visitsAtOnce = 50_000;

  @Option(
      names = "--warm-up",
      paramLabel = "VISITS",
      description =
          "visits to another house before anything is measured (default: ${DEFAULT-VALUE})",
      defaultValue = "1500")
  int warmUp = 1_500;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "where history and reports go (default: target/runs/<scenario>-<time>)")
  @Nullable Path out;

  @Option(
      names = "--hurt",
      paramLabel = "SECONDS:VERB:NAME",
      description = {
        "what is done to the sandbox under load, such as 10:kill:inventory-2 or 20:restart:redis;",
        "with --sandbox=--faults also to a link: 10:latency:edge/inventory-1:millis=100"
      })
  List<String> hurts = new ArrayList<>();

  @Option(
      names = "--profile",
      description = "record the services' JVMs and show where time and memory go")
  boolean profile;

  List<Hurt> hurts() {
    return hurts.stream().map(Hurt::parse).toList();
  }

  /// One clear line for what can not be.
  void check() {
    hurts();
    positive("--calls-at-once", callsAtOnce);
    positive("--visits-at-once", visitsAtOnce);
    if (warmUp < 0) {
      throw new IllegalArgumentException("--warm-up is " + warmUp + ", needs 0 or more");
    }
    if (!fresh && (!processes.isEmpty() || !sandbox.isEmpty())) {
      throw new IllegalArgumentException("--processes and --sandbox need --fresh");
    }
  }

  static void positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + ", needs 1 or more");
    }
  }

  static void notNegative(String name, double value) {
    if (value < 0 || Double.isNaN(value)) {
      throw new IllegalArgumentException(name + " is " + value + ", needs 0 or more");
    }
  }

  static void share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " is " + value + ", needs 0 to 1");
    }
  }
}
