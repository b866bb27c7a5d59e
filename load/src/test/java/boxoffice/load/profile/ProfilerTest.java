package boxoffice.load.profile;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.load.system.Target;
import boxoffice.load.system.Target.Member;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilerTest {
  private static final int BITS_OF_WORK = 60;

  private final List<Process> children = new ArrayList<>();

  @TempDir Path folder;

  @AfterEach
  void end() throws InterruptedException {
    for (var child : children) {
      child.destroyForcibly().waitFor();
    }
  }

  @Test
  void saysWhereAProcessSpendsItsTimeAndWhatItAllocates() throws IOException {
    var busy = busy();
    var out = busy.inputReader();
    await(out, 1);

    try (var profiler = Profiler.start(target(member("inventory-1", "inventory", busy)), folder)) {
      await(out, BITS_OF_WORK);
      var profiles = profiler.stop();

      assertThat(profiler.skipped()).isEmpty();
      assertThat(profiles).hasSize(1);
      var profile = profiles.getFirst();
      assertThat(profile.process()).isEqualTo("inventory-1");
      assertThat(profile.samples()).isPositive();
      assertThat(profile.frames()).hasSizeLessThanOrEqualTo(15);
      assertThat(profile.frames().getFirst().where())
          .matches(
              "(java\\.util\\.\\S+ from )?boxoffice\\.load\\.profile\\.Busy\\.(burn|fresh|main)");
      assertThat(profile.frames())
          .anySatisfy(frame ->
              assertThat(frame.where())
                  .endsWith(" from boxoffice.load.profile.Busy.burn")
                  .startsWith("java.util."));
      assertThat(profile.allocations().getFirst().where())
          .isEqualTo("long[] in boxoffice.load.profile.Busy.fresh");
      assertThat(profile.allocations().getFirst().share()).isBetween(0.5, 1.0);
      assertThat(folder.resolve("inventory-1.jfr")).isNotEmptyFile();
    }
  }

  @Test
  void leavesNoRecordingBehindWhenClosedEarly() throws IOException {
    var busy = busy();
    var out = busy.inputReader();
    await(out, 1);
    var target = target(member("edge-1", "edge", busy));

    Profiler.start(target, folder).close();

    // a second one of the same name can only start where the first is gone
    try (var again = Profiler.start(target, folder)) {
      assertThat(again.skipped()).isEmpty();
      assertThat(again.stop()).hasSize(1);
    }
    assertThat(busy.isAlive()).isTrue();
  }

  @Test
  void skipsWhatCannotBeRecorded() throws IOException, InterruptedException {
    var cat = child("cat");
    var gone = child("true");
    gone.waitFor();
    var target =
        target(
            member("edge-1", "edge", cat),
            member("user-1", "user", gone),
            new Member("order-1", "order", 1, "STOPPED", null),
            new Member("redis", "redis", 1, "RUNNING", null));

    try (var profiler = Profiler.start(target, folder)) {
      assertThat(profiler.stop()).isEmpty();
      assertThat(profiler.skipped()).hasSize(3);
      assertThat(profiler.skipped().get(0)).startsWith("edge-1 is not profiled: ");
      assertThat(profiler.skipped().get(1)).startsWith("user-1 is not profiled: ");
      assertThat(profiler.skipped().get(2)).isEqualTo("order-1 is not profiled: it is STOPPED");
    }
    assertThat(cat.isAlive()).as("what is no JVM survives").isTrue();
  }

  @Test
  void readsTheNamesOfArrays() {
    assertThat(Recording.readable("[B")).isEqualTo("byte[]");
    assertThat(Recording.readable("[[Ljava.lang.String;")).isEqualTo("java.lang.String[][]");
    assertThat(Recording.readable("boxoffice.X$$Lambda/0x00007f1a2b3c"))
        .isEqualTo("boxoffice.X$$Lambda");
  }

  @Test
  void takesNoGeneratedClassForOurs() {
    assertThat(Recording.isOurs("boxoffice.inventory.hold.PlaceHold.place")).isTrue();
    assertThat(Recording.isOurs("boxoffice.inventory.v1.Hold.<init>")).isFalse();
    assertThat(Recording.isOurs("boxoffice.db.inventory.tables.records.SeatRecord.<init>"))
        .isFalse();
    assertThat(Recording.isOurs("java.util.HashMap.get")).isFalse();
  }

  private Process busy() throws IOException {
    return child(
        ProcessHandle.current().info().command().orElseThrow(),
        "-Xmx64m",
        "-XX:+UseSerialGC",
        "-cp",
        Path.of("target", "test-classes").toString(),
        Busy.class.getName());
  }

  private Process child(String... command) throws IOException {
    var child = new ProcessBuilder(command).redirectErrorStream(true).start();
    children.add(child);
    return child;
  }

  private static void await(BufferedReader out, int lines) throws IOException {
    for (var line = 0; line < lines; line++) {
      assertThat(out.readLine()).startsWith("worked");
    }
  }

  private static Member member(String name, String service, Process process) {
    return new Member(name, service, process.pid(), "RUNNING", null);
  }

  private static Target target(Member... members) {
    return new Target(
        "http://localhost:1",
        null,
        null,
        null,
        null,
        Map.of(),
        Map.of(),
        null,
        null,
        List.of(members),
        new Target.Constants(1, 1, 1, 1, 1, 1, 1));
  }
}
