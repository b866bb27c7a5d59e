package boxoffice.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings a database to the shape that this version needs: schemas, tables, views, one role a
/// service with its password. Run once before the services start; running it again changes nothing
/// but passwords.
public final class MigrateDatabase {
  /// Passwords stand in a SQL literal, so they hold nothing that would end one.
  private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9_-]{16,128}");

  private MigrateDatabase() {}

  /// The passwords that the roles get, each 16 to 128 letters, digits, `_` or `-`.
  public record Passwords(String userGrpc, String inventoryGrpc, String orderGrpc, String auditor) {
    public Passwords {
      check("user_grpc", userGrpc);
      check("inventory_grpc", inventoryGrpc);
      check("order_grpc", orderGrpc);
      check("auditor", auditor);
    }

    private static void check(String role, String password) {
      if (!PASSWORD.matcher(password).matches()) {
        throw new IllegalArgumentException(
            "the password of " + role + " needs 16 to 128 letters, digits, _ or -");
      }
    }
  }

  /// Reads `BOXOFFICE_DB_URL`, `BOXOFFICE_DB_OWNER`, `BOXOFFICE_DB_OWNER_PASSWORD` and
  /// `BOXOFFICE_DB_{USER_GRPC,INVENTORY_GRPC,ORDER_GRPC,AUDITOR}_PASSWORD`, each from the
  /// environment, or from the file that the variable of the same name with `_FILE` behind it names.
  ///
  /// Says in one line what is missing or has failed, and exits with 1.
  public static void main(String[] args) {
    try {
      migrateAsSet();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      System.err.println("migrate refuses to start: " + e.getMessage());
      System.exit(1);
    } catch (FlywayException e) {
      System.err.println("migrate failed: " + inOneLine(String.valueOf(e.getMessage())));
      System.exit(1);
    }
  }

  private static String inOneLine(String message) {
    return message
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.matches("-+"))
        .collect(Collectors.joining("; "));
  }

  private static void migrateAsSet() {
    migrate(
        setting("URL"),
        setting("OWNER"),
        setting("OWNER_PASSWORD"),
        new Passwords(
            setting("USER_GRPC_PASSWORD"),
            setting("INVENTORY_GRPC_PASSWORD"),
            setting("ORDER_GRPC_PASSWORD"),
            setting("AUDITOR_PASSWORD")));
  }

  /// @param owner a role that may create schemas and roles
  /// @throws FlywayException when the database is away or another shape than expected
  public static void migrate(String url, String owner, String ownerPassword, Passwords passwords) {
    Flyway.configure()
        .dataSource(url, owner, ownerPassword)
        .locations("classpath:db/migration")
        .validateMigrationNaming(true)
        // numbers are grouped by schema, so a new one may lie below those that ran
        .outOfOrder(true)
        .placeholders(
            Map.of(
                "user_grpc_password", passwords.userGrpc(),
                "inventory_grpc_password", passwords.inventoryGrpc(),
                "order_grpc_password", passwords.orderGrpc(),
                "auditor_password", passwords.auditor()))
        .load()
        .migrate();
  }

  private static String setting(String name) {
    var file = System.getenv("BOXOFFICE_DB_" + name + "_FILE");
    var value = file == null ? System.getenv("BOXOFFICE_DB_" + name) : read(Path.of(file));
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("BOXOFFICE_DB_" + name + " is not set");
    }
    return value;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
