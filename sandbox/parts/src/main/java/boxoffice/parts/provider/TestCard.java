package boxoffice.parts.provider;

import boxoffice.parts.provider.Intent.Decline;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What Stripe's well-known test payment methods do. They need no customer and work in every
/// account.
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
      case "chargedeclined", "chargecustomerfail" ->
          declined("generic_decline", "Your card was declined.");
      case "chargedeclinedinsufficientfunds" ->
          declined("insufficient_funds", "Your card has insufficient funds.");
      case "chargedeclinedlostcard" -> declined("lost_card", "Your card was declined.");
      case "chargedeclinedstolencard" -> declined("stolen_card", "Your card was declined.");
      case "chargedeclinedfraudulent" -> declined("fraudulent", "Your card was declined.");
      case "chargedeclinedvelocitylimitexceeded" ->
          declined(
              "card_velocity_exceeded",
              "Your card was declined for making repeated attempts too frequently or exceeding its"
                  + " amount limit.");
      case "chargedeclinedexpiredcard" ->
          new Decline("expired_card", null, "Your card has expired.");
      case "chargedeclinedincorrectcvc" ->
          new Decline("incorrect_cvc", null, "Your card's security code is incorrect.");
      case "chargedeclinedprocessingerror" ->
          new Decline(
              "processing_error",
              null,
              "An error occurred while processing your card. Try again in a little bit.");
      default -> null;
    };
  }

  private static Decline declined(String declineCode, String message) {
    return new Decline("card_declined", declineCode, message);
  }
}
