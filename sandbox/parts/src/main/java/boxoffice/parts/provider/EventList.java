package boxoffice.parts.provider;

import java.util.HashSet;

/// Events as Stripe lists them: by when they were created, and by their types.
final class EventList {
  private EventList() {}

  static Answer page(Account account, Form form) {
    var parameters = new HashSet<>(Page.PARAMETERS);
    parameters.add("created");
    parameters.add("types");
    form.allowOnly(parameters);
    var from = form.time("created[gte]").orElse(0L);
    var until = form.time("created[lte]").orElse(Long.MAX_VALUE);
    var types = form.list("types");
    var found =
        account.events(from).stream()
            .filter(event -> event.created() <= until)
            .filter(event -> types.isEmpty() || types.contains(event.type()))
            .toList();
    return Page.of("/v1/events", form, found, Event::id, StripeJson::event);
  }
}
