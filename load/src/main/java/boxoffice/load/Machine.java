package boxoffice.load;

import java.util.LinkedHashMap;
import java.util.Map;
import oshi.SystemInfo;

/// What the run was measured on.
final class Machine {
  private static final long GIGABYTE = 1024L * 1024 * 1024;

  private Machine() {}

  static Map<String, String> describe() {
    var system = new SystemInfo();
    var hardware = system.getHardware();
    var machine = new LinkedHashMap<String, String>();
    machine.put("processor", hardware.getProcessor().getProcessorIdentifier().getName().strip());
    machine.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    machine.put("memory", hardware.getMemory().getTotal() / GIGABYTE + " GiB");
    machine.put("system", system.getOperatingSystem().toString());
    machine.put("java", Runtime.version().toString());
    return machine;
  }
}
