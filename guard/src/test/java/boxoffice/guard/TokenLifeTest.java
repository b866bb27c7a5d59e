package boxoffice.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.guard.denylist.Denylist;
import boxoffice.guard.denylist.Denylists;
import boxoffice.wire.Caller;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// A token that was verified once is looked at again each time, as far as that is cheap.
class TokenLifeTest {
  private static final Mint MINT = new Mint();
  private static final Duration LEEWAY = Duration.ofSeconds(30);

  private final HandClock clock = new HandClock(Instant.now());
  private final AtomicBoolean listed = new AtomicBoolean(true);
  private final Denylist denylist = Denylists.confirmed();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TokenVerifier verifier = verifier(denylist, clock);
  private final String token = MINT.person("buyer");

  @Test
  void checksTheSignatureOfATokenOnce() {
    verifier.measure(meters);
    for (var call = 0; call < 1000; call++) {
      assertThat(verifier.verify(token).hasRole("buyer")).isTrue();
    }

    assertThat(meters.get("boxoffice.token.signature.checks").functionCounter().count())
        .isEqualTo(1);
  }

  @Test
  void passesOnTheTokenAsItWasPresented() {
    assertThat(verifier.verify(token).token()).isEqualTo(token);
    assertThat(verifier.verify(token).token()).isEqualTo(token);
  }

  @Test
  void tellsTokensApart() {
    var admin = MINT.person("admin");
    var program = MINT.client("inventory.reserve");

    for (var time = 0; time < 2; time++) {
      assertThat(verifier.verify(token).roles()).containsExactly("buyer");
      assertThat(verifier.verify(admin).roles()).containsExactly("admin");
      assertThat(verifier.verify(program))
          .returns("order-grpc", Caller::subject)
          .returns(false, Caller::isPerson)
          .returns(true, caller -> caller.hasScope("inventory.reserve"));
    }
  }

  @Test
  void refusesARememberedTokenOnceItIsOverJ9() {
    verifier.verify(token);
    clock.move(Duration.ofSeconds(95));

    assertRefused(verifier, token, ErrorReason.INVALID_TOKEN);
  }

  @Test
  void refusesARememberedTokenOfARetiredKeyJ18() {
    verifier.verify(token);
    listed.set(false);

    assertRefused(verifier, token, ErrorReason.INVALID_TOKEN);
  }

  @Test
  void refusesARememberedTokenOfAnEndedSessionJ16() {
    verifier.verify(token);
    Denylists.revoke(denylist, Mint.SESSION, Long.MAX_VALUE);

    assertRefused(verifier, token, ErrorReason.INVALID_TOKEN);
    assertThat(verifier.verify(MINT.client("inventory.reserve"))).isNotNull();
  }

  @Test
  void refusesTokensThatWereIssuedToASubjectUpToASecondJ17() {
    var expires = clock.instant().plusSeconds(60);
    var issued = expires.getEpochSecond() - 300;
    var older = MINT.sign(Mint.HEADER, Mint.claims(expires));
    var newer = MINT.sign(Mint.HEADER, Mint.claims(expires.plusSeconds(1)));
    verifier.verify(older);
    Denylists.revoke(denylist, Mint.PERSON, issued);

    assertRefused(verifier, older, ErrorReason.INVALID_TOKEN);
    assertThat(verifier.verify(newer)).isNotNull();
  }

  @Test
  void refusesTheTokensOfAClient() {
    var program = MINT.client("inventory.reserve");
    verifier.verify(program);
    Denylists.revoke(denylist, "order-grpc", clock.instant().getEpochSecond());

    assertRefused(verifier, program, ErrorReason.INVALID_TOKEN);
  }

  @Test
  void acceptsNothingWhileNobodyKnowsWhatIsRevoked() {
    var unsure = verifier(Denylists.unconfirmed(), clock);

    assertRefused(unsure, token, ErrorReason.SERVICE_UNAVAILABLE);
    assertRefused(unsure, token, ErrorReason.SERVICE_UNAVAILABLE);
    assertRefused(unsure, "nonsense", ErrorReason.INVALID_TOKEN);
  }

  private TokenVerifier verifier(Denylist list, Clock time) {
    SigningKeys keys = keyId -> listed.get() ? MINT.find(keyId) : Optional.<ECPublicKey>empty();
    var settings =
        new GuardSettings("boxoffice", "boxoffice", LEEWAY, LEEWAY, Map.of(), LEEWAY, 100);
    return new TokenVerifier(keys, list, settings, time);
  }

  private static void assertRefused(TokenVerifier by, String token, ErrorReason reason) {
    assertThatThrownBy(() -> by.verify(token))
        .isInstanceOfSatisfying(
            WireException.class, failure -> assertThat(failure.reason()).isEqualTo(reason));
  }
}
