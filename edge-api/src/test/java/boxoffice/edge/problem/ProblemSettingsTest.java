package boxoffice.edge.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class ProblemSettingsTest {
  private static ProblemSettings bound(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("boxoffice.edge", ProblemSettings.class);
  }

  @Test
  void hasDefaults() {
    assertThat(bound(Map.of()).problemBase())
        .isEqualTo(URI.create("https://boxoffice.example/problems/"));
  }

  @Test
  void mapsEveryProperty() {
    assertThat(bound(Map.of("boxoffice.edge.problem-base", "https://a.example/p/")).problemBase())
        .isEqualTo(URI.create("https://a.example/p/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/problems/", "https://a.example/p"})
  void refusesBaseThatCodesCannotFollow(String base) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProblemSettings(URI.create(base)))
        .withMessageContaining("boxoffice.edge.problem-base");
  }
}
