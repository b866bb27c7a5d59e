package boxoffice.parts.postgres;

import boxoffice.parts.process.KilledJvm;
import java.nio.file.Path;

/// A JVM that dies with its PostgreSQL running.
final class ForgottenPostgres {
  static final String PASSWORD = "it's \"secret\"";

  private ForgottenPostgres() {}

  static void main(String[] args) {
    var postgres = LocalPostgres.start(LocalPostgres.Settings.kept(Path.of(args[0]), 0, PASSWORD));
    Runtime.getRuntime().halt(postgres.port() > 0 ? KilledJvm.STATUS : 1);
  }
}
