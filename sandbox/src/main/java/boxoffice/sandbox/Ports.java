package boxoffice.sandbox;

import boxoffice.parts.process.LocalPort;

/// Where everything listens, on 127.0.0.1. The stores take any free port.
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
    int inboxSmtp) {

  static Ports standard() {
    return new Ports(8080, 18080, 9091, 19091, 9092, 19092, 9093, 19093, 8090, 8025, 1025);
  }

  /// Any free ones, for tests beside each other.
  static Ports free() {
    return new Ports(
        choose(), choose(), choose(), choose(), choose(), choose(), choose(), choose(), choose(),
        choose(), choose());
  }

  private static int choose() {
    return LocalPort.choose(0, "sandbox");
  }

  /// Fails with one clear line before anything is started.
  void check() {
    LocalPort.choose(edge, "edge-api");
    LocalPort.choose(edgeManagement, "edge-api's management");
    LocalPort.choose(user, "user-grpc");
    LocalPort.choose(userManagement, "user-grpc's management");
    LocalPort.choose(inventory, "inventory-grpc");
    LocalPort.choose(inventoryManagement, "inventory-grpc's management");
    LocalPort.choose(order, "order-grpc");
    LocalPort.choose(orderManagement, "order-grpc's management");
    LocalPort.choose(provider, "the payment provider");
    LocalPort.choose(inboxHttp, "the inbox");
    LocalPort.choose(inboxSmtp, "the inbox's SMTP");
  }
}
