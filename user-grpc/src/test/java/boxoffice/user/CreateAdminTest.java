package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.db.MigrateDatabase;
import boxoffice.db.MigratedPostgres;
import boxoffice.user.admin.CreateAdminCommand;
import com.auth0.jwt.JWT;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The command that makes the first admin, each time in a database of its own.
class CreateAdminTest {
  private static final String EMAIL = "--email=Root@example.com";
  private static final String TEMPLATE = "admin_template";
  private static final String PASSWORD = "no machine would guess this";

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private String database;

  private record Ended(int code, String out, String err) {}

  /// Migrated once, copied for each test.
  @BeforeAll
  static void migrate() throws SQLException {
    ownerDoes("create database " + TEMPLATE);
    MigrateDatabase.migrate(
        urlOf(TEMPLATE),
        MigratedPostgres.owner(),
        MigratedPostgres.ownerPassword(),
        new MigrateDatabase.Passwords(
            MigratedPostgres.userGrpcPassword(),
            MigratedPostgres.inventoryGrpcPassword(),
            MigratedPostgres.orderGrpcPassword(),
            MigratedPostgres.auditorPassword()));
  }

  @BeforeEach
  void copy() throws SQLException {
    var name = "admin_" + UUID.randomUUID().toString().replace("-", "");
    ownerDoes("create database " + name + " template " + TEMPLATE);
    database = urlOf(name);
  }

  @Test
  void makesAnAdminWhoCanSignInAndNoSecondOne() {
    var first = run(PASSWORD + "\n", EMAIL, "--name=Root");

    assertThat(first.err()).isEmpty();
    assertThat(first.out()).matches("create-admin: account [0-9a-f-]{36} was made\\R");
    assertThat(first.code()).isZero();
    try (var users = RunningUserGrpc.start("--spring.datasource.url=" + database)) {
      var session = users.signIn(UUID.randomUUID(), "root@example.com", PASSWORD);
      assertThat(JWT.decode(session.getAccessToken()).getClaim("roles").asList(String.class))
          .containsExactly("admin", "buyer");
    }

    var second = run(PASSWORD, "--email=other@example.com");
    assertThat(second)
        .isEqualTo(
            new Ended(
                1,
                "",
                "create-admin: refused: there is an admin already, who can make others"
                    + System.lineSeparator()));
    assertThat(accounts()).containsExactly("root@example.com {admin,buyer}");
  }

  @Test
  void givesTheRoleToTheVerifiedAccountOfThatAddress() {
    try (var users = RunningUserGrpc.start("--spring.datasource.url=" + database)) {
      users.register(UUID.randomUUID(), "root@example.com");
      users.awaitMailedToken("root@example.com");

      assertThat(run(PASSWORD, EMAIL).err()).contains("waits for its proof");

      users.verify(UUID.randomUUID(), users.awaitMailedToken("root@example.com"));
      var ended = run("", EMAIL);

      assertThat(ended.err()).isEmpty();
      assertThat(ended.out()).contains("is an admin from now on, its password stays");
      assertThat(users.signIn("root@example.com").accessToken()).isNotEmpty();
    }
    assertThat(accounts()).containsExactly("root@example.com {admin,buyer}");
  }

  @Test
  void readsThePasswordFromAFile() throws IOException {
    var file = Files.writeString(folder.resolve("password"), PASSWORD + "\n");

    assertThat(run("", EMAIL, "--password-file=" + file).code()).isZero();
    assertThat(run("", EMAIL, "--password-file=" + folder.resolve("none")).code()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "too short", "qwerty123456"})
  void refusesAPasswordThatNobodyMayHave(String password) {
    var ended = run(password, EMAIL);

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).startsWith("create-admin: password: ").hasLineCount(1);
    assertThat(accounts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--email=nobody", "--name=Ada", "--email=a@b.co --password=secret"})
  void saysHowItIsCalled(String arguments) {
    var ended = run(PASSWORD, arguments.split(" "));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("Usage: create-admin").doesNotContain("secret");
    assertThat(accounts()).isEmpty();
  }

  @Test
  void makesOneOfManyAtOnce() throws Exception {
    try (var threads = Executors.newFixedThreadPool(3)) {
      var codes =
          threads.invokeAll(List.of(creating("a"), creating("b"), creating("c"))).stream()
              .map(ended -> ended.resultNow().code());

      assertThat(codes).containsExactlyInAnyOrder(0, 1, 1);
    }
    assertThat(accounts()).hasSize(1);
  }

  @Test
  void runsAsAProcessWithSecretsFromTheEnvironmentAndOpensNoPort() throws Exception {
    var classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var options = Files.writeString(folder.resolve("options"), "-cp \"" + classPath + "\"");
    var process =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@" + options,
            UserApplication.class.getName(),
            CreateAdminCommand.NAME,
            EMAIL);
    var environment = process.environment();
    environment.put("SPRING_DATASOURCE_URL", database);
    environment.put("SPRING_DATASOURCE_PASSWORD", MigratedPostgres.userGrpcPassword());
    environment.put("BOXOFFICE_USER_MASTERKEY", RunningUserGrpc.MASTER_KEY);
    environment.put("BOXOFFICE_GUARD_REDIS_PASSWORD", "nobody-listens-there");
    // taken by somebody else, so that it would fail if it opened one
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      environment.put("SERVER_PORT", Integer.toString(taken.getLocalPort()));
      environment.put("SPRING_GRPC_SERVER_PORT", Integer.toString(taken.getLocalPort()));
      var running = process.start();
      running.getOutputStream().write(PASSWORD.getBytes(StandardCharsets.UTF_8));
      running.getOutputStream().close();
      var out = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var err = new String(running.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(out).as(err).matches("create-admin: account [0-9a-f-]{36} was made\\R");
      assertThat(running.exitValue()).isZero();
    }
  }

  @Test
  void saysInOneLineThatTheDatabaseIsAway() {
    database = "jdbc:postgresql://127.0.0.1:1/none";
    var ended = run(PASSWORD, EMAIL);

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).startsWith("create-admin: ").hasLineCount(1);
  }

  private Callable<Ended> creating(String name) {
    return () -> run(PASSWORD, "--email=" + name + "@example.com");
  }

  private Ended run(String input, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var code =
        CreateAdminCommand.run(
            arguments,
            () ->
                UserApplication.withoutServers(
                    "--spring.datasource.url=" + database,
                    "--spring.datasource.password=" + MigratedPostgres.userGrpcPassword(),
                    "--boxoffice.user.master-key=" + RunningUserGrpc.MASTER_KEY,
                    "--boxoffice.guard.redis.password=nobody-listens-there",
                    "--boxoffice.guard.redis.port=1"),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintWriter(out, true),
            new PrintWriter(err, true));
    return new Ended(code, out.toString(), err.toString());
  }

  private List<String> accounts() {
    try (var connection =
            DriverManager.getConnection(
                database, MigratedPostgres.owner(), MigratedPostgres.ownerPassword());
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select email || ' ' || array(select unnest(roles) order by 1)::text from users.account")) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String urlOf(String name) {
    return MigratedPostgres.jdbcUrl().replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1");
  }

  private static void ownerDoes(String command) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                MigratedPostgres.jdbcUrl(),
                MigratedPostgres.owner(),
                MigratedPostgres.ownerPassword());
        var statement = connection.createStatement()) {
      statement.execute(command);
    }
  }
}
