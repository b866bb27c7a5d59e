package boxoffice.sandbox;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say how the system is put together.
final class SystemOptions {
  private static final int MOST_PROCESSES = 8;

  @Option(
      names = "--processes",
      arity = "0..1",
      paramLabel = "inventory=2,order=2",
      fallbackValue = "",
      description = "each service in a JVM of its own; the value says how many of each, 1 to 8")
  private @Nullable String processes;

  @Option(
      names = "--constants",
      paramLabel = "production|test",
      description = "how long holds, payments and so on may last (default: ${DEFAULT-VALUE})",
      defaultValue = "production")
  private String constants = "production";

  @Option(
      names = "--set",
      paramLabel = "SERVICE:PROPERTY=VALUE",
      description = "any setting of a service; may be repeated")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--jvm-option",
      paramLabel = "OPTION",
      description = "for the JVM of every process; may be repeated")
  private List<String> jvmOptions = new ArrayList<>();

  @Option(names = "--faults", description = "a proxy that can be hurt between any two pieces")
  private boolean faults;

  @Option(
      names = "--free-ports",
      description = "any free ports, for a sandbox beside another one; system.json tells them")
  private boolean freePorts;

  @Option(
      names = "--trusted-proxy",
      paramLabel = "ADDRESS",
      description = "the edge believes the X-Forwarded-For of this peer only")
  private @Nullable String trustedProxy;

  SystemSettings settings() {
    return new SystemSettings(
        freePorts ? Ports.free() : Ports.standard(),
        processes == null ? null : counts(processes),
        Constants.named(constants),
        overrides(),
        faults,
        jvmOptions,
        trustedProxy);
  }

  private static Map<ServiceProgram, Integer> counts(String text) {
    var counts = new EnumMap<ServiceProgram, Integer>(ServiceProgram.class);
    for (var part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      var equals = part.indexOf('=');
      var service = ServiceProgram.labelled(equals < 0 ? part : part.substring(0, equals));
      var count = part.substring(equals + 1);
      if (service.isEmpty()
          || !count.matches("\\d")
          || Integer.parseInt(count) < 1
          || Integer.parseInt(count) > MOST_PROCESSES) {
        throw new IllegalArgumentException(
            "--processes needs such as inventory=2,order=2, each 1 to 8, not " + text);
      }
      counts.put(service.get(), Integer.valueOf(count));
    }
    return counts;
  }

  private Map<ServiceProgram, Map<String, String>> overrides() {
    var settings = new EnumMap<ServiceProgram, Map<String, String>>(ServiceProgram.class);
    for (var override : overrides) {
      var colon = override.indexOf(':');
      var equals = override.indexOf('=', colon + 1);
      var service = ServiceProgram.labelled(override.substring(0, Math.max(colon, 0)));
      if (service.isEmpty() || equals < colon + 2) {
        // without the value: it may be a secret
        throw new IllegalArgumentException(
            "--set needs service:property=value, such as order:boxoffice.order.lease=10s");
      }
      settings
          .computeIfAbsent(service.get(), _ -> new HashMap<>())
          .put(override.substring(colon + 1, equals), override.substring(equals + 1));
    }
    return settings;
  }
}
