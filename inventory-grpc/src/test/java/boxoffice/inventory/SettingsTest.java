package boxoffice.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.inventory.hold.HoldSettings;
import boxoffice.inventory.redis.RedisSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// Settings are a contract: their names and what holds where nothing is said.
class SettingsTest {
  private static final String HOLD = "boxoffice.inventory.hold";
  private static final String REDIS = "boxoffice.inventory.redis";
  private static final Map<String, String> REDIS_NEEDS =
      Map.of(REDIS + ".host", "h", REDIS + ".port", "6379", REDIS + ".password", "p");

  @Test
  void hasTheseDefaults() {
    assertThat(bind(HOLD, HoldSettings.class, Map.of()))
        .isEqualTo(
            new HoldSettings(
                Duration.ofSeconds(600), Duration.ofSeconds(5), Duration.ofSeconds(2)));
    assertThat(bind(REDIS, RedisSettings.class, REDIS_NEEDS))
        .isEqualTo(new RedisSettings("h", 6379, "default", "p", Duration.ofMillis(500), 32));
  }

  @Test
  void mapsEveryProperty() {
    assertThat(
            bind(
                HOLD,
                HoldSettings.class,
                Map.of(
                    HOLD + ".time-to-live",
                    "8s",
                    HOLD + ".margin",
                    "6s",
                    HOLD + ".not-after",
                    "1s")))
        .isEqualTo(
            new HoldSettings(Duration.ofSeconds(8), Duration.ofSeconds(6), Duration.ofSeconds(1)));
    var values = new HashMap<>(REDIS_NEEDS);
    values.put(REDIS + ".username", "inventory");
    values.put(REDIS + ".timeout", "1s");
    values.put(REDIS + ".connections", "8");
    assertThat(bind(REDIS, RedisSettings.class, values))
        .isEqualTo(new RedisSettings("h", 6379, "inventory", "p", Duration.ofSeconds(1), 8));
  }

  @ParameterizedTest
  @CsvSource({"time-to-live,999ms", "margin,3999ms", "not-after,0s"})
  void refusesAHoldThatCouldBeSoldTwice(String name, String value) {
    assertThatThrownBy(() -> bind(HOLD, HoldSettings.class, Map.of(HOLD + "." + name, value)))
        .hasStackTraceContaining(HOLD + "." + name);
  }

  @ParameterizedTest
  @CsvSource({"password,''", "timeout,0s", "timeout,-1s", "connections,0"})
  void refusesARedisThatCannotBeAsked(String name, String value) {
    var values = new HashMap<>(REDIS_NEEDS);
    values.put(REDIS + "." + name, value);

    assertThatThrownBy(() -> bind(REDIS, RedisSettings.class, values))
        .hasStackTraceContaining(REDIS + "." + name);
  }

  private static <T> T bind(String prefix, Class<T> type, Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(prefix, type);
  }
}
