package boxoffice.sandbox;

import boxoffice.parts.process.LocalPort;
import java.util.List;

/// Where everything that people know listens, on 127.0.0.1. The stores take any free port.
record Ports(
    int edge,
    int edgeManagement,
    int user,
    int userManagement,
    int inventory,
    int inventoryManagement,
    int order,
    int orderManagement,
    int provider,
    int inboxHttp,
    int inboxSmtp,
    int control) {

  static Ports standard() {
    return new Ports(8080, 18080, 9091, 19091, 9092, 19092, 9093, 19093, 8090, 8025, 1025, 8099);
  }

  /// Any free ones, for sandboxes beside each other.
  static Ports free() {
    var free = new FreePorts(List.of());
    return new Ports(
        free.next(),
        free.next(),
        free.next(),
        free.next(),
        free.next(),
        free.next(),
        free.next(),
        free.next(),
        free.next(),
        free.next(),
        free.next(),
        free.next());
  }

  int of(ServiceProgram service) {
    return switch (service) {
      case USER -> user;
      case INVENTORY -> inventory;
      case ORDER -> order;
      case EDGE -> edge;
    };
  }

  int managementOf(ServiceProgram service) {
    return switch (service) {
      case USER -> userManagement;
      case INVENTORY -> inventoryManagement;
      case ORDER -> orderManagement;
      case EDGE -> edgeManagement;
    };
  }

  List<Integer> all() {
    return List.of(
        edge,
        edgeManagement,
        user,
        userManagement,
        inventory,
        inventoryManagement,
        order,
        orderManagement,
        provider,
        inboxHttp,
        inboxSmtp,
        control);
  }

  /// Fails with one clear line before anything is started.
  void check() {
    LocalPort.choose(provider, "the payment provider");
    LocalPort.choose(inboxHttp, "the inbox");
    LocalPort.choose(inboxSmtp, "the inbox's SMTP");
    LocalPort.choose(control, "the sandbox's control");
  }
}
