package boxoffice.order.payment;

import com.stripe.exception.StripeException;
import com.stripe.model.Refund;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.service.RefundService;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Refunds at the provider. Every call says what is certain afterwards; none throws for anything
/// that the provider or the network does. Fails closed, as [PaymentIntents].
public final class Refunds {
  private static final String REFUND_ID = "refund_id";
  private static final long PAGE = 100;
  private static final RefundAnswer NOT_SENT = new Answer.NotSent();

  private final ProviderClient provider;
  private final RefundService refunds;

  /// What is to be given back.
  ///
  /// @param id ours: the provider keeps it with the refund
  /// @param intent whose money
  /// @param amountMinor in the smallest unit of the currency that was paid
  public record Wanted(UUID id, String intent, long amountMinor) {}

  public Refunds(ProviderClient provider) {
    this.provider = provider;
    this.refunds = provider.stripe().refunds();
  }

  /// Gives money back, once for each key.
  public RefundAnswer create(Wanted wanted, String key) {
    var params =
        RefundCreateParams.builder()
            .setPaymentIntent(wanted.intent())
            .setAmount(wanted.amountMinor())
            .putMetadata(REFUND_ID, wanted.id().toString())
            .build();
    return provider.write(
        () -> ask("refund", () -> of(wanted, refunds.create(params, ProviderClient.keyed(key)))),
        NOT_SENT);
  }

  /// Looks for it among the refunds of its PaymentIntent: a repeated key would only replay a stored
  /// error.
  public RefundAnswer find(Wanted wanted) {
    var params =
        RefundListParams.builder().setPaymentIntent(wanted.intent()).setLimit(PAGE).build();
    return provider.read(
        () -> ask("find refund", () -> among(wanted, refunds.list(params).getData())), NOT_SENT);
  }

  private static RefundAnswer among(Wanted wanted, @Nullable List<Refund> found) {
    if (found == null) {
      return new Answer.Unclear(false);
    }
    return found.stream()
        .filter(refund -> isOf(wanted, refund))
        .findFirst()
        .map(refund -> of(wanted, refund))
        .orElseGet(RefundAnswer.Absent::new);
  }

  /// @param id the provider's
  public RefundAnswer read(Wanted wanted, String id) {
    return provider.read(
        () -> ask("read refund", () -> of(wanted, refunds.retrieve(id))), NOT_SENT);
  }

  /// One call of stripe-java.
  @FunctionalInterface
  private interface Call {
    RefundAnswer make() throws StripeException;
  }

  private static RefundAnswer ask(String what, Call call) {
    try {
      return call.make();
    } catch (StripeException e) {
      return switch (Answers.failure(what, e)) {
        case Answer.NotSent notSent -> notSent;
        case Answer.Busy busy -> busy;
        case Answer.Unclear unclear -> unclear;
        case Answer.Found _, Answer.Declined _ -> new Answer.Unclear(true);
      };
    } catch (IllegalStateException | ClassCastException e) {
      return Answers.nonsense(what, e);
    }
  }

  private static RefundAnswer of(Wanted wanted, Refund refund) {
    if (refund.getId() == null || !isOf(wanted, refund)) {
      return new Answer.Unclear(true);
    }
    return switch (Objects.requireNonNullElse(refund.getStatus(), "")) {
      case "succeeded" -> new RefundAnswer.Succeeded(refund.getId());
      case "pending", "requires_action" -> new RefundAnswer.Pending(refund.getId());
      case "failed", "canceled" -> new RefundAnswer.Failed(refund.getId());
      default -> new Answer.Unclear(false);
    };
  }

  private static boolean isOf(Wanted wanted, Refund refund) {
    return refund.getMetadata() != null
        && wanted.id().toString().equals(refund.getMetadata().get(REFUND_ID))
        && Objects.equals(refund.getAmount(), wanted.amountMinor())
        && wanted.intent().equals(refund.getPaymentIntent());
  }
}
