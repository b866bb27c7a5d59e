package boxoffice.order.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProviderSettingsTest {
  private static final URI STRIPE = URI.create("https://api.stripe.com");

  /// What `compose/secrets` makes for the sandbox would be refused with each payment only.
  @Test
  void refusesStripeWithoutAKeyOfStripe() {
    assertThatThrownBy(() -> settings(STRIPE, "BUTh8fT9kVQ2tXrDIjV72RqFYQUAE970p67KyQ5VEPN"))
        .hasMessage(
            "boxoffice.order.provider.secret-key is no key of Stripe: those begin with sk_ or rk_");
    assertThat(settings(STRIPE, "rk_live_1").secretKey()).isEqualTo("rk_live_1");
    assertThat(settings(URI.create("http://provider:8090"), "anything").secretKey()).isNotBlank();
  }

  @Test
  void refusesStripeInTheClear() {
    assertThatThrownBy(() -> settings(URI.create("http://api.stripe.com"), "sk_live_1"))
        .hasMessage("boxoffice.order.provider.base-url is http://api.stripe.com, needs https");
  }

  private static ProviderSettings settings(URI provider, String key) {
    var second = Duration.ofSeconds(1);
    return new ProviderSettings(
        provider, key, second, second, second, URI.create("http://localhost:8080/orders"));
  }
}
