package boxoffice.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/// A user-grpc that serves nobody and sends no mail: the sandbox uses its classes for a moment
/// while the real ones run in processes of their own. It reaches PostgreSQL past all faults.
final class OwnUsers {
  private final String jdbcUrl;
  private final ServiceSettings settings;
  private final FreePorts ports;

  OwnUsers(String jdbcUrl, ServiceSettings settings, FreePorts ports) {
    this.jdbcUrl = jdbcUrl;
    this.settings = settings;
    this.ports = ports;
  }

  ConfigurableApplicationContext open() {
    var properties =
        new LinkedHashMap<>(
            settings.of(new Instance(ServiceProgram.USER, "sandbox", ports.next(), ports.next())));
    properties.put("spring.datasource.url", jdbcUrl);
    properties.putAll(
        Map.of(
            "spring.main.web-application-type", "none",
            // what nobody asks for is not made: no relay, no server
            "spring.main.lazy-initialization", "true",
            "spring.grpc.server.enabled", "false",
            "spring.datasource.hikari.maximum-pool-size", "2"));
    return ServiceProgram.USER.start(
        properties.entrySet().stream()
            .map(property -> "--" + property.getKey() + "=" + property.getValue())
            .toArray(String[]::new));
  }

  static void close(ConfigurableApplicationContext context) {
    context.close();
  }
}
