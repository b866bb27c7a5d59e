package boxoffice.order.purchase;

import boxoffice.order.payment.Answer;
import boxoffice.order.payment.RefundAnswer;
import boxoffice.order.payment.RefundList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The way to [ModelProvider], which loses calls and answers and is late, and the provider's memory
/// of what it has answered to a key.
final class ModelNetwork {
  static final Failures<Answer> PAYING =
      new Failures<>(
          new Answer.NotSent(),
          new Answer.Busy(),
          new Answer.Unclear(false),
          new Answer.Unclear(true));
  static final Failures<RefundAnswer> REFUNDING =
      new Failures<>(
          new Answer.NotSent(),
          new Answer.Busy(),
          new Answer.Unclear(false),
          new Answer.Unclear(true));
  static final Failures<RefundList> LISTING =
      new Failures<>(
          new Answer.NotSent(),
          new Answer.Busy(),
          new Answer.Unclear(false),
          new Answer.Unclear(true));

  private final Chance chance;
  private final Map<String, Object> stored = new HashMap<>();
  private final List<Runnable> delayed = new ArrayList<>();

  ModelNetwork(Chance chance) {
    this.chance = chance;
  }

  /// A reading that failed.
  <A> A unanswered(Failures<A> lost) {
    return chance.oneIn(2) ? lost.notSent() : lost.unclear();
  }

  /// An act over a network that loses things, at a provider that stores its answers by key.
  ///
  /// @param lost what the caller knows when nothing came back, or an error that is stored or not
  <A> A act(String key, Supplier<A> effect, Failures<A> lost) {
    if (!chance.fault()) {
      return once(key, effect);
    }
    return switch (chance.below(7)) {
      case 0 -> lost.notSent();
      case 1 -> lost.busy();
      case 2 -> lost.unclear(); // on the way there
      case 3 -> {
        var _ = once(key, effect);
        yield lost.unclear(); // on the way back
      }
      case 4 -> once(key, lost::error); // 500, nothing done
      case 5 ->
          once(
              key,
              () -> {
                var _ = effect.get();
                return lost.error(); // 500, done
              });
      default -> {
        delayed.add(() -> {
          var _ = once(key, effect);
        });
        yield lost.unclear(); // on its way still
      }
    };
  }

  /// How a call fails.
  record Failures<A>(A notSent, A busy, A unclear, A error) {}

  @SuppressWarnings("unchecked") // a key belongs to one operation
  private <A> A once(String key, Supplier<A> effect) {
    if (key.isEmpty()) {
      return effect.get();
    }
    var known = stored.get(key);
    if (known == null) {
      known = effect.get();
      stored.put(key, known);
    }
    return (A) known;
  }

  /// Something that was delayed arrives.
  void happen() {
    if (!delayed.isEmpty() && chance.oneIn(2)) {
      delayed.remove(chance.below(delayed.size())).run();
    }
  }

  /// Everything does.
  void settle() {
    delayed.forEach(Runnable::run);
    delayed.clear();
  }
}
