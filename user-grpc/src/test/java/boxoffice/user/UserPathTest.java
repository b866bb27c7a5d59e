package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.guard.GuardSettings;
import boxoffice.guard.RemoteSigningKeys;
import boxoffice.guard.TokenVerifier;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UserPathTest {
  @SuppressWarnings("NullAway.Init") // set before the first test
  private static RunningUserGrpc user;

  @BeforeAll
  static void start() {
    user = RunningUserGrpc.start();
  }

  @AfterAll
  static void stop() {
    user.close();
  }

  @Test
  void givesATokenThatEverybodyCanVerify() {
    var buyer = user.buyer();

    var caller = verifier().verify(buyer.accessToken());

    assertThat(caller.accountId()).isEqualTo(buyer.accountId());
    assertThat(caller.roles()).containsExactly("buyer");
  }

  @Test
  void givesAnOrganiserTheRole() {
    assertThat(verifier().verify(user.organiser().accessToken()).roles())
        .containsExactlyInAnyOrder("buyer", "organiser");
  }

  @Test
  void givesAProgramTheScopesItAsksFor() {
    var caller = verifier().verify(user.clientToken("inventory.reserve"));

    assertThat(caller.isPerson()).isFalse();
    assertThat(caller.subject()).isEqualTo(RunningUserGrpc.ORDER_CLIENT_ID);
    assertThat(caller.scopes()).containsExactly("inventory.reserve");
  }

  private static TokenVerifier verifier() {
    var clock = Clock.systemUTC();
    var settings =
        new GuardSettings("boxoffice", "boxoffice", Duration.ofSeconds(30), Duration.ofSeconds(30));
    return new TokenVerifier(new RemoteSigningKeys(user.channel(), clock), settings, clock);
  }
}
