package boxoffice.parts.provider;

import boxoffice.parts.provider.Intent.Decline;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What Stripe's well-known test payment methods do. They need no customer and work in every
/// account. Beside them, [Fault#ofMethod] has methods that are good and go wrong on the way.
sealed interface TestCard {
  /// Pays.
  record Pays() implements TestCard {}

  /// Is refused by its bank.
  record Declines(Decline why) implements TestCard {}

  /// Pays only after its owner has confirmed the payment (3-D Secure).
  record AsksItsOwner() implements TestCard {}

  Set<String> GOOD =
      Set.of(
          "visa",
          "visa_debit",
          "mastercard",
          "mastercard_debit",
          "mastercard_prepaid",
          "amex",
          "discover",
          "diners",
          "jcb",
          "unionpay",
          "cartesbancaires",
          "eftpos_australia",
          "us",
          "gb",
          "de",
          "fr",
          "nl",
          "at",
          "ch",
          "es",
          "it",
          "pl",
          "se",
          "bypasspending");

  /// Finds a method by Stripe's name for it, such as `pm_card_visa`; empty for one that does not
  /// exist. Both spellings of the declining ones work (`pm_card_visa_chargeDeclined` and
  /// `pm_card_chargeDeclined`).
  static Optional<TestCard> named(String method) {
    if (Fault.ofMethod(method).isPresent()) {
      return Optional.of(new Pays());
    }
    if (!method.startsWith("pm_card_")) {
      return Optional.empty();
    }
    var kind = method.substring("pm_card_".length()).toLowerCase(Locale.ROOT);
    if (GOOD.contains(kind)) {
      return Optional.of(new Pays());
    }
    if (kind.startsWith("authenticationrequired") || kind.startsWith("threedsecure")) {
      return Optional.of(new AsksItsOwner());
    }
    return Optional.ofNullable(decline(kind.startsWith("visa_") ? kind.substring(5) : kind))
        .map(Declines::new);
  }

  private static @Nullable Decline decline(String kind) {
    return switch (kind) {
      case "chargedeclined", "chargecustomerfail" -> Decline.of("generic_decline");
      case "chargedeclinedinsufficientfunds" -> Decline.of("insufficient_funds");
      case "chargedeclinedlostcard" -> Decline.of("lost_card");
      case "chargedeclinedstolencard" -> Decline.of("stolen_card");
      case "chargedeclinedfraudulent" -> Decline.of("fraudulent");
      case "chargedeclinedvelocitylimitexceeded" -> Decline.of("card_velocity_exceeded");
      case "chargedeclinedexpiredcard" -> Decline.of("expired_card");
      case "chargedeclinedincorrectcvc" -> Decline.of("incorrect_cvc");
      case "chargedeclinedprocessingerror" -> Decline.of("processing_error");
      default -> null;
    };
  }
}
