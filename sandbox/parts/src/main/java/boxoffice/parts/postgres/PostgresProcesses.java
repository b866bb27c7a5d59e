package boxoffice.parts.postgres;

import boxoffice.parts.process.ProcessState;
import boxoffice.parts.process.RunningProcess;
import boxoffice.parts.process.Server;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// A postmaster and the processes it started: one a connection, and a few of its own.
final class PostgresProcesses implements Server {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RunningProcess postmaster;
  private final String program;

  PostgresProcesses(RunningProcess postmaster) {
    this.postmaster = postmaster;
    this.program = postmaster.program();
  }

  @Override
  public long pid() {
    return postmaster.pid();
  }

  @Override
  public ProcessState state() {
    return postmaster.state();
  }

  @Override
  public void signal(String name) {
    switch (name) {
      case "STOP" -> pause();
      case "CONT" -> resume();
      default -> postmaster.signal(name);
    }
  }

  /// The postmaster first: then it starts no more of the others.
  private void pause() {
    postmaster.signal("STOP");
    postmaster.children().forEach(child -> child.signal("STOP"));
  }

  private void resume() {
    postmaster.children().forEach(child -> child.signal("CONT"));
    postmaster.signal("CONT");
  }

  @Override
  public void kill() {
    if (!postmaster.alive()) {
      return;
    }
    postmaster.signal("STOP");
    var children = postmaster.children();
    postmaster.kill();
    children.forEach(RunningProcess::kill);
  }

  @Override
  public void end(String signal, Duration patience) {
    resume();
    postmaster.end(signal, patience);
  }

  /// With the options of the last time. Returns when it takes connections.
  void startAgain(Path data, Path output) {
    // PostgreSQL refuses to run as root: in a user namespace of its own it does not see that
    var prefix = LinuxUtils.isUnshareAvailable() ? List.of("unshare", "-U") : List.<String>of();
    var command =
        Stream.concat(
                prefix.stream(),
                Stream.of(
                    Path.of(program).resolveSibling("pg_ctl").toString(),
                    "restart",
                    "-w",
                    "-D",
                    data.toString(),
                    "-t",
                    Long.toString(PATIENCE.toSeconds()),
                    "-l",
                    output.toString()))
            .toList();
    try {
      // the process that it names is gone, but an orphan that nobody collects looks alive
      Files.deleteIfExists(data.resolve("postmaster.pid"));
      var status =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
              .start()
              .waitFor();
      if (status != 0) {
        throw new IllegalStateException("PostgreSQL did not start again, see " + output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start again, see " + output, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
