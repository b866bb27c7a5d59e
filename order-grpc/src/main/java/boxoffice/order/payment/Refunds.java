package boxoffice.order.payment;

import com.stripe.model.Refund;
import com.stripe.model.StripeCollection;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.service.RefundService;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Refunds at the provider. Every call says what is certain afterwards; none throws for anything
/// that the provider or the network does. Fails closed, as [PaymentIntents].
public final class Refunds {
  private static final String REFUND_ID = "refund_id";
  private static final long PAGE = 100;
  private static final Answer.NotSent NOT_SENT = new Answer.NotSent();

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
        () ->
            Answers.<RefundAnswer>ask(
                "refund",
                () -> of(wanted, refunds.create(params, ProviderClient.keyed(key))),
                failure -> failure),
        NOT_SENT);
  }

  /// All refunds of a PaymentIntent, whoever asked for them. That is also how to find out what
  /// became of one: a repeated key would only replay a stored error.
  public RefundList list(String intent) {
    var all = new ArrayList<RefundList.Entry>();
    var params = RefundListParams.builder().setPaymentIntent(intent).setLimit(PAGE);
    while (true) {
      var page = page(intent, params.build());
      if (!(page instanceof RefundList.Listed(var entries))) {
        return page;
      }
      all.addAll(entries);
      if (entries.size() < PAGE) {
        return new RefundList.Listed(all);
      }
      params.setStartingAfter(entries.getLast().id());
    }
  }

  private RefundList page(String intent, RefundListParams params) {
    return provider.read(
        () ->
            Answers.<RefundList>ask(
                "list refunds", () -> listed(intent, refunds.list(params)), failure -> failure),
        NOT_SENT);
  }

  private static RefundList listed(String intent, @Nullable StripeCollection<Refund> page) {
    if (page == null
        || page.getData() == null
        || (Boolean.TRUE.equals(page.getHasMore()) && page.getData().size() < PAGE)) {
      return new Answer.Unclear(false);
    }
    var entries = new ArrayList<RefundList.Entry>();
    for (var refund : page.getData()) {
      var status = status(refund);
      if (status.isEmpty()
          || refund.getId() == null
          || refund.getAmount() == null
          || refund.getCurrency() == null
          || !intent.equals(refund.getPaymentIntent())) {
        return new Answer.Unclear(false);
      }
      entries.add(
          new RefundList.Entry(
              refund.getId(),
              ours(refund),
              refund.getAmount(),
              refund.getCurrency().toUpperCase(Locale.ROOT),
              status.get()));
    }
    return new RefundList.Listed(entries);
  }

  private static @Nullable UUID ours(Refund refund) {
    var id = refund.getMetadata() == null ? null : refund.getMetadata().get(REFUND_ID);
    try {
      return id == null ? null : UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      return null; // somebody else's metadata
    }
  }

  /// @param id the provider's
  public RefundAnswer read(Wanted wanted, String id) {
    return provider.read(
        () ->
            Answers.<RefundAnswer>ask(
                "read refund", () -> read(wanted, id, refunds.retrieve(id)), failure -> failure),
        NOT_SENT);
  }

  /// It may be one that this system never asked for.
  private static RefundAnswer read(Wanted wanted, String id, Refund refund) {
    return id.equals(refund.getId()) && isSum(wanted, refund)
        ? told(id, refund)
        : new Answer.Unclear(true);
  }

  private static RefundAnswer of(Wanted wanted, Refund refund) {
    return refund.getId() == null || !isOf(wanted, refund)
        ? new Answer.Unclear(true)
        : told(refund.getId(), refund);
  }

  private static RefundAnswer told(String id, Refund refund) {
    return switch (status(refund).orElse(null)) {
      case SUCCEEDED -> new RefundAnswer.Succeeded(id);
      case PENDING -> new RefundAnswer.Pending(id);
      case FAILED -> new RefundAnswer.Failed(id);
      case null -> new Answer.Unclear(false);
    };
  }

  private static Optional<RefundList.Status> status(Refund refund) {
    return switch (Objects.requireNonNullElse(refund.getStatus(), "")) {
      case "succeeded" -> Optional.of(RefundList.Status.SUCCEEDED);
      case "pending", "requires_action" -> Optional.of(RefundList.Status.PENDING);
      case "failed", "canceled" -> Optional.of(RefundList.Status.FAILED);
      default -> Optional.empty();
    };
  }

  private static boolean isOf(Wanted wanted, Refund refund) {
    return wanted.id().equals(ours(refund)) && isSum(wanted, refund);
  }

  private static boolean isSum(Wanted wanted, Refund refund) {
    return Objects.equals(refund.getAmount(), wanted.amountMinor())
        && wanted.intent().equals(refund.getPaymentIntent());
  }
}
