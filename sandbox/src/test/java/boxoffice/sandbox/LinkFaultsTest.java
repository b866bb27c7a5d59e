package boxoffice.sandbox;

import static java.util.Comparator.naturalOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// What each fault of a connection does, on the one between edge and inventory: to a plain
/// connection, and to buyers.
@Tag("faults")
@ExtendWith(SharedHurtSystem.class)
class LinkFaultsTest {
  private static final int LOOKS = 5;

  /// Milliseconds in which a first byte comes, on a busy machine too.
  private static final int PATIENCE = 10_000;

  /// Milliseconds after which nothing is taken to come.
  private static final int SOON = 1_000;

  private final HurtSystem system;

  LinkFaultsTest(HurtSystem system) {
    this.system = system;
  }

  /// All calls of an inventory go the way that is hurt.
  @BeforeEach
  void leaveOneInventory() {
    system.link("edge", "inventory-2", "cut");
    // the one that is left may be cold
    Patience.await("a hold", HurtSystem.BOOT, this::hold, answer -> answer.status() == 201);
  }

  @Test
  void latencyDelaysEachDirection() {
    // the shortest: a pause of the machine lengthens one of them or two
    var fast = Stream.generate(this::look).limit(LOOKS).min(naturalOrder()).orElseThrow();
    inventory("latency?millis=200");
    var slow = look();
    inventory("heal");

    assertThat(slow).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    assertThat(slow.minus(fast)).isGreaterThan(Duration.ofMillis(200));
  }

  /// How long a call takes that goes through the connection, once it is answered.
  private Duration look() {
    var path = "/v1/performances/" + system.performance() + "/availability";
    while (true) {
      var start = System.nanoTime();
      if (system.edge().get(path, null).status() == 200) {
        return Duration.ofNanos(System.nanoTime() - start);
      }
    }
  }

  @Test
  void resetBreaksConnectionsAndTakesNewOnes() throws IOException {
    try (var open = connect()) {
      assertThat(open.getInputStream().read()).isNotNegative();
      inventory("reset");

      assertThatThrownBy(() -> open.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
    try (var next = connect()) {
      assertThat(next.getInputStream().read()).isNotNegative();
    }
    awaitHold();
  }

  @Test
  void cutRefusesUntilItIsHealed() throws IOException {
    inventory("cut");

    assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    var refused =
        Patience.await(
            "the refusal", this::hold, answer -> code(answer).equals("inventory-unavailable"));
    assertThat(refused.status()).isEqualTo(503);
    inventory("heal");
    awaitHold();
  }

  @Test
  void anAnswerWithheldLeavesTheOutcomeOpenAndTheEffectThere() {
    var token = system.buyer();
    var seat = freeSeat();
    system.link("edge", "inventory-1", "silence?direction=TO_CLIENT");
    try (var silent = connect()) {
      silent.setSoTimeout(SOON);
      assertThatThrownBy(() -> silent.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      silent.setSoTimeout(PATIENCE);
      var withheld =
          Patience.await(
              "an open outcome",
              () -> system.hold(token, seat, "withheld"),
              answer -> answer.status() != 503);
      assertThat(withheld.status()).isEqualTo(504);
      inventory("heal");
      assertThat(silent.getInputStream().read()).isNotNegative();
    } catch (IOException e) {
      throw new AssertionError("the connection broke", e);
    }

    var resolved =
        Patience.await(
            "the same key to find it",
            HurtSystem.RECOVERY,
            () -> system.hold(token, seat, "withheld"),
            answer -> answer.status() == 201);
    assertThat(resolved.ok().path("name").asString()).isNotEmpty();
    Patience.await("the seat to be shown as taken", () -> system.taken(seat), taken -> taken);
  }

  @Test
  void aRequestWithheldHasNoEffectWhileItIs() {
    var seat = freeSeat();
    awaitHold();
    inventory("silence?direction=TO_TARGET");
    var withheld = system.hold(system.buyer(), seat, UUID.randomUUID().toString());

    assertThat(withheld.status()).isIn(503, 504);
    // what is withheld is lost with the connections
    inventory("reset");
    inventory("heal");
    awaitHold();
    assertThat(system.taken(seat)).isFalse();
  }

  private void inventory(String action) {
    system.link("edge", "inventory-1", action);
  }

  private EdgeClient.Answer hold() {
    return system.hold(system.buyer(), system.seat(), UUID.randomUUID().toString());
  }

  private void awaitHold() {
    Patience.await("a hold", HurtSystem.RECOVERY, this::hold, answer -> answer.status() == 201);
  }

  private JsonNode freeSeat() {
    return Patience.await("a free seat", system::seat, seat -> !system.taken(seat));
  }

  /// An HTTP/2 server says something as soon as somebody is there.
  private Socket connect() throws IOException {
    var port = system.linkPort("edge>inventory-1");
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE);
    return socket;
  }

  private static String code(EdgeClient.Answer answer) {
    var body = answer.body();
    return body == null ? "" : body.path("code").asString();
  }
}
