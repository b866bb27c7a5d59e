package boxoffice.order.payment;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.StripeCollection;
import com.stripe.param.EventListParams;
import com.stripe.param.EventListParams.Created;
import com.stripe.service.EventService;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What happened at the provider, as it tells whoever asks: the same events as its webhooks, which
/// it keeps for 30 days. No call throws for anything that the provider or the network does.
public final class ProviderEvents {
  /// So a list begins whose first event has its id in front, as the provider writes them.
  private static final Pattern FIRST =
      Pattern.compile(
          "\\s*\\{[^{}\\[\\]]*\"data\"\\s*:\\s*\\[\\s*\\{\\s*\"id\"\\s*:\\s*\"(\\w{1,255})\"");

  private static final Answer.NotSent NOT_SENT = new Answer.NotSent();

  private final ProviderClient provider;
  private final EventService events;

  /// When they were created, by the provider's clock, which counts whole seconds.
  public record Span(Instant from, Instant until) {}

  public ProviderEvents(ProviderClient provider) {
    this.provider = provider;
    this.events = provider.stripe().events();
  }

  /// @param types those that are wanted, 20 at most
  /// @param after the last event of the page before; null for the first page
  /// @param max so many at most, of 100
  public EventList list(Span created, Collection<String> types, @Nullable String after, int max) {
    var params =
        EventListParams.builder()
            .setCreated(
                Created.builder()
                    .setGte(created.from().getEpochSecond())
                    .setLte(created.until().getEpochSecond())
                    .build())
            .addAllType(List.copyOf(types))
            .setLimit((long) max);
    if (after != null) {
      params.setStartingAfter(after);
    }
    return provider.list(
        () -> Answers.<EventList>ask("list events", () -> list(params.build()), failure -> failure),
        NOT_SENT);
  }

  private EventList list(EventListParams params) throws StripeException {
    try {
      return page(events.list(params));
    } catch (ApiConnectionException e) {
      if (e.getCause() instanceof AnswerTooLong answer) {
        var first = FIRST.matcher(answer.beginning());
        return new EventList.TooLong(first.lookingAt() ? first.group(1) : null);
      }
      throw e;
    }
  }

  /// The list as it came is gone on with: the provider may write events in a newer version than its
  /// library knows.
  private static EventList page(@Nullable StripeCollection<Event> list) {
    if (list == null || list.getData() == null) {
      return new Answer.Unclear(false);
    }
    var last = list.getData().isEmpty() ? null : list.getData().getLast().getId();
    var isMore = Boolean.TRUE.equals(list.getHasMore());
    return isMore && last == null
        ? new Answer.Unclear(false)
        : new EventList.Page(list.getLastResponse().body(), isMore ? last : null);
  }
}
