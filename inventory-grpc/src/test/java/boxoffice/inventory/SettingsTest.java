package boxoffice.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.inventory.hold.AvailabilitySettings;
import boxoffice.inventory.hold.HoldSettings;
import boxoffice.inventory.popular.PopularSettings;
import boxoffice.inventory.redis.RedisSettings;
import boxoffice.inventory.repair.RepairSettings;
import boxoffice.inventory.watch.WatchSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/// Settings are a contract: their names and what holds where nothing is said.
class SettingsTest {
  private static final String HOLD = "boxoffice.inventory.hold";
  private static final String REDIS = "boxoffice.inventory.redis";
  private static final String AVAILABILITY = "boxoffice.inventory.availability";
  private static final String WATCH = "boxoffice.inventory.watch";
  private static final String REPAIR = "boxoffice.inventory.repair";
  private static final String POPULAR = "boxoffice.inventory.popular";
  private static final Map<String, String> REDIS_NEEDS =
      Map.of(REDIS + ".host", "h", REDIS + ".port", "6379", REDIS + ".password", "p");

  @Test
  void hasTheseDefaults() {
    assertThat(bind(HOLD, HoldSettings.class, Map.of()))
        .isEqualTo(
            new HoldSettings(
                Duration.ofSeconds(600),
                Duration.ofSeconds(1200),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2)));
    assertThat(bind(REDIS, RedisSettings.class, REDIS_NEEDS))
        .isEqualTo(
            new RedisSettings(
                "h", 6379, "default", "p", Duration.ofMillis(500), 4, 2000, List.of()));
    assertThat(bind(AVAILABILITY, AvailabilitySettings.class, Map.of()))
        .isEqualTo(new AvailabilitySettings(Duration.ofMillis(250)));
    assertThat(bind(REPAIR, RepairSettings.class, Map.of()))
        .isEqualTo(
            new RepairSettings(
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                Duration.ofHours(1)));
    assertThat(bind(POPULAR, PopularSettings.class, Map.of()))
        .isEqualTo(
            new PopularSettings(
                1,
                5,
                20,
                Duration.ofMinutes(10),
                1000,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                10,
                Duration.ofSeconds(3)));
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
                    HOLD + ".longest",
                    "24s",
                    HOLD + ".margin",
                    "6s",
                    HOLD + ".not-after",
                    "1s")))
        .isEqualTo(
            new HoldSettings(
                Duration.ofSeconds(8),
                Duration.ofSeconds(24),
                Duration.ofSeconds(6),
                Duration.ofSeconds(1)));
    assertThat(
            bind(
                REPAIR,
                RepairSettings.class,
                Map.of(
                    REPAIR + ".every",
                    "1s",
                    REPAIR + ".lately",
                    "60s",
                    REPAIR + ".budget",
                    "3s",
                    REPAIR + ".kept",
                    "2h")))
        .isEqualTo(
            new RepairSettings(
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofSeconds(3),
                Duration.ofHours(2)));
    var values = new HashMap<>(REDIS_NEEDS);
    values.put(REDIS + ".username", "inventory");
    values.put(REDIS + ".timeout", "1s");
    values.put(REDIS + ".connections", "8");
    values.put(REDIS + ".queued", "90");
    values.put(REDIS + ".nodes", "a:1,b:2");
    assertThat(bind(REDIS, RedisSettings.class, values))
        .isEqualTo(
            new RedisSettings(
                "h", 6379, "inventory", "p", Duration.ofSeconds(1), 8, 90, List.of("a:1", "b:2")));
  }

  @Test
  void mapsEveryPropertyOfAvailabilityAndPopularity() {
    assertThat(
            bind(AVAILABILITY, AvailabilitySettings.class, Map.of(AVAILABILITY + ".max-age", "0s")))
        .isEqualTo(new AvailabilitySettings(Duration.ZERO));
    var values = new HashMap<String, String>();
    values.put(POPULAR + ".view", "2");
    values.put(POPULAR + ".hold", "3");
    values.put(POPULAR + ".booking", "4");
    values.put(POPULAR + ".half-life", "5m");
    values.put(POPULAR + ".kept", "6");
    values.put(POPULAR + ".shortest", "7s");
    values.put(POPULAR + ".longest", "8s");
    values.put(POPULAR + ".heat", "9");
    values.put(POPULAR + ".making", "10s");
    assertThat(bind(POPULAR, PopularSettings.class, values))
        .isEqualTo(
            new PopularSettings(
                2,
                3,
                4,
                Duration.ofMinutes(5),
                6,
                Duration.ofSeconds(7),
                Duration.ofSeconds(8),
                9,
                Duration.ofSeconds(10)));
  }

  @Test
  void knowsHowPerformancesAreWatched() {
    assertThat(bind(WATCH, WatchSettings.class, Map.of()))
        .isEqualTo(
            new WatchSettings(
                Duration.ofMillis(250),
                Duration.ofSeconds(15),
                Duration.ofSeconds(10),
                DataSize.ofKilobytes(8),
                40,
                10_000));
    var values = new HashMap<String, String>();
    values.put(WATCH + ".interval", "1s");
    values.put(WATCH + ".heartbeat", "2s");
    values.put(WATCH + ".patience", "3s");
    values.put(WATCH + ".ready", "4B");
    values.put(WATCH + ".pending", "5");
    values.put(WATCH + ".streams", "6");
    assertThat(bind(WATCH, WatchSettings.class, values))
        .isEqualTo(
            new WatchSettings(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                DataSize.ofBytes(4),
                5,
                6));
  }

  @ParameterizedTest
  @CsvSource({
    "interval,0s",
    "heartbeat,100ms",
    "patience,-1s",
    "ready,0B",
    "ready,2MB",
    "pending,0",
    "streams,-1"
  })
  void refusesAWatchThatCouldNotBeKept(String name, String value) {
    assertThatThrownBy(() -> bind(WATCH, WatchSettings.class, Map.of(WATCH + "." + name, value)))
        .hasStackTraceContaining(WATCH + "." + name);
  }

  @ParameterizedTest
  @CsvSource({
    "view,-1",
    "half-life,0s",
    "kept,0",
    "shortest,0s",
    "longest,999ms",
    "heat,0",
    "making,0s"
  })
  void refusesARankingThatCouldNotBeMade(String name, String value) {
    assertThatThrownBy(
            () -> bind(POPULAR, PopularSettings.class, Map.of(POPULAR + "." + name, value)))
        .hasStackTraceContaining(name);
  }

  @Test
  void refusesAPictureOfTheFuture() {
    assertThatThrownBy(() ->
            bind(
                AVAILABILITY, AvailabilitySettings.class, Map.of(AVAILABILITY + ".max-age", "-1s")))
        .hasStackTraceContaining(AVAILABILITY + ".max-age");
  }

  @ParameterizedTest
  @CsvSource({"time-to-live,999ms", "longest,599s", "margin,3999ms", "not-after,0s"})
  void refusesAHoldThatCouldBeSoldTwice(String name, String value) {
    assertThatThrownBy(() -> bind(HOLD, HoldSettings.class, Map.of(HOLD + "." + name, value)))
        .hasStackTraceContaining(HOLD + "." + name);
  }

  @ParameterizedTest
  @CsvSource({"password,''", "timeout,0s", "timeout,-1s", "connections,0", "queued,0"})
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
