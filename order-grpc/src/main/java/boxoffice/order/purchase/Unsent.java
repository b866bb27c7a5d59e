package boxoffice.order.purchase;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/// The attempts of which one run knows that nobody has sent their confirmation: it stored itself,
/// with nobody else at work, that it would, and has not done it yet. A run that finds an attempt
/// SENT may follow one that broke off after sending; that the provider is away now says nothing
/// about then (S20).
final class Unsent {
  private final Set<UUID> attempts = new HashSet<>();

  /// Takes in what the run has stored.
  void stored(Event event) {
    switch (event) {
      case Event.IntentCreated created -> attempts.add(created.attemptId());
      case Event.AskedAgain asked -> attempts.add(asked.attemptId());
      default -> {}
    }
  }

  /// What a step has come to, as far as this run can know.
  Progress judge(Step step, Progress progress) {
    if (!(step instanceof Step.ConfirmIntent(var attempt))) {
      return progress;
    }
    if (progress instanceof Progress.NothingSent) {
      return attempts.contains(attempt.id())
          ? progress
          : new Progress.Told(new Event.Unclear(attempt.id()));
    }
    attempts.remove(attempt.id());
    return progress;
  }
}
