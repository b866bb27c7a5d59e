package boxoffice.order.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WebhookSettingsTest {
  private static final String SECRET = "whsec_of_this_test";

  @Test
  void readsSeveralSecrets() {
    var settings = bound(Map.of("boxoffice.order.webhook.secret", SECRET + "," + SECRET + "b"));

    assertThat(settings.secret()).containsExactly(SECRET, SECRET + "b");
    assertThat(settings.ownAccount()).isEmpty();
    assertThat(settings).hasToString("WebhookSettings[]");
  }

  @Test
  void mapsTheAccount() {
    var settings =
        bound(
            Map.of(
                "boxoffice.order.webhook.secret",
                SECRET,
                "boxoffice.order.webhook.account",
                "acct_1"));

    assertThat(settings.ownAccount()).contains("acct_1");
  }

  @Test
  void needsSecretsThatNobodyGuesses() {
    assertThatThrownBy(() -> new WebhookSettings(null, null, null))
        .hasMessageContaining("is not set");
    assertThatThrownBy(() -> new WebhookSettings(List.of(SECRET, "short"), null, null))
        .hasMessageContaining("16 characters");
    assertThatThrownBy(() -> new WebhookSettings(List.of(SECRET, "whsec_placeholder"), null, null))
        .hasMessageContaining("one is a placeholder");
  }

  private static WebhookSettings bound(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bind("boxoffice.order.webhook", WebhookSettings.class)
        .get();
  }
}
