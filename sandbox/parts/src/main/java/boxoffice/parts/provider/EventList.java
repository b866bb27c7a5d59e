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
    var until = form.time("created[lte]").orElse(Long.MAX_VALUE);
    var types = form.list("types");
    var found =
        account.events(
            form.time("created[gte]").orElse(0L),
            event -> event.created() <= until && (types.isEmpty() || types.contains(event.type())),
            new Account.Part(form.text("starting_after").orElse(null), form.limit() + 1));
    var page = found.stream().limit(form.limit()).map(StripeJson::event).toList();
    return StripeJson.ok(StripeJson.page("/v1/events", page, found.size() > form.limit()));
  }
}
