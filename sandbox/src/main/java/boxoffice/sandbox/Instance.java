package boxoffice.sandbox;

import java.net.URI;

/// One of a service's processes, and where it listens.
///
/// @param name `order` where there is one, `order-1` where there are more
record Instance(ServiceProgram service, String name, int port, int managementPort) {
  private static final String LOOPBACK = "127.0.0.1:";

  String address() {
    return LOOPBACK + port;
  }

  /// Base URL of what tells of the process itself.
  String management() {
    return "http://" + LOOPBACK + managementPort;
  }

  URI readiness() {
    return URI.create(management() + "/actuator/health/readiness");
  }
}
