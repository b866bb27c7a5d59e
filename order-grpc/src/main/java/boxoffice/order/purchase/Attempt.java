package boxoffice.order.purchase;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One try to pay an order.
///
/// @param number from 1, within the order
/// @param paymentMethod the provider's id of it
/// @param providerRef the PaymentIntent; null while there is none
/// @param creation which idempotency key the PaymentIntent is created with, from 1
/// @param declineCode the provider's; null unless DECLINED
record Attempt(
    UUID id,
    int number,
    String paymentMethod,
    AttemptState state,
    @Nullable String providerRef,
    int creation,
    @Nullable String declineCode) {

  static Attempt first(UUID id, String paymentMethod) {
    return created(id, 1, paymentMethod);
  }

  static Attempt created(UUID id, int number, String paymentMethod) {
    return new Attempt(id, number, paymentMethod, AttemptState.CREATED, null, 1, null);
  }

  /// The PaymentIntent of an attempt that has one.
  String intent() {
    if (providerRef == null) {
      throw new IllegalStateException("attempt " + id + " has no PaymentIntent");
    }
    return providerRef;
  }

  String creationKey() {
    return creation == 1 ? id.toString() : id + ":" + creation;
  }

  String confirmationKey() {
    return id + ":confirm";
  }

  Attempt sent(String intent) {
    return new Attempt(id, number, paymentMethod, AttemptState.SENT, intent, creation, null);
  }

  Attempt with(AttemptState to, @Nullable String code) {
    return new Attempt(id, number, paymentMethod, to, providerRef, creation, code);
  }
}
