package boxoffice.edge.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class OriginSettingsTest {
  private static OriginSettings bound(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("boxoffice.edge", OriginSettings.class);
  }

  @Test
  void listsNobodyByDefault() {
    assertThat(bound(Map.of()).origins()).isEmpty();
  }

  @Test
  void mapsEveryProperty() {
    var settings = bound(Map.of("boxoffice.edge.origins", "https://a.example,http://b.test:81"));

    assertThat(settings.origins()).containsExactly("https://a.example", "http://b.test:81");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "https://*.example",
        "https://a.example/",
        "https://a.example/path",
        "https://a.example?q",
        "https://u@a.example",
        "a.example",
        "//a.example",
        "HTTPS://a.example",
        "file:///a",
        "null",
        "not an origin",
        ""
      })
  void refusesWhatNoBrowserSends(String origin) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OriginSettings(List.of(origin)))
        .withMessageContaining("boxoffice.edge.origins");
  }
}
