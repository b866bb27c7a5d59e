package boxoffice.parts.provider;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.RefundCreateParams;
import org.jspecify.annotations.Nullable;

/// The calls that these tests make over and over.
record StripeCalls(StripeClient stripe) {

  static StripeClient client(PaymentProvider provider, String key) {
    return StripeClient.builder()
        .setApiKey(key)
        .setApiBase(provider.url())
        .setMaxNetworkRetries(0)
        .build();
  }

  static StripeCalls to(PaymentProvider provider) {
    return new StripeCalls(client(provider, provider.secretKey()));
  }

  PaymentIntent create(long amount, String key) throws StripeException {
    var params =
        PaymentIntentCreateParams.builder()
            .setAmount(amount)
            .setCurrency("eur")
            .putMetadata("order_id", "order-7")
            .setDescription("Two seats & a \"programme\"")
            .build();
    return stripe.v1().paymentIntents().create(params, key(key));
  }

  PaymentIntent confirm(PaymentIntent intent, String method, String key) throws StripeException {
    var params = PaymentIntentConfirmParams.builder().setPaymentMethod(method).build();
    return stripe.v1().paymentIntents().confirm(intent.getId(), params, key(key));
  }

  PaymentIntent read(PaymentIntent intent) throws StripeException {
    return stripe.v1().paymentIntents().retrieve(intent.getId());
  }

  PaymentIntent cancel(PaymentIntent intent) throws StripeException {
    var params = PaymentIntentCancelParams.builder().build();
    return stripe.v1().paymentIntents().cancel(intent.getId(), params);
  }

  com.stripe.model.Refund refund(PaymentIntent intent, @Nullable Long amount)
      throws StripeException {
    var params =
        RefundCreateParams.builder().setPaymentIntent(intent.getId()).setAmount(amount).build();
    return stripe.v1().refunds().create(params);
  }

  private static RequestOptions key(String key) {
    return RequestOptions.builder().setIdempotencyKey(key).build();
  }
}
