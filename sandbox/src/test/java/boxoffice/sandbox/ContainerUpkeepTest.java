package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.sandbox.EdgeClient.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The commands of docs/operations.md that keep a deployment going, as they stand there.
@Tag("containers")
@ExtendWith(SharedContainers.class)
class ContainerUpkeepTest {
  private static final byte[] NOTHING = {};

  private final ContainerSystem system;
  private final Shop shop;

  ContainerUpkeepTest(ContainerSystem system) {
    this.system = system;
    this.shop = system.shop();
  }

  @Test
  void restoresOrdersAccountsAndKeysIntoAnEmptyPlace() {
    var token = shop.buyer();
    var bought = shop.buy(token);
    var orders = orders();
    var dump =
        system.compose(
            NOTHING,
            "exec",
            "-T",
            "postgres",
            "pg_dump",
            "-U",
            "postgres",
            "-d",
            "boxoffice",
            "-Fc");
    var secrets = system.compose(NOTHING, "run", "--rm", "-T", "secrets", "save");

    system.compose("down", "--volumes");
    system.compose(secrets, "run", "--rm", "-T", "secrets", "restore");
    prepareDatabaseInTwoTries();
    system.compose("run", "--rm", "migrate");
    // this version has more than the one that the dump is of
    inDatabase("create table orders.newer (id uuid primary key)");
    replaceDatabase(dump);
    system.compose("up", "-d", "--wait");

    assertThat(orders()).isEqualTo(orders);
    // the token was signed with a key that only the secrets open
    var read =
        Patience.await(
            "the order", Shop.BOOT, () -> shop.read(bought, token), order -> order.status() == 200);
    assertThat(read.ok().path("state").asString()).isEqualTo("CONFIRMED");
    var tickets =
        Patience.await(
            "its tickets",
            Shop.BOOT,
            () -> system.edge().get("/v1/orders/" + bought + "/tickets", token),
            listed -> listed.status() == 200);
    assertThat(tickets.ok().path("tickets")).hasSize(1);
    sells();
  }

  /// As docs/operations.md says: what is there goes with the restore, or stays.
  private void replaceDatabase(byte[] dump) {
    var sql = system.compose(dump, "exec", "-T", "postgres", "pg_restore", "-f", "-");
    var all = new ByteArrayOutputStream();
    all.writeBytes(
        """
        drop schema if exists users, inventory, orders, audit cascade;
        drop table if exists public.flyway_schema_history;
        """
            .getBytes(StandardCharsets.UTF_8));
    all.writeBytes(sql);
    system.compose(
        all.toByteArray(),
        "exec",
        "-T",
        "postgres",
        "psql",
        "-qXU",
        "postgres",
        "-d",
        "boxoffice",
        "-1",
        "-v",
        "ON_ERROR_STOP=1",
        "-o",
        "/dev/null");
  }

  /// The first one is killed in the middle.
  private void prepareDatabaseInTwoTries() {
    system.compose("create", "postgres");
    system.compose("start", "postgres");
    var postgres = system.container("postgres");
    Patience.await(
        "its preparation",
        Shop.BOOT,
        () -> system.tryIn(postgres, "test", "-e", "/var/lib/postgresql/preparing").code(),
        code -> code == 0);
    system.docker("kill", postgres);
    system.compose("up", "-d", "--wait", "postgres");
    assertThat(system.compose("logs", "postgres")).contains("is made anew");
  }

  private List<String> orders() {
    return system
        .sql("select order_id, state, total_minor from audit.order order by order_id")
        .lines()
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "migrate/order_grpc, migrate, order-grpc",
    "inventory-grpc/boxoffice.inventory.redis.password, , redis inventory-grpc",
    "edge-api/boxoffice.guard.redis.password, , redis edge-api inventory-grpc order-grpc",
    "user-grpc/boxoffice.guard.redis.password, , redis user-grpc",
    "order-grpc/boxoffice.guard.client.secret, , user-grpc order-grpc",
    "inventory-grpc/boxoffice.guard.client.secret, , user-grpc inventory-grpc",
    "order-grpc/boxoffice.order.provider.secret-key, , order-grpc provider"
  })
  void sellsAgainAfterASecretWasRotated(String secret, String program, String restarted) {
    var before = show(secret);

    system.compose("run", "--rm", "secrets", "rotate", secret);
    if (program != null) {
      system.compose("run", "--rm", program);
    }
    for (var service : restarted.split(" ", -1)) {
      system.compose("restart", service);
    }
    system.compose("up", "--wait", "--no-recreate");

    assertThat(show(secret).equals(before)).isFalse();
    sells();
  }

  @ParameterizedTest
  @CsvSource({
    "rotate, user-grpc/boxoffice.user.master-key",
    "rotate, order-grpc/boxoffice.order.ticket-key",
    "rotate, user-grpc/boxoffice.user.organiser.password",
    "rotate, order-grpc/spring.datasource.password",
    "rotate, user-grpc/spring.mail.password",
    "set, user-grpc/boxoffice.user.master-key",
    "set, postgres/owner",
    "set, redis/operator",
    "set, order-grpc/boxoffice.order.provider.secretkey"
  })
  void keepsASecretWhoseLossNothingWouldMend(String command, String secret) {
    var known = secret.endsWith("secretkey") ? "list" : "show";
    var before = system.tryCompose("run", "--rm", "-T", "secrets", known, secret).text();

    var refused = system.tryCompose("run", "--rm", "-T", "secrets", command, secret);

    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.text()).contains("secrets: ").contains(secret);
    assertThat(system.tryCompose("run", "--rm", "-T", "secrets", known, secret).text())
        .isEqualTo(before);
  }

  @Test
  void opensTheDatabaseToItsOwnersNewPasswordOnly() {
    var before = show("postgres/owner");

    system.compose("run", "--rm", "secrets", "rotate", "postgres/owner");
    system.compose(
        "exec", "-T", "postgres", "bash", "/docker-entrypoint-initdb.d/owner-password.sh");

    assertThat(ownerGetsIn(before)).isFalse();
    assertThat(ownerGetsIn(show("postgres/owner"))).isTrue();
    system.compose("run", "--rm", "migrate");
  }

  private void inDatabase(String sql) {
    system.compose(
        "exec", "-T", "postgres", "psql", "-U", "postgres", "-d", "boxoffice", "-c", sql);
  }

  private boolean ownerGetsIn(String password) {
    var asked =
        "PGPASSWORD='%s' psql -wXAtq -h postgres -U postgres -d boxoffice -c 'select 1' || true"
            .formatted(password);
    return system.stranger("stores", "postgres:18", asked).equals("1");
  }

  private String show(String secret) {
    return system.compose("run", "--rm", "-T", "secrets", "show", secret);
  }

  private void sells() {
    var sold = Patience.await("a purchase", Shop.BOOT, this::buys, Shop::isConfirmed);
    assertThat(sold.status()).isEqualTo(201);
  }

  private Answer buys() {
    return shop.tryToBuy(shop.buyer());
  }
}
