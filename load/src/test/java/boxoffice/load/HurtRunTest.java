package boxoffice.load;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.load.report.JsonReport;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A rush on services in processes of their own while they and the stores are killed and started
/// again: whatever buyers hear meanwhile, every invariant holds at the end.
@Tag("faults")
class HurtRunTest {
  @TempDir private static Path folder;

  @Test
  void holdsEveryInvariantWhileProcessesAreKilled() {
    var run = folder.resolve("run");

    var status =
        Load.commandLine()
            .execute(
                "rush",
                "--fresh",
                "--processes=inventory=2,order=2",
                "--seats=200",
                "--attempts=1200",
                "--rate=40",
                "--warm-up=100",
                "--sandbox=--set=inventory:boxoffice.inventory.hold.time-to-live=20s",
                "--sandbox=--set=order:boxoffice.order.payment-time=30s",
                "--out=" + run,
                "--hurt=4:kill:inventory-1",
                "--hurt=7:restart:inventory-1",
                "--hurt=9:kill:order-1",
                "--hurt=12:restart:order-1",
                "--hurt=15:kill:redis",
                "--hurt=16:restart:redis",
                "--hurt=20:kill:postgres",
                "--hurt=21:restart:postgres");

    assertThat(status).isZero();
    var report = JsonReport.read(run.resolve("report.json"));
    assertThat(report.clean()).isTrue();
    assertThat(report.sale()).isNotNull();
    assertThat(report.remarks())
        .filteredOn(remark -> Stream.of("kill", "restart").anyMatch(remark::contains))
        .hasSize(8)
        .noneMatch(remark -> remark.contains("FAILED"));
  }
}
