package boxoffice.order.payment;

import boxoffice.order.payment.Intent.Status;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells what the provider's answers and failures mean.
final class Answers {
  private static final Logger log = LoggerFactory.getLogger(Answers.class);
  private static final int CONFLICT = 409;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int BAD_REQUEST = 400;
  private static final int SERVER_ERROR = 500;

  private Answers() {}

  /// One call of stripe-java.
  @FunctionalInterface
  interface Call<A> {
    A make() throws StripeException;
  }

  /// What is no PaymentIntent: a failure that says anything of one is nonsense.
  static <A> A ask(String what, Call<A> call, Function<Answer.Failure, A> failed) {
    try {
      return call.make();
    } catch (StripeException e) {
      return failed.apply(
          switch (failure(what, e)) {
            case Answer.Failure failure -> failure;
            case Answer.Found _, Answer.Declined _ -> new Answer.Unclear(true);
          });
    } catch (IllegalStateException | ClassCastException e) {
      return failed.apply(nonsense(what, e));
    }
  }

  static Answer of(String what, Call<PaymentIntent> call) {
    try {
      return of(call.make());
    } catch (StripeException e) {
      return failure(what, e);
    } catch (IllegalStateException | ClassCastException e) {
      return nonsense(what, e);
    }
  }

  private static Answer failure(String what, StripeException failure) {
    return switch (failure) {
      case CardException declined -> new Answer.Declined(declineCode(declined));
      case ApiConnectionException lost -> {
        log.info("provider: {} failed: {}", what, Objects.toString(lost.getCause()));
        yield wasNeverConnected(lost) ? new Answer.NotSent() : new Answer.Unclear(false);
      }
      case AuthenticationException refused -> {
        log.error("provider: {} refused, check the secret key: {}", what, refused.getCode());
        yield new Answer.NotSent();
      }
      default -> {
        log.info("provider: {} answered {} {}", what, failure.getStatusCode(), failure.getCode());
        yield ofError(failure);
      }
    };
  }

  private static Answer.Unclear nonsense(String what, RuntimeException failure) {
    log.warn("provider: {} answered nonsense", what, failure);
    return new Answer.Unclear(true);
  }

  private static Answer of(@Nullable PaymentIntent intent) {
    if (intent == null
        || intent.getId() == null
        || intent.getAmount() == null
        || intent.getCurrency() == null) {
      return new Answer.Unclear(true);
    }
    var status = status(intent);
    if (status.isEmpty()) {
      log.warn("provider: {} has the unknown status {}", intent.getId(), intent.getStatus());
      return new Answer.Unclear(false);
    }
    var metadata = intent.getMetadata();
    return new Answer.Found(
        new Intent(
            intent.getId(),
            status.get(),
            intent.getAmount(),
            intent.getCurrency().toUpperCase(Locale.ROOT),
            metadata == null ? null : metadata.get(PaymentIntents.ORDER_ID),
            lastDecline(intent),
            action(intent)));
  }

  private static Optional<Status> status(PaymentIntent intent) {
    return switch (Objects.requireNonNullElse(intent.getStatus(), "")) {
      case "requires_confirmation" -> Optional.of(Status.UNCONFIRMED);
      case "requires_payment_method" ->
          Optional.of(intent.getLastPaymentError() == null ? Status.UNCONFIRMED : Status.REFUSED);
      case "requires_action" -> Optional.of(Status.REQUIRES_ACTION);
      case "processing" -> Optional.of(Status.PROCESSING);
      case "succeeded" -> Optional.of(Status.PAID);
      case "canceled" -> Optional.of(Status.CANCELLED);
      default -> Optional.empty();
    };
  }

  private static PaymentAction action(PaymentIntent intent) {
    var next = intent.getNextAction();
    var redirect = next == null ? null : next.getRedirectToUrl();
    return new PaymentAction(redirect == null ? null : redirect.getUrl(), intent.getClientSecret());
  }

  private static @Nullable String lastDecline(PaymentIntent intent) {
    var error = intent.getLastPaymentError();
    return error == null ? null : code(error.getDeclineCode(), error.getCode());
  }

  private static String declineCode(CardException e) {
    return code(e.getDeclineCode(), e.getCode());
  }

  private static String code(@Nullable String declineCode, @Nullable String code) {
    return Objects.requireNonNullElse(declineCode == null ? code : declineCode, "card_declined");
  }

  /// A 4xx is a refusal to do anything; a payment method that the provider does not know is the
  /// buyer's to change, any other needs a look at the PaymentIntent.
  private static Answer ofError(StripeException e) {
    var status = Objects.requireNonNullElse(e.getStatusCode(), SERVER_ERROR);
    if (status == CONFLICT || status == TOO_MANY_REQUESTS) {
      return new Answer.Busy();
    }
    var refused = status >= BAD_REQUEST && status < SERVER_ERROR;
    return refused && "resource_missing".equals(e.getCode())
        ? new Answer.Declined("resource_missing")
        : new Answer.Unclear(true, refused);
  }

  private static boolean wasNeverConnected(ApiConnectionException e) {
    return e.getCause() instanceof ConnectException
        || e.getCause() instanceof HttpConnectTimeoutException
        || e.getCause() instanceof SSLHandshakeException;
  }
}
