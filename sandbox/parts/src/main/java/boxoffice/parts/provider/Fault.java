package boxoffice.parts.provider;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A rule: which requests go wrong, how, and how often.
///
/// @param operation what it is about
/// @param paymentMethod only requests that name this method; null for any
/// @param order only requests about this `metadata[order_id]`; null for any
/// @param times how many requests; 0 until it is cleared
/// @param delay before anything else happens; null for none
/// @param declineCode for [Effect#DECLINE], null for `generic_decline`
public record Fault(
    Operation operation,
    @Nullable String paymentMethod,
    @Nullable String order,
    int times,
    Effect effect,
    @Nullable Duration delay,
    @Nullable String declineCode) {
  /// All goes as it should.
  static final Fault NOTHING = of(Operation.READ, Effect.NONE);

  private static final String METHOD_PREFIX = "pm_sandbox_";
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Duration SLOW = Duration.ofSeconds(8);

  public Fault {
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(effect, "effect");
    if (!effect.operations().contains(operation)) {
      throw new IllegalArgumentException("effect " + effect + " is not for " + operation);
    }
    if (times < 0) {
      throw new IllegalArgumentException("times is " + times + ", needs 0 or more");
    }
    if (delay != null && (delay.isNegative() || delay.compareTo(LONGEST) > 0)) {
      throw new IllegalArgumentException("delay is " + delay + ", needs up to " + LONGEST);
    }
  }

  /// A request, as far as rules look at it.
  record Subject(
      Operation operation,
      @Nullable String paymentMethod,
      @Nullable String order,
      @Nullable String id) {}

  /// Once, for any order and payment method.
  public static Fault of(Operation operation, Effect effect) {
    return new Fault(operation, null, null, 1, effect, null, null);
  }

  public Fault times(int count) {
    return new Fault(operation, paymentMethod, order, count, effect, delay, declineCode);
  }

  /// Until it is cleared.
  public Fault always() {
    return times(0);
  }

  public Fault forOrder(String onlyOrder) {
    return new Fault(operation, paymentMethod, onlyOrder, times, effect, delay, declineCode);
  }

  public Fault forPaymentMethod(String onlyMethod) {
    return new Fault(operation, onlyMethod, order, times, effect, delay, declineCode);
  }

  public Fault after(Duration wait) {
    return new Fault(operation, paymentMethod, order, times, effect, wait, declineCode);
  }

  /// @param code of Stripe's decline codes, such as `insufficient_funds`
  public Fault declining(String code) {
    return new Fault(operation, paymentMethod, order, times, effect, delay, code);
  }

  boolean matches(Subject subject) {
    return operation == subject.operation()
        && (paymentMethod == null || paymentMethod.equals(subject.paymentMethod()))
        && (order == null || order.equals(subject.order()));
  }

  /// What a payment method asks for by its name: `pm_sandbox_drop_after` is a good card whose
  /// confirm answers nothing, `pm_sandbox_slow` one that takes 8 s.
  static Optional<Fault> ofMethod(String method) {
    if (!method.startsWith(METHOD_PREFIX)) {
      return Optional.empty();
    }
    var word = method.substring(METHOD_PREFIX.length());
    return word.equals("slow")
        ? Optional.of(of(Operation.CONFIRM, Effect.NONE).after(SLOW))
        : ofWord(word, Operation.CONFIRM);
  }

  /// @param word an effect's name in lower case
  static Optional<Fault> ofWord(String word, Operation operation) {
    for (var effect : Effect.values()) {
      if (effect.name().toLowerCase(Locale.ROOT).equals(word)
          && effect.operations().contains(operation)) {
        return Optional.of(of(operation, effect));
      }
    }
    return Optional.empty();
  }
}
