package boxoffice.order.payment;

import com.stripe.model.Event;
import com.stripe.model.StripeCollection;
import com.stripe.param.EventListParams;
import com.stripe.param.EventListParams.Created;
import com.stripe.service.EventService;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happened at the provider, as it tells whoever asks: the same events as its webhooks, which
/// it keeps for 30 days. No call throws for anything that the provider or the network does.
public final class ProviderEvents {
  /// An answer has a limit; an event has the whole object in it, and that has what its owner wrote.
  private static final long PAGE = 20;

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
  /// @param after [EventList.Page#next] of the page before; null for the first
  public EventList list(Span created, Collection<String> types, @Nullable String after) {
    var params =
        EventListParams.builder()
            .setCreated(
                Created.builder()
                    .setGte(created.from().getEpochSecond())
                    .setLte(created.until().getEpochSecond())
                    .build())
            .addAllType(List.copyOf(types))
            .setLimit(PAGE);
    if (after != null) {
      params.setStartingAfter(after);
    }
    return provider.read(
        () ->
            Answers.<EventList>ask(
                "list events", () -> page(events.list(params.build())), failure -> failure),
        NOT_SENT);
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
