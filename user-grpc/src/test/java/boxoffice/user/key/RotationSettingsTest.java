package boxoffice.user.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RotationSettingsTest {
  private static final String PREFIX = "boxoffice.user.signing-keys.";

  @Test
  void rotatesAsIsPromised() {
    assertThat(bound(Map.of()))
        .isEqualTo(
            new RotationSettings(
                Duration.ofDays(30),
                Duration.ofMinutes(3),
                Duration.ofDays(7),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1)));
  }

  @Test
  void readsEachProperty() {
    assertThat(
            bound(
                Map.of(
                    PREFIX + "max-age", "5h",
                    PREFIX + "lead", "4m",
                    PREFIX + "keep", "3h",
                    PREFIX + "read-every", "2s",
                    PREFIX + "check-every", "1s")))
        .isEqualTo(
            new RotationSettings(
                Duration.ofHours(5),
                Duration.ofMinutes(4),
                Duration.ofHours(3),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @CsvSource({"lead, 5s", "max-age, 3m", "read-every, 0s", "check-every, 0s", "keep, -1s"})
  void refusesWhatWouldRefuseValidTokens(String name, String value) {
    assertThatThrownBy(() -> bound(Map.of(PREFIX + name, value)))
        .hasStackTraceContaining("boxoffice.user.signing-keys");
  }

  private static RotationSettings bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("boxoffice.user.signing-keys", RotationSettings.class);
  }
}
