package boxoffice.load;

import boxoffice.load.system.Control;
import boxoffice.load.system.Target;
import boxoffice.parts.proxy.FaultProxy;
import boxoffice.parts.redis.LocalRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.SafeEncoder;

/// The sandbox's Redis as its administrator has it: every command, its process and its files.
final class HurtRedis {
  private static final int CORRUPTED_BYTES = 512;
  private static final String NEXT_COMMAND = "\r\n*";
  private static final int TAIL = 1 << 20;
  private static final int FOR_EVER = 0;

  private final Target.Redis address;
  private final Control control;
  private final Path folder;

  /// @param folder where its data is
  HurtRedis(Target target, Control control, Path folder) {
    this.address = Objects.requireNonNull(target.redis());
    this.control = control;
    this.folder = folder;
  }

  void process(String verb) {
    control.process("redis", verb);
  }

  /// RUNNING, STOPPED or GONE.
  private String state() {
    return control.processes().stream()
        .filter(process -> process.name().equals("redis"))
        .map(Target.Member::state)
        .findFirst()
        .orElseThrow();
  }

  /// Runs again as it is configured.
  void heal() {
    switch (state()) {
      case "STOPPED" -> process("continue");
      case "GONE" -> process("restart");
      default -> {}
    }
    run("CONFIG", "SET", "maxmemory", "0", "maxclients", "10000", "save", "");
    run("CONFIG", "SET", "busy-reply-threshold", "5000");
  }

  /// Breaks every second connection of a user.
  void killEverySecond(String user, Session admin) {
    var connections =
        admin
            .run("CLIENT", "LIST")
            .lines()
            .filter(it -> it.contains(" user=" + user + " "))
            .toList();
    for (int i = 0; i < connections.size(); i += 2) {
      var line = connections.get(i);
      admin.run("CLIENT", "KILL", "ID", line.substring("id=".length(), line.indexOf(' ')));
    }
  }

  /// One command, its answer as text.
  String run(String... words) {
    try (var session = session()) {
      return session.run(words);
    }
  }

  Session session() {
    return new Session(address.host(), address.port(), address.password());
  }

  /// A connection that stays.
  static final class Session implements AutoCloseable {
    private final Connection connection;

    Session(String host, int port, String password) {
      connection =
          new Connection(
              new HostAndPort(host, port),
              DefaultJedisClientConfig.builder()
                  .password(password)
                  .socketTimeoutMillis(FOR_EVER)
                  .clientName("faults")
                  .build());
    }

    String run(String... words) {
      var command = new CommandArguments(() -> SafeEncoder.encode(words[0]));
      for (int i = 1; i < words.length; i++) {
        command.add(words[i]);
      }
      return text(connection.executeCommand(command));
    }

    private static String text(Object answer) {
      return switch (answer) {
        case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
        case List<?> list -> String.join("\n", list.stream().map(Session::text).toList());
        default -> answer.toString();
      };
    }

    @Override
    public void close() {
      connection.close();
    }
  }

  /// The value of a field of INFO.
  String info(String section, String field) {
    return run("INFO", section)
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  /// Of a dead one: it begins with nothing when it starts again.
  void wipe() {
    delete(log());
  }

  /// Of a dead one: the log loses up to a MiB of its end.
  ///
  /// @return how many bytes were cut off
  long cutTail(long seed) {
    try (var file = FileChannel.open(increments(), StandardOpenOption.WRITE)) {
      var cut = new SplittableRandom(seed).nextLong(1, Math.min(TAIL, file.size()));
      file.truncate(file.size() - cut);
      return cut;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Of a dead one: a command in the middle of the log makes no sense. Within the bytes of a value
  /// anything would.
  void corruptMiddle() {
    var log = increments();
    try (var file = FileChannel.open(log, StandardOpenOption.WRITE)) {
      var text = Files.readString(log, StandardCharsets.ISO_8859_1);
      var command = text.indexOf(NEXT_COMMAND, text.length() / 2);
      file.write(ByteBuffer.allocate(CORRUPTED_BYTES), command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where it saves its data there is a folder, as if the disk could not be written.
  Path blockDump() {
    try {
      return Files.createDirectories(folder.resolve("dump.rdb"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The file with what was written last.
  private Path increments() {
    try (var files = Files.list(log())) {
      return files
          .filter(file -> file.toString().endsWith(".incr.aof"))
          .max(Comparator.naturalOrder())
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path log() {
    return folder.resolve("appendonlydir");
  }

  static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Nobody new finds it; who is connected goes on with it.
  void moveAway(int port) {
    run("CONFIG", "SET", "port", Integer.toString(port));
  }

  Replica replica() {
    return new Replica();
  }

  /// Another Redis that follows this one, and can take its place.
  final class Replica implements AutoCloseable {
    private final FaultProxy link = FaultProxy.to(address.host(), address.port());
    private final LocalRedis redis =
        LocalRedis.start(new LocalRedis.Settings(null, 0, address.password()));

    private Replica() {
      for (var user : HurtRedis.this.run("ACL", "LIST").lines().toList()) {
        if (!user.startsWith("user default ")) {
          run(("ACL SETUSER " + user.substring("user ".length())).split(" ", -1));
        }
      }
      run("CONFIG", "SET", "masterauth", address.password());
      run("REPLICAOF", "127.0.0.1", Integer.toString(link.port()));
    }

    boolean isComplete() {
      return run("INFO", "replication").contains("master_link_status:up");
    }

    /// From here on it lacks what is written.
    void loseTouch() {
      link.cut();
    }

    /// Listens where the other one was, which must be dead or have moved away.
    ///
    /// @return whether it could: a port is not free at once when its process is killed
    boolean takesOver() {
      run("REPLICAOF", "NO", "ONE");
      try {
        run("CONFIG", "SET", "port", Integer.toString(address.port()));
        return true;
      } catch (JedisDataException e) {
        return false;
      }
    }

    private String run(String... words) {
      try (var session = new Session(redis.host(), redis.port(), address.password())) {
        return session.run(words);
      }
    }

    @Override
    public void close() {
      redis.close();
      link.close();
    }
  }
}
