package boxoffice.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.load.system.Target.Member;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ProcessCostsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String BUSY = "while :; do :; done";

  @Test
  void countsWhatAProcessComputes() throws IOException, InterruptedException {
    var busy = shell(BUSY);
    try {
      var costs = costs(List.of(member("a", "edge", busy), member("b", "order", self())));
      var before = costs.now();

      await(() -> costs.now().cpuSince(before).getOrDefault("a", Duration.ZERO).toMillis() > 50);

      var after = costs.now();
      var elapsed = Duration.ofNanos(after.nanos() - before.nanos());
      assertThat(after.cpuSince(before).get("a")).isLessThan(elapsed.plusMillis(20));
      assertThat(after.usage("b").residentBytes()).isGreaterThan(20_000_000);
      assertThat(after.usage("a").running()).isTrue();
    } finally {
      busy.destroyForcibly().waitFor();
    }
  }

  @Test
  void goesOnWhenAMemberIsKilledAndStartedAgain() throws IOException, InterruptedException {
    var first = shell(BUSY);
    var now = new AtomicReference<>(List.of(member("a", "edge", first)));
    var costs = new ProcessCosts(now::get);
    var before = costs.now();
    await(() -> costs.now().totalSince(before).toMillis() > 40);
    first.destroyForcibly().waitFor();

    var gone = costs.now();
    assertThat(gone.usage("a").running()).isFalse();
    assertThat(gone.usage("a").residentBytes()).isZero();
    assertThat(gone.totalSince(before).toMillis()).isGreaterThan(40);
    assertThat(costs.now().totalSince(gone)).isZero();

    var second = shell(BUSY);
    try {
      now.set(List.of(member("a", "edge", second)));
      await(() -> costs.now().totalSince(gone).toMillis() > 40);
      assertThat(costs.now().usage("a").running()).isTrue();
    } finally {
      second.destroyForcibly().waitFor();
    }
  }

  @Test
  void countsForkedProcessesOfAStoreAlsoWhenTheyEnded() throws IOException, InterruptedException {
    var store = shell("(" + BUSY + ") & wait; sleep 60");
    try {
      var costs = costs(List.of(member("postgres", "postgres", store)));
      var before = costs.now();
      await(() -> costs.now().totalSince(before).toMillis() > 60);
      store.descendants().forEach(ProcessHandle::destroyForcibly);
      await(() ->
          store
              .descendants()
              .noneMatch(
                  child -> child.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() > 40));

      assertThat(costs.now().totalSince(before).toMillis()).isGreaterThan(60);
    } finally {
      store.descendants().forEach(ProcessHandle::destroyForcibly);
      store.destroyForcibly().waitFor();
    }
  }

  private static ProcessCosts costs(List<Member> members) {
    return new ProcessCosts(() -> members);
  }

  private static Member member(String name, String service, Process process) {
    return member(name, service, process.pid());
  }

  private static Member member(String name, String service, long pid) {
    return new Member(name, service, pid, "RUNNING", null);
  }

  private static long self() {
    return ProcessHandle.current().pid();
  }

  private static Process shell(String script) throws IOException {
    return new ProcessBuilder("sh", "-c", script).start();
  }

  private static void await(BooleanSupplier condition) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
