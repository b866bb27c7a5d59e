package boxoffice.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Where everything of a running system is and how it is reached, for programs: `system.json` in
/// the data folder, readable by its owner only.
record SystemDescription(
    String edge,
    String inbox,
    String provider,
    String control,
    String controlToken,
    Map<String, List<String>> grpc,
    Map<String, List<String>> management,
    Postgres postgres,
    Redis redis,
    List<ProcessTable.Status> processes,
    Constants.Bounds constants) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  record Login(String user, String password) {}

  record Postgres(String jdbcUrl, Login auditor, Login superuser) {}

  record Redis(String host, int port, String password) {}

  @Override
  public String toString() {
    return "SystemDescription[" + edge + "]"; // never what is secret
  }

  private static Path file(Path folder) {
    return folder.resolve("system.json");
  }

  /// Whole or not at all.
  void writeTo(Path folder) {
    try {
      var permissions =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      var draft = Files.createTempFile(folder, "system", ".tmp", permissions);
      Files.writeString(draft, JSON.writeValueAsString(this) + "\n");
      Files.move(draft, file(folder), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file(folder), e);
    }
  }

  /// @throws IllegalStateException when no sandbox runs there
  static SystemDescription readFrom(Path folder) {
    try {
      if (!Files.exists(file(folder))) {
        throw new IllegalStateException("no sandbox runs in " + folder + ": no system.json there");
      }
      return JSON.readValue(Files.readString(file(folder)), SystemDescription.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file(folder), e);
    }
  }

  static void removeFrom(Path folder) {
    try {
      Files.deleteIfExists(file(folder));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + file(folder), e);
    }
  }
}
