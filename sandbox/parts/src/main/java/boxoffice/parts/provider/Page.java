package boxoffice.parts.provider;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// Lists in Stripe's shape: newest first, `limit` of them behind `starting_after`.
final class Page {
  static final Set<String> PARAMETERS = Set.of("limit", "starting_after");

  private Page() {}

  static <T> Answer of(
      String url, Form form, List<T> all, Function<T, String> id, Function<T, ObjectNode> json) {
    var ids = all.stream().map(id).toList();
    var start = form.text("starting_after").map(after -> ids.indexOf(after) + 1).orElse(0);
    var end = Math.min(all.size(), start + form.limit());
    var objects = all.subList(start, end).stream().map(json).toList();
    return StripeJson.ok(StripeJson.page(url, objects, end < all.size()));
  }
}
