package boxoffice.load.measure;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.software.os.OperatingSystem;

/// What the operating system says of one process.
///
/// On Linux CPU time comes from the process's own clock, in nanoseconds and with the threads that
/// ended; elsewhere from OSHI, whose ticks of 10 ms are coarse for short rounds.
final class ProcessReadings {
  private static final int PROCESS_CLOCK = 2;
  private static final int CLOCK_BITS = 3;
  private static final int RESIDENT = 1;
  private static final int SHARED = 2;
  private static final long PAGE_BYTES = 4096;

  private final OperatingSystem system = new SystemInfo().getOperatingSystem();
  private final @Nullable Function clock =
      Platform.isLinux() && Platform.is64Bit()
          ? NativeLibrary.getInstance("c").getFunction("clock_gettime")
          : null;

  /// User and kernel time; empty when the process is gone.
  Optional<Duration> cpu(long pid) {
    if (clock == null) {
      return Optional.ofNullable(system.getProcess((int) pid))
          .map(process -> Duration.ofMillis(process.getUserTime() + process.getKernelTime()));
    }
    var time = new long[2];
    var id = (~(int) pid << CLOCK_BITS) | PROCESS_CLOCK;
    return clock.invokeInt(new Object[] {id, time}) == 0
        ? Optional.of(Duration.ofSeconds(time[0], time[1]))
        : Optional.empty();
  }

  /// Memory in use, bytes; 0 when the process is gone.
  long residentBytes(long pid) {
    var process = system.getProcess((int) pid);
    return process == null ? 0 : process.getResidentSetSize();
  }

  /// Memory that no other process shares, bytes; 0 where the system does not say.
  long privateBytes(long pid) {
    try {
      var pages = Files.readString(Path.of("/proc/" + pid + "/statm")).split(" ", -1);
      return (Long.parseLong(pages[RESIDENT]) - Long.parseLong(pages[SHARED])) * PAGE_BYTES;
    } catch (IOException e) {
      return 0; // gone, or not a Linux
    }
  }
}
