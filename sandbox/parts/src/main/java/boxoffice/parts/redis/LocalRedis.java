package boxoffice.parts.redis;

import boxoffice.parts.container.StoreContainer;
import boxoffice.parts.process.BreakableProcess;
import boxoffice.parts.process.DataDirectory;
import boxoffice.parts.process.LocalPort;
import boxoffice.parts.process.ProcessState;
import boxoffice.parts.process.RunningProcess;
import boxoffice.parts.process.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.embedded.RedisExecProvider;

/// A running Redis on 127.0.0.1. Writes reach its append-only file at once and the disk within a
/// second, so a killed process loses nothing and a killed machine at most that second.
///
/// Any thread may pause, resume and kill it; one at a time restarts it. No shutdown hook: whoever
/// starts it closes it. A killed JVM leaves it running; the next start on the same folder stops
/// that one first.
public final class LocalRedis implements BreakableProcess, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LocalRedis.class);
  private static final String NAME = "Redis";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final DataDirectory directory;
  private final int port;
  private final String password;
  private volatile Server process;

  private LocalRedis(DataDirectory directory, int port, String password, Server process) {
    this.directory = directory;
    this.port = port;
    this.password = password;
    this.process = process;
  }

  /// What a server is started with.
  ///
  /// @param directory where its append-only file is kept between runs; null for a temporary folder
  ///   that is removed on close
  /// @param port 0 for a free one
  /// @param password of everybody: letters, digits, `-` and `_`; null for a random one
  /// @param users beside the one that needs no name and may do everything: what each may do, in the
  ///   language of Redis's access lists, by name
  /// @param inCluster whether it has slots of a cluster
  public record Settings(
      @Nullable Path directory,
      int port,
      @Nullable String password,
      Map<String, String> users,
      boolean inCluster) {
    public Settings {
      users = Map.copyOf(users);
      // it is written into a configuration file and into an URI as it is
      if (password != null && !password.matches("[A-Za-z0-9_-]+")) {
        throw new IllegalArgumentException(
            "a password of Redis has letters, digits, - and _ only here");
      }
    }

    /// Alone.
    public Settings(
        @Nullable Path directory, int port, @Nullable String password, Map<String, String> users) {
      this(directory, port, password, users, false);
    }

    /// Without further users.
    public Settings(@Nullable Path directory, int port, @Nullable String password) {
      this(directory, port, password, Map.of());
    }

    /// One of several masters that are to share the slots, who know each other's password.
    public Settings inClusterWith(String commonPassword) {
      return new Settings(directory, 0, commonPassword, users, true);
    }

    /// And this user.
    public Settings withUser(String name, String rules) {
      var more = new HashMap<>(users);
      more.put(name, rules);
      return new Settings(directory, port, password, more, inCluster);
    }

    /// For tests: a temporary folder, a free port, a random password.
    public static Settings temporary() {
      return new Settings(null, 0, null);
    }
  }

  /// Starts a server and returns when it answers PING. Fails with one clear message when the port
  /// is taken or the folder belongs to another running sandbox.
  public static LocalRedis start(Settings settings) {
    var directory = DataDirectory.open(settings.directory(), NAME);
    try {
      stopLeftOver(directory);
      var port = LocalPort.choose(settings.port(), NAME);
      var password = settings.password() == null ? randomPassword() : settings.password();
      Configuration.write(directory.path(), port, password, settings);
      return new LocalRedis(directory, port, password, launch(directory.path(), port, password));
    } catch (IOException e) {
      directory.close();
      throw new UncheckedIOException("Redis did not start", e);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /// Redis detaches itself from the terminal: Ctrl-C there would otherwise end it at once, under
  /// the services that are still finishing their work.
  private static Server launch(Path folder, int port, String password) throws IOException {
    if (Server.inContainers()) {
      return launchContainer(folder, port, password);
    }
    var output = Configuration.log(folder).toFile();
    new ProcessBuilder(ProgramHolder.PROGRAM.toString(), Configuration.in(folder).toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
        .start();
    awaitAnswer(port, password, () -> server(folder).ifPresent(RunningProcess::kill), output);
    return server(folder).orElseThrow();
  }

  private static Server launchContainer(Path folder, int port, String password) throws IOException {
    var container =
        StoreContainer.launch(
            new StoreContainer.Spec(
                "redis:8",
                folder,
                new StoreContainer.Spec.Ports(port, Configuration.innerPort(folder, port)),
                "/data",
                Map.of(),
                List.of("redis-server", "/etc/redis.conf"),
                Map.of("/etc/redis.conf", Files.readString(Configuration.in(folder)))));
    awaitAnswer(port, password, container::kill, "its container");
    return container;
  }

  private static void awaitAnswer(int port, String password, Runnable giveUp, Object seeWhere) {
    var ping = new Ping(port, password);
    var until = System.nanoTime() + PATIENCE.toNanos();
    while (!ping.answered()) {
      if (System.nanoTime() > until) {
        giveUp.run();
        throw new IllegalStateException(
            "Redis did not start on port " + port + ", see " + seeWhere);
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private static Optional<RunningProcess> server(Path folder) {
    return RunningProcess.named("redis", Configuration.pidFile(folder));
  }

  /// Unpacked once per JVM, removed when the JVM ends.
  private static final class ProgramHolder {
    private static final Path PROGRAM = unpack();

    private static Path unpack() {
      try {
        return RedisExecProvider.defaultProvider().get().toPath().toAbsolutePath();
      } catch (IOException e) {
        throw new UncheckedIOException("no Redis program for this machine", e);
      }
    }
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return port;
  }

  public String password() {
    return password;
  }

  /// Address and password in one, as Redis clients read it: `redis://:password@127.0.0.1:6379`.
  public String uri() {
    return "redis://:" + password + "@" + host() + ":" + port;
  }

  /// Where the server writes what it has to say.
  public Path log() {
    return Configuration.log(directory.path());
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public ProcessState state() {
    return process.state();
  }

  @Override
  public void pause() {
    process.signal("STOP");
  }

  @Override
  public void resume() {
    process.signal("CONT");
  }

  @Override
  public void kill() {
    process.kill();
  }

  @Override
  public void terminate() {
    process.end("TERM", PATIENCE);
  }

  @Override
  public void restart() {
    try {
      terminate();
      process = launch(directory.path(), port, password);
    } catch (IOException e) {
      throw new UncheckedIOException("Redis did not start again on port " + port, e);
    }
  }

  /// Stops the server, writing all it has to the disk, and returns when its process is gone. Safe
  /// to repeat.
  @Override
  public void close() {
    terminate();
    if (Server.inContainers() && !directory.isKept()) {
      StoreContainer.forget(directory.path());
    }
    directory.close();
  }

  private static void stopLeftOver(DataDirectory directory) {
    server(directory.path())
        .ifPresent(process -> {
          log.warn("stopping Redis {} left over in {}", process.pid(), directory.path());
          process.end("TERM", PATIENCE);
        });
  }

  private static String randomPassword() {
    var bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
