package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.guard.GuardSettings;
import boxoffice.guard.RemoteSigningKeys;
import boxoffice.guard.TokenVerifier;
import boxoffice.guard.denylist.Denylist;
import boxoffice.guard.denylist.DenylistReader;
import boxoffice.guard.denylist.DenylistSettings;
import boxoffice.guard.denylist.DenylistSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    var leeway = Duration.ofSeconds(30);
    var settings =
        new GuardSettings("boxoffice", "boxoffice", leeway, leeway, Map.of(), leeway, 10);
    var keys = new RemoteSigningKeys(user.channel(), clock);
    return new TokenVerifier(keys, nothingRevoked(clock), settings, clock);
  }

  private static Denylist nothingRevoked(Clock clock) {
    var settings =
        new DenylistSettings(
            Duration.ofMillis(500), Duration.ofMinutes(10), Duration.ofSeconds(10));
    var list = new Denylist(settings.maxAge(), System::nanoTime);
    DenylistSource source = (epoch, number) -> new DenylistSource.Part(1, 0, List.of(), true);
    var reader = new DenylistReader(list, source, null, settings, clock);
    reader.start();
    reader.stop();
    return list;
  }
}
