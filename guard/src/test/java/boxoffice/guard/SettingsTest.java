package boxoffice.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.guard.denylist.DenylistSettings;
import boxoffice.guard.transport.TransportSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class SettingsTest {

  @Test
  void hasTheseDefaults() {
    assertThat(bind("boxoffice.guard", GuardSettings.class, Map.of()))
        .isEqualTo(
            new GuardSettings(
                "boxoffice",
                "boxoffice",
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Map.of(),
                Duration.ofMinutes(1),
                100_000));
    assertThat(
            bind(
                    "boxoffice",
                    ChannelsSettings.class,
                    Map.of("boxoffice.channels.user.target", "static://h:1"))
                .of("user"))
        .isEqualTo(
            new ChannelSettings(
                "static://h:1",
                Duration.ofSeconds(2),
                Map.of(),
                new ChannelSettings.Breaker(
                    20, 10, 50, Duration.ofSeconds(2), Duration.ofSeconds(5), 3, Set.of()),
                new ChannelSettings.Retry(3, Duration.ofMillis(50)),
                null));
  }

  @Test
  void hasTheseDefaultsForTheDenylist() {
    assertThat(bind("boxoffice.guard.denylist", DenylistSettings.class, Map.of()))
        .isEqualTo(
            new DenylistSettings(
                Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(3)));
  }

  @Test
  void mapsEveryPropertyOfTheGuard() {
    var prefix = "boxoffice.guard.";
    var values = new HashMap<String, String>();
    values.put(prefix + "issuer", "i");
    values.put(prefix + "audience", "a");
    values.put(prefix + "leeway", "1s");
    values.put(prefix + "max-deadline", "2s");
    values.put(prefix + "max-deadlines[boxoffice.a.v1.BService/Watch]", "5m");
    values.put(prefix + "key-refresh", "3s");
    values.put(prefix + "remembered-tokens", "4");
    values.put(prefix + "denylist.poll", "50ms");
    values.put(prefix + "denylist.max-age", "6s");
    values.put(prefix + "denylist.first-answer", "7s");

    assertThat(bind("boxoffice.guard", GuardSettings.class, values))
        .isEqualTo(
            new GuardSettings(
                "i",
                "a",
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Map.of("boxoffice.a.v1.BService/Watch", Duration.ofMinutes(5)),
                Duration.ofSeconds(3),
                4));
    assertThat(bind("boxoffice.guard.denylist", DenylistSettings.class, values))
        .isEqualTo(
            new DenylistSettings(
                Duration.ofMillis(50), Duration.ofSeconds(6), Duration.ofSeconds(7)));
  }

  @Test
  void refusesAListThatIsOldBetweenTwoPolls() {
    assertThatThrownBy(() ->
            bind(
                "boxoffice.guard.denylist",
                DenylistSettings.class,
                Map.of("boxoffice.guard.denylist.poll", "1s")))
        .hasStackTraceContaining(".max-age three times that");
  }

  @Test
  void mapsEveryProperty() {
    var prefix = "boxoffice.channels.user.";
    var values = new HashMap<String, String>();
    values.put(prefix + "target", "list:///h:1,h:2");
    values.put(prefix + "deadline", "1s");
    values.put(prefix + "deadlines[boxoffice.inventory.v1.HoldService/PlaceHold]", "3s");
    values.put(prefix + "breaker.window", "40");
    values.put(prefix + "breaker.minimum-calls", "8");
    values.put(prefix + "breaker.failure-percent", "60");
    values.put(prefix + "breaker.slow-after", "4s");
    values.put(prefix + "breaker.open-for", "6s");
    values.put(prefix + "breaker.half-open-calls", "2");
    values.put(prefix + "breaker.apart", "boxoffice.user.v1.SessionService/SignIn");
    values.put(prefix + "retry.attempts", "2");
    values.put(prefix + "retry.backoff", "10ms");
    values.put(prefix + "ssl-bundle", "peers");

    assertThat(bind("boxoffice", ChannelsSettings.class, values).of("user"))
        .isEqualTo(
            new ChannelSettings(
                "list:///h:1,h:2",
                Duration.ofSeconds(1),
                Map.of("boxoffice.inventory.v1.HoldService/PlaceHold", Duration.ofSeconds(3)),
                new ChannelSettings.Breaker(
                    40,
                    8,
                    60,
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(6),
                    2,
                    Set.of("boxoffice.user.v1.SessionService/SignIn")),
                new ChannelSettings.Retry(2, Duration.ofMillis(10)),
                "peers"));
  }

  @Test
  void hasTheseDefaultsForTheTransport() {
    assertThat(bind("boxoffice.guard.transport", TransportSettings.class, Map.of()))
        .isEqualTo(
            new TransportSettings(
                DataSize.ofKilobytes(256),
                DataSize.ofKilobytes(8),
                100,
                200,
                200,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                Duration.ofMinutes(30)));
  }

  @Test
  void mapsEveryPropertyOfTheTransport() {
    var prefix = "boxoffice.guard.transport.";
    var values = new HashMap<String, String>();
    values.put(prefix + "message", "1KB");
    values.put(prefix + "metadata", "2KB");
    values.put(prefix + "calls-per-connection", "3");
    values.put(prefix + "connections-per-peer", "4");
    values.put(prefix + "resets", "5");
    values.put(prefix + "reset-window", "6s");
    values.put(prefix + "pings", "7s");
    values.put(prefix + "handshake", "8s");
    values.put(prefix + "idle", "9s");
    values.put(prefix + "age", "10s");

    assertThat(bind("boxoffice.guard.transport", TransportSettings.class, values))
        .isEqualTo(
            new TransportSettings(
                DataSize.ofKilobytes(1),
                DataSize.ofKilobytes(2),
                3,
                4,
                5,
                Duration.ofSeconds(6),
                Duration.ofSeconds(7),
                Duration.ofSeconds(8),
                Duration.ofSeconds(9),
                Duration.ofSeconds(10)));
  }

  @Test
  void refusesATransportWithoutBounds() {
    assertThatThrownBy(() ->
            bind(
                "boxoffice.guard.transport",
                TransportSettings.class,
                Map.of("boxoffice.guard.transport.resets", "0")))
        .hasStackTraceContaining("boxoffice.guard.transport counts need 1 or more");
  }

  @Test
  void refusesALeewayThatAcceptsOldTokens() {
    assertThatThrownBy(() ->
            bind("boxoffice.guard", GuardSettings.class, Map.of("boxoffice.guard.leeway", "1h")))
        .hasStackTraceContaining("boxoffice.guard.leeway is PT1H, needs 0s to 5m");
  }

  @Test
  void refusesACallWithoutTime() {
    assertThatThrownBy(() ->
            bind(
                "boxoffice.guard",
                GuardSettings.class,
                Map.of("boxoffice.guard.max-deadlines[boxoffice.a.v1.BService/Watch]", "0s")))
        .hasStackTraceContaining("boxoffice.guard.max-deadlines need more than 0s");
  }

  private static <T> T bind(String prefix, Class<T> type, Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(prefix, type);
  }
}
