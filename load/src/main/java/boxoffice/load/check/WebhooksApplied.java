package boxoffice.load.check;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import boxoffice.load.check.Facts.Webhook;
import java.util.List;

/// S16, as far as the books show it: each event of the provider was taken in once, and none of them
/// was put aside for a person, as nobody but the provider of the run sends any. That its effect
/// came once is what S4, S5 and S14 see.
final class WebhooksApplied {
  private WebhooksApplied() {}

  static void judge(Evidence evidence, Tally tally) {
    var webhooks = evidence.facts().books().webhooks();
    webhooks.forEach(webhook -> {
      tally.checked();
      if (webhook.appliedAt() == null) {
        tally.violation("was put aside", List.of(webhook));
      }
    });
    webhooks.stream()
        .collect(groupingBy(Webhook::event, counting()))
        .forEach((event, times) -> {
          if (times > 1) {
            tally.violation("event " + event + " was taken in " + times + " times");
          }
        });
  }
}
