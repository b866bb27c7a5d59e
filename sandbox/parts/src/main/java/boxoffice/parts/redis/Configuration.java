package boxoffice.parts.redis;

import boxoffice.parts.process.LocalPort;
import boxoffice.parts.process.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Collectors;

/// The files of a Redis server in its folder: what it is told, and where it writes.
final class Configuration {
  private static final int INNER_PORT = 6379;
  private static final String IN_CLUSTER = "cluster-enabled yes\n";

  /// A container has its own network and its own folder.
  private static final String INSIDE = "bind 0.0.0.0\nport " + INNER_PORT + "\ndir /data\n";

  private Configuration() {}

  /// Only its owner reads it: on the command line everybody would see the password.
  static void write(Path folder, int port, String password, LocalRedis.Settings settings)
      throws IOException {
    var rules =
        settings.users().entrySet().stream()
            .map(user -> "user %s on >%s %s\n".formatted(user.getKey(), password, user.getValue()))
            .collect(Collectors.joining());
    var file = in(folder);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        file,
        first(folder, port, settings.inCluster())
            + """
            requirepass "%s"
            appendonly yes
            appendfsync everysec
            save ""
            maxmemory-policy noeviction
            %s\
            """
                .formatted(password, rules)
            + (settings.inCluster() ? inCluster() : ""));
  }

  private static String first(Path folder, int port, boolean inCluster) {
    if (!Server.inContainers()) {
      return onThisMachine(folder, port);
    }
    return inCluster ? "bind 127.0.0.1\nport " + port + "\ndir /data\n" : INSIDE;
  }

  /// Members of a cluster tell clients and each other where to find them, so they need the
  /// machine's own network.
  static int innerPort(Path folder, int port) throws IOException {
    return Files.readString(in(folder)).contains(IN_CLUSTER) ? port : INNER_PORT;
  }

  /// What it tells the others goes over a port of its own.
  private static String inCluster() {
    return IN_CLUSTER + "cluster-port " + LocalPort.choose(0, "Redis") + "\n";
  }

  private static String onThisMachine(Path folder, int port) {
    return """
    bind 127.0.0.1
    port %d
    dir "%s"
    daemonize yes
    pidfile "%s"
    logfile "%s"
    """
        .formatted(port, folder, pidFile(folder), log(folder));
  }

  static Path in(Path folder) {
    return folder.resolve("redis.conf");
  }

  static Path pidFile(Path folder) {
    return folder.resolve("redis.pid");
  }

  static Path log(Path folder) {
    return folder.resolve("redis.log");
  }
}
