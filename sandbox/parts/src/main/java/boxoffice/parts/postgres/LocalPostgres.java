package boxoffice.parts.postgres;

import boxoffice.parts.process.BreakableProcess;
import boxoffice.parts.process.DataDirectory;
import boxoffice.parts.process.LocalPort;
import boxoffice.parts.process.ProcessState;
import boxoffice.parts.process.RunningProcess;
import boxoffice.parts.process.Server;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running PostgreSQL on the loopback address: fsync and synchronous commit on, every connection
/// by password. Starts in about 1.5 s on an empty folder and 0.7 s on a kept one.
///
/// No shutdown hook: whoever starts it closes it, last of all. A killed JVM leaves it running; the
/// next start on the same folder stops that one first.
public final class LocalPostgres implements BreakableProcess, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LocalPostgres.class);
  private static final String NAME = "PostgreSQL";
  private static final String WRONG_PASSWORD = "28P01";
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /// Null in a container.
  private final @Nullable EmbeddedPostgres embedded;

  private final DataDirectory directory;
  private final Address address;
  private final Supplier<Server> again;
  private volatile Server running;

  private LocalPostgres(
      @Nullable EmbeddedPostgres embedded,
      DataDirectory directory,
      Address address,
      Server running,
      Supplier<Server> again) {
    this.embedded = embedded;
    this.directory = directory;
    this.address = address;
    this.running = running;
    this.again = again;
  }

  private record Address(int port, String password) {}

  /// What a server is started with.
  ///
  /// @param directory where its data is kept between runs; null for a temporary folder that is
  ///   removed on close
  /// @param port 0 for a free one
  /// @param password of the superuser; null for a random one. A kept folder keeps its first
  ///   password, so the caller keeps it too and passes it in again
  /// @param maxConnections PostgreSQL's `max_connections`
  public record Settings(
      @Nullable Path directory, int port, @Nullable String password, int maxConnections) {
    public Settings {
      if (directory != null && password == null) {
        throw new IllegalArgumentException("a kept data folder needs a password that is kept too");
      }
    }

    /// For tests: a temporary folder, a free port, a random password, 200 connections.
    public static Settings temporary() {
      return new Settings(null, 0, null, 200);
    }

    /// For the sandbox: data kept in `directory`, 200 connections.
    public static Settings kept(Path directory, int port, String password) {
      return new Settings(directory, port, password, 200);
    }
  }

  /// Starts a server and returns when it answers. Fails with one clear message when the port is
  /// taken or the folder belongs to another running sandbox.
  public static LocalPostgres start(Settings settings) {
    var directory = DataDirectory.open(settings.directory(), NAME);
    try {
      stopLeftOver(directory);
      var port = LocalPort.choose(settings.port(), NAME);
      var password = settings.password() == null ? randomPassword() : settings.password();
      var address = new Address(port, password);
      if (Server.inContainers()) {
        Supplier<Server> launch =
            () ->
                PostgresContainer.launch(
                    directory.path(), port, password, settings.maxConnections());
        return new LocalPostgres(null, directory, address, launch.get(), launch);
      }
      var embedded = launch(settings, directory, port, password);
      PasswordsOnly.enforce(port, data(directory), password);
      var first = running(directory);
      return new LocalPostgres(embedded, directory, address, first, () -> again(first, directory));
    } catch (IOException e) {
      undo(directory);
      throw new UncheckedIOException(reason(e, directory), e);
    } catch (RuntimeException e) {
      undo(directory);
      throw e;
    }
  }

  private static String reason(IOException failure, DataDirectory directory) {
    return failure.getCause() instanceof SQLException refusal
            && WRONG_PASSWORD.equals(refusal.getSQLState())
        ? directory.path() + " was made with another PostgreSQL password"
        : "PostgreSQL did not start, see " + output(directory);
  }

  private static EmbeddedPostgres launch(
      Settings settings, DataDirectory directory, int port, String password) throws IOException {
    // the library reads this once per builder, and its own choice is writable by everybody
    System.setProperty("ot.epg.working-dir", binaries().toString());
    return EmbeddedPostgres.builder()
        .setPort(port)
        .setDataDirectory(data(directory))
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPGStartupWait(Duration.ofSeconds(30))
        .setConnectConfig("password", password)
        .setLocaleConfig("locale", "C.UTF-8")
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "")
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("max_connections", Integer.toString(settings.maxConnections()))
        .setOutputRedirector(ProcessBuilder.Redirect.appendTo(output(directory).toFile()))
        .start();
  }

  /// The superuser's connection to the database `postgres`, without credentials: pass
  /// [#superuser()] and [#password()] beside it.
  public String jdbcUrl() {
    return PasswordsOnly.url(address.port());
  }

  public String superuser() {
    return PasswordsOnly.SUPERUSER;
  }

  public String password() {
    return address.password();
  }

  public int port() {
    return address.port();
  }

  /// Where the server writes what it has to say.
  public Path log() {
    return output(directory);
  }

  @Override
  public long pid() {
    return running.pid();
  }

  @Override
  public ProcessState state() {
    return running.state();
  }

  /// All its processes: a frozen postmaster alone would serve the connections that it has.
  @Override
  public void pause() {
    running.signal("STOP");
  }

  @Override
  public void resume() {
    running.signal("CONT");
  }

  /// All its processes at once, as a machine that fails would: some of its own live for seconds
  /// after the postmaster is gone.
  @Override
  public void kill() {
    running.kill();
  }

  @Override
  public void terminate() {
    running.end("INT", PATIENCE);
  }

  /// Recovers from its write-ahead log first, where it was killed.
  @Override
  public void restart() {
    terminate();
    running = again.get();
  }

  /// Stops the server (a fast shutdown: open transactions roll back) and returns when its process
  /// is gone. Safe to repeat.
  @Override
  public void close() {
    if (embedded == null) {
      PostgresContainer.stop(running, directory);
      return;
    }
    resume();
    // pg_ctl returns when the pid file is gone, a moment before the process
    var process = postmaster(directory);
    try {
      embedded.close();
    } catch (IOException e) {
      log.warn("PostgreSQL did not stop by itself", e);
    } finally {
      process.ifPresent(left -> left.end("INT", PATIENCE));
      undo(directory);
    }
  }

  private static void stopLeftOver(DataDirectory directory) {
    postmaster(directory)
        .ifPresent(process -> {
          log.warn("stopping PostgreSQL {} left over in {}", process.pid(), directory.path());
          process.end("INT", PATIENCE);
        });
  }

  private static void undo(DataDirectory directory) {
    postmaster(directory).ifPresent(process -> process.end("INT", PATIENCE));
    directory.close();
  }

  private static Optional<RunningProcess> postmaster(DataDirectory directory) {
    return RunningProcess.named("postgres", data(directory).resolve("postmaster.pid"));
  }

  private static PostgresProcesses running(DataDirectory directory) {
    return new PostgresProcesses(postmaster(directory).orElseThrow());
  }

  /// @param first knows which program it is
  private static Server again(PostgresProcesses first, DataDirectory directory) {
    first.startAgain(data(directory), output(directory));
    return running(directory);
  }

  private static Path data(DataDirectory directory) {
    return directory.path().resolve("data");
  }

  private static Path output(DataDirectory directory) {
    return directory.path().resolve("postgres.log");
  }

  /// Per user, and shared by all runs: unpacking takes a second. Accounts without a home of their
  /// own get a folder under the temporary one.
  private static Path binaries() {
    var home = Path.of(System.getProperty("user.home"));
    return Files.isWritable(home)
        ? home.resolve(".cache").resolve("boxoffice").resolve("postgres")
        : Path.of(
            System.getProperty("java.io.tmpdir"),
            "boxoffice-" + System.getProperty("user.name"),
            "postgres");
  }

  private static String randomPassword() {
    var bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
