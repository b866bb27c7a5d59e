package boxoffice.order.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PurchaseSettingsTest {
  @Test
  void hasTheDefaultsOfTheProject() {
    assertThat(bind(Map.of()))
        .hasToString(
            "PurchaseSettings[paymentTime=PT15M, stuckTime=PT10M, lease=PT30S,"
                + " workInterval=PT1S, answerReserve=PT0.5S]");
  }

  @Test
  void readsEveryProperty() {
    assertThat(
            bind(
                Map.of(
                    "boxoffice.order.payment-time", "20s",
                    "boxoffice.order.stuck-time", "30s",
                    "boxoffice.order.lease", "4s",
                    "boxoffice.order.work-interval", "2s",
                    "boxoffice.order.answer-reserve", "1s")))
        .hasToString(
            "PurchaseSettings[paymentTime=PT20S, stuckTime=PT30S, lease=PT4S,"
                + " workInterval=PT2S, answerReserve=PT1S]");
  }

  @Test
  void refusesALongerPaymentTimeThanAHoldMayLast() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new PurchaseSettings(
                java.time.Duration.ofMinutes(21),
                java.time.Duration.ofMinutes(1),
                java.time.Duration.ofMinutes(1),
                java.time.Duration.ofMinutes(1),
                java.time.Duration.ofMinutes(1)))
        .withMessageContaining("boxoffice.order.payment-time");
  }

  private static PurchaseSettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("boxoffice.order", PurchaseSettings.class);
  }
}
