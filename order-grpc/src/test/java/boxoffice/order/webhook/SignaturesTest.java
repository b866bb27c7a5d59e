package boxoffice.order.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.parts.provider.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignaturesTest {
  private static final Instant NOW = Instant.parse("2026-12-01T20:00:00Z");
  private static final String OLD_SECRET = "whsec_that_is_going";
  private static final String NEW_SECRET = "whsec_that_is_coming";
  private static final String PAYLOAD = "{\"id\":\"evt_1\"}";

  private final Signatures signatures =
      new Signatures(List.of(NEW_SECRET, OLD_SECRET), Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void w2BelievesFor300SecondsToEitherSide() {
    for (var seconds : new long[] {-300, -299, 0, 299, 300}) {
      assertThat(refused(NEW_SECRET, NOW.plusSeconds(seconds))).as("%s s", seconds).isFalse();
    }
    for (var seconds : new long[] {-86_400, -301, 301, 86_400}) {
      assertThat(refused(NEW_SECRET, NOW.plusSeconds(seconds))).as("%s s", seconds).isTrue();
    }
  }

  @Test
  void w4BelievesEachOfItsSecretsAndNoOther() {
    assertThat(refused(OLD_SECRET, NOW)).isFalse();
    assertThat(refused("whsec_retired_long_ago", NOW)).isTrue();
  }

  @Test
  void w1RefusesHeadersOfAnyOtherShape() {
    var right = Signature.RIGHT.header(NEW_SECRET, NOW, PAYLOAD).orElseThrow();
    assertThat(signatures.refusal(PAYLOAD, right)).isEmpty();
    assertThat(signatures.refusal(PAYLOAD + " ", right)).isPresent();
    var time = right.split(",", 2)[0];
    for (var header :
        List.of(
            "",
            ",",
            "v1=",
            time,
            time + ",v1=",
            time + "," + right,
            right.replace("v1=", "v0="),
            "t=-1,v1=a",
            "t=99999999999999999999,v1=a",
            "t=now,v1=a",
            "\r\n",
            right.replace(time, "t=" + "1".repeat(4_000)))) {
      assertThat(signatures.refusal(PAYLOAD, header)).as("[%s]", header).isPresent();
    }
  }

  private boolean refused(String secret, Instant signedAt) {
    var header = Signature.RIGHT.header(secret, signedAt, PAYLOAD).orElseThrow();
    return signatures.refusal(PAYLOAD, header).isPresent();
  }
}
