package boxoffice.order.payment;

import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.service.PaymentIntentService;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;

/// PaymentIntents at the provider. Every call says what is certain afterwards; none throws for
/// anything that the provider or the network does.
///
/// Fails closed: while the provider fails, a call is [Answer.NotSent].
public final class PaymentIntents {
  static final String ORDER_ID = "order_id";
  private static final String ATTEMPT = "attempt";
  private static final Answer NOT_SENT = new Answer.NotSent();

  private final ProviderClient provider;
  private final PaymentIntentService intents;

  /// What is to be paid.
  ///
  /// @param attempt the payment attempt
  /// @param amountMinor in the currency's smallest unit
  /// @param currency ISO 4217, upper case
  public record Charge(UUID orderId, UUID attempt, long amountMinor, String currency) {}

  /// How it is paid.
  ///
  /// @param paymentMethod the provider's id of it
  /// @param returnUrl where the browser of an owner who has to confirm the payment goes afterwards
  public record Confirmation(String paymentMethod, URI returnUrl) {}

  public PaymentIntents(ProviderClient provider) {
    this.provider = provider;
    this.intents = provider.stripe().paymentIntents();
  }

  /// Whether a new payment may be begun; false while the provider fails.
  public boolean accepting() {
    return provider.accepting();
  }

  /// Creates a PaymentIntent that moves no money until it is confirmed.
  ///
  /// @param key the same for each repetition
  public Answer create(Charge charge, String key) {
    var params =
        PaymentIntentCreateParams.builder()
            .setAmount(charge.amountMinor())
            .setCurrency(charge.currency().toLowerCase(Locale.ROOT))
            .addPaymentMethodType("card")
            .putMetadata(ORDER_ID, charge.orderId().toString())
            .putMetadata(ATTEMPT, charge.attempt().toString())
            .build();
    return write("create", () -> intents.create(params, ProviderClient.keyed(key)));
  }

  /// Moves the money, at most once however often it is called.
  public Answer confirm(String id, Confirmation how, String key) {
    var params =
        PaymentIntentConfirmParams.builder()
            .setPaymentMethod(how.paymentMethod())
            .setReturnUrl(how.returnUrl().toString())
            .build();
    return write("confirm", () -> intents.confirm(id, params, ProviderClient.keyed(key)));
  }

  public Answer read(String id) {
    return provider.read(() -> Answers.of("read", () -> intents.retrieve(id)), NOT_SENT);
  }

  /// Makes sure that it will never be paid. One that is paid already, or cancelled, is found as it
  /// is.
  public Answer cancel(String id) {
    var answer = write("cancel", () -> intents.cancel(id));
    return answer instanceof Answer.Found ? answer : read(id);
  }

  private Answer write(String what, Answers.Call<PaymentIntent> call) {
    return provider.write(() -> Answers.of(what, call), NOT_SENT);
  }
}
