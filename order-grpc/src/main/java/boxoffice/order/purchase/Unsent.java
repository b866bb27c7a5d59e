package boxoffice.order.purchase;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The attempts of which one run knows that nobody has sent their confirmation: it stored itself
/// that it would, or the run was asked for by who lifted that nothing is, and has not done it yet.
/// A run that finds an attempt SENT may follow one that broke off after sending; that the provider
/// is away now says nothing about then (S20).
final class Unsent {
  private final Set<UUID> attempts = new HashSet<>();

  /// @param askedAgain what nothing was sent of until now, as is stored; null when that is unknown
  Unsent(@Nullable UUID askedAgain) {
    if (askedAgain != null) {
      attempts.add(askedAgain);
    }
  }

  /// Takes in what the run has stored.
  void stored(Event event) {
    if (event instanceof Event.IntentCreated created) {
      attempts.add(created.attemptId());
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
