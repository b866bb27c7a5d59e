package boxoffice.sandbox;

/// What is printed once everything is up: addresses, and four commands to try.
final class Welcome {
  private final LocalSystem system;
  private final EdgeClient edge;

  Welcome(LocalSystem system, EdgeClient edge) {
    this.system = system;
    this.edge = edge;
  }

  String text() {
    var ports = system.ports();
    var performance =
        edge.get("/v1/performances?pageSize=1", null)
            .ok()
            .path("performances")
            .path(0)
            .path("performanceId")
            .asString();
    return """

    Boxoffice is up. Ctrl-C stops it; what is sold is kept.

      edge       %1$s      browse the API: %1$s/docs
      inbox      %2$s      every mail that is sent
      provider   %3$s      what was paid: %3$s/ledger
      gRPC       user %4$s   inventory %5$s   order %6$s
      management 127.0.0.1:%7$d (edge) %8$d %9$d %10$d
      control    %17$s      for programs: system.json in %18$s
      stores     PostgreSQL 127.0.0.1:%11$d   Redis 127.0.0.1:%12$d
      people     %13$s, %14$s and %19$s, password "%15$s"

    Try, in another terminal:

      curl -s %1$s/v1/performances
      curl -s %1$s/v1/performances/%16$s/availability
      curl -s -H 'Content-Type: application/json' -H "Idempotency-Key: $(date +%%s)" \\
        -d '{"email":"%14$s","password":"%15$s"}' %1$s/v1/sessions
      ./mvnw -q -pl sandbox -am spring-boot:run \\
        -Dspring-boot.run.arguments="--try --edge %1$s --inbox %2$s"
    """
        .formatted(
            system.edgeUrl(),
            system.inboxUrl(),
            system.provider().url(),
            addresses(ServiceProgram.USER),
            addresses(ServiceProgram.INVENTORY),
            addresses(ServiceProgram.ORDER),
            ports.edgeManagement(),
            ports.userManagement(),
            ports.inventoryManagement(),
            ports.orderManagement(),
            system.postgres().port(),
            system.redis().port(),
            DemoData.ORGANISER,
            DemoData.BUYER,
            DemoData.PASSWORD,
            performance,
            system.controlUrl(),
            system.folder(),
            DemoData.ADMIN);
  }

  private String addresses(ServiceProgram service) {
    return String.join(" ", system.instances().addresses(service));
  }
}
