package boxoffice.parts.postgres;

import boxoffice.parts.container.StoreContainer;
import boxoffice.parts.container.StoreContainer.Spec;
import boxoffice.parts.process.DataDirectory;
import boxoffice.parts.process.Server;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// The same PostgreSQL in a container of the public image.
final class PostgresContainer {
  private static final int INNER_PORT = 5432;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String RULES_FILE = "/etc/pg_hba.conf";

  /// The account that runs the server is its owner inside the container.
  private static final String RULES = "local all postgres peer\nhost all all all scram-sha-256\n";

  private PostgresContainer() {}

  /// Returns when the server answers to its password, and to nothing else.
  static Server launch(Path folder, int port, String password, int maxConnections) {
    var container =
        StoreContainer.launch(
            new Spec(
                "postgres:18",
                folder,
                new Spec.Ports(port, INNER_PORT),
                "/var/lib/postgresql",
                Map.of("POSTGRES_PASSWORD", password),
                List.of(
                    "postgres",
                    "-chba_file=" + RULES_FILE,
                    "-cmax_connections=" + maxConnections,
                    "-cfsync=on",
                    "-csynchronous_commit=on"),
                Map.of(RULES_FILE, RULES)));
    var until = System.nanoTime() + PATIENCE.toNanos();
    while (!answers(port, password)) {
      if (System.nanoTime() > until) {
        container.kill();
        throw new IllegalStateException("PostgreSQL did not start in a container");
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    return container;
  }

  static void stop(Server container, DataDirectory directory) {
    container.end("INT", PATIENCE);
    if (!directory.isKept()) {
      StoreContainer.forget(directory.path());
    }
    directory.close();
  }

  private static boolean answers(int port, String password) {
    try {
      PasswordsOnly.check(port, password);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }
}
