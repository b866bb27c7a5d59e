package boxoffice.sandbox;

import boxoffice.db.MigrateDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/// The passwords and keys of one sandbox: made at its first start, kept beside its data in a file
/// that only its owner reads.
final class Secrets {
  private static final int BYTES = 32;

  private final Properties values = new Properties();
  private final SecureRandom random = new SecureRandom();

  private Secrets() {}

  static Secrets keptIn(Path folder) {
    var file = folder.resolve("secrets.properties");
    var secrets = new Secrets();
    try {
      if (Files.exists(file)) {
        try (var in = Files.newInputStream(file)) {
          secrets.values.load(in);
        }
      }
      if (secrets.complete()) {
        var permissions =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var draft = Files.createTempFile(folder, "secrets", ".tmp", permissions);
        try (var out = Files.newOutputStream(draft)) {
          secrets.values.store(out, "of this sandbox alone");
        }
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
      }
      return secrets;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep secrets in " + file, e);
    }
  }

  /// Makes what is missing.
  ///
  /// @return whether anything was
  private boolean complete() {
    var before = values.size();
    for (var name :
        new String[] {
          "postgres",
          "redis",
          "user_grpc",
          "inventory_grpc",
          "order_grpc",
          "auditor",
          "edge_client",
          "inventory_client",
          "order_client",
          "webhook"
        }) {
      values.putIfAbsent(name, encoder().withoutPadding().encodeToString(bytes()));
    }
    for (var name : new String[] {"master_key", "ticket_key"}) {
      values.putIfAbsent(name, Base64.getEncoder().encodeToString(bytes()));
    }
    return values.size() != before;
  }

  private static Base64.Encoder encoder() {
    return Base64.getUrlEncoder();
  }

  /// Kept nowhere.
  static String random() {
    return encoder().withoutPadding().encodeToString(new Secrets().bytes());
  }

  private byte[] bytes() {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return bytes;
  }

  String of(String name) {
    var value = values.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException("no secret " + name);
    }
    return value;
  }

  MigrateDatabase.Passwords databasePasswords() {
    return new MigrateDatabase.Passwords(
        of("user_grpc"), of("inventory_grpc"), of("order_grpc"), of("auditor"));
  }
}
