package boxoffice.user.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SessionSettingsTest {
  @Test
  void livesAsLongAsIsPromised() {
    assertThat(bound(Map.of()))
        .isEqualTo(
            new SessionSettings(Duration.ofDays(7), Duration.ofDays(30), Duration.ofSeconds(30)));
  }

  @Test
  void readsEachProperty() {
    assertThat(
            bound(
                Map.of(
                    "boxoffice.user.session.idle", "1h",
                    "boxoffice.user.session.absolute", "2h",
                    "boxoffice.user.session.repeat", "3s")))
        .isEqualTo(
            new SessionSettings(Duration.ofHours(1), Duration.ofHours(2), Duration.ofSeconds(3)));
  }

  @Test
  void refusesAnIdleLifeLongerThanAll() {
    assertThatThrownBy(() -> bound(Map.of("boxoffice.user.session.idle", "31d")))
        .hasStackTraceContaining("idle <= absolute");
  }

  private static SessionSettings bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("boxoffice.user.session", SessionSettings.class);
  }
}
