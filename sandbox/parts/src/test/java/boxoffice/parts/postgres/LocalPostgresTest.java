package boxoffice.parts.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.parts.process.KilledJvm;
import boxoffice.parts.process.ProcessState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {
  private static final String PASSWORD = ForgottenPostgres.PASSWORD;

  @TempDir private Path folder;

  @Test
  void commitsReachTheDiskAndConnectionsNeedThePassword() throws SQLException {
    try (var postgres = LocalPostgres.start(LocalPostgres.Settings.temporary())) {
      assertThat(ask(postgres, "show fsync")).isEqualTo("on");
      assertThat(ask(postgres, "show synchronous_commit")).isEqualTo("on");
      assertThat(ask(postgres, "show max_connections")).isEqualTo("200");
      assertThat(ask(postgres, "show server_version")).startsWith("18.");
      assertThat(
              ask(postgres, "select count(*) from pg_hba_file_rules where auth_method = 'trust'"))
          .isEqualTo("0");
      var url = postgres.jdbcUrl();
      assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", null))
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "wrong"))
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  @Tag("process")
  void keepsDataInAGivenFolderAndLeavesNoProcess() throws SQLException, IOException {
    var settings = LocalPostgres.Settings.kept(folder, 0, PASSWORD);
    long pid;
    try (var postgres = LocalPostgres.start(settings)) {
      ask(postgres, "create table seat as select 'A1' as name");
      pid = postmaster();
    }
    assertThat(KilledJvm.runs(pid)).isFalse();
    try (var postgres = LocalPostgres.start(settings)) {
      assertThat(ask(postgres, "select name from seat")).isEqualTo("A1");
    }
  }

  @Test
  @Tag("process")
  void stopsWhatAKilledJvmLeftOver() throws SQLException, IOException, InterruptedException {
    KilledJvm.run(ForgottenPostgres.class, folder);
    var leftOver = postmaster();
    assertThat(KilledJvm.runs(leftOver)).isTrue();

    try (var postgres = LocalPostgres.start(LocalPostgres.Settings.kept(folder, 0, PASSWORD))) {
      assertThat(KilledJvm.runs(leftOver)).isFalse();
      assertThat(ask(postgres, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void keepsWhatWasCommittedWhenItIsKilled() throws SQLException {
    try (var postgres = LocalPostgres.start(LocalPostgres.Settings.temporary());
        var open = connect(postgres)) {
      ask(postgres, "create table seat as select 'A1' as name");
      var children = children(postgres.pid());

      postgres.kill();

      assertThat(postgres.state()).isEqualTo(ProcessState.GONE);
      assertThat(children).isNotEmpty().noneMatch(KilledJvm::runs);
      assertThat(open.isValid(1)).isFalse();
      assertThatThrownBy(() -> connect(postgres)).isInstanceOf(SQLException.class);

      postgres.restart();

      assertThat(postgres.state()).isEqualTo(ProcessState.RUNNING);
      assertThat(ask(postgres, "select name from seat")).isEqualTo("A1");
      assertThat(ask(postgres, "show fsync")).isEqualTo("on");
    }
  }

  @Test
  void answersNobodyWhileItIsPaused() throws SQLException {
    try (var postgres = LocalPostgres.start(LocalPostgres.Settings.temporary())) {
      try (var open = connect(postgres)) {
        postgres.pause();

        assertThat(postgres.state()).isEqualTo(ProcessState.STOPPED);
        open.setNetworkTimeout(Runnable::run, 300);
        assertThatThrownBy(() -> open.createStatement().execute("select 1"))
            .isInstanceOf(SQLException.class);
      }
      postgres.resume();

      assertThat(postgres.state()).isEqualTo(ProcessState.RUNNING);
      assertThat(ask(postgres, "select 1")).isEqualTo("1");
      postgres.pause(); // closing one that is frozen works too
    }
  }

  @Test
  void comesBackAfterItWasTerminated() throws SQLException {
    try (var postgres = LocalPostgres.start(LocalPostgres.Settings.temporary())) {
      postgres.terminate();
      assertThat(postgres.state()).isEqualTo(ProcessState.GONE);

      postgres.restart();
      postgres.restart();

      assertThat(ask(postgres, "select 1")).isEqualTo("1");
    }
  }

  private static List<Long> children(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(ProcessHandle::children)
        .map(ProcessHandle::pid)
        .toList();
  }

  @Test
  void refusesTheFolderOfARunningOne() {
    var settings = LocalPostgres.Settings.kept(folder, 0, PASSWORD);
    try (var postgres = LocalPostgres.start(settings)) {
      assertThatThrownBy(() -> LocalPostgres.start(settings))
          .hasMessageContaining("is in use by another PostgreSQL");
      assertThat(postgres.port()).isPositive();
    }
  }

  @Test
  void namesThePortThatIsTaken() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var settings = LocalPostgres.Settings.kept(folder, taken.getLocalPort(), PASSWORD);

      assertThatThrownBy(() -> LocalPostgres.start(settings))
          .hasMessage(
              "port %d is in use: PostgreSQL cannot listen on it".formatted(taken.getLocalPort()));
    }
  }

  @Test
  void refusesAKeptFolderWithoutAPassword() {
    assertThatThrownBy(() -> new LocalPostgres.Settings(folder, 0, null, 200))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private long postmaster() throws IOException {
    return Long.parseLong(
        Files.readAllLines(folder.resolve("data").resolve("postmaster.pid")).getFirst());
  }

  private static @Nullable String ask(LocalPostgres postgres, String question) throws SQLException {
    try (var connection = connect(postgres);
        var statement = connection.createStatement()) {
      statement.execute(question);
      var answer = statement.getResultSet();
      return answer != null && answer.next() ? answer.getString(1) : null;
    }
  }

  private static Connection connect(LocalPostgres postgres) throws SQLException {
    return DriverManager.getConnection(
        postgres.jdbcUrl(), postgres.superuser(), postgres.password());
  }
}
