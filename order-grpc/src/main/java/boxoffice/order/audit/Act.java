package boxoffice.order.audit;

import boxoffice.wire.Caller;
import boxoffice.wire.DerivedId;
import boxoffice.wire.WireTypes;
import java.util.UUID;

/// What an operator asks for. Everything that the request says is in it, so it tells requests apart
/// that come under one request id.
///
/// @param id from actor and request id
/// @param actor the account
/// @param action past tense, such as `order-retried`
/// @param subject an order, the provider's id of an event, the number of a mail
/// @param reason as the operator gives it
public record Act(UUID id, UUID actor, String action, String subject, String reason) {

  /// An act of the caller of this call.
  public static Act of(String requestId, String action, String subject, String reason) {
    var actor = Caller.person().accountId();
    var request = WireTypes.uuid(requestId).toString(); // in any case of letters
    return new Act(DerivedId.of("act", actor.toString(), request), actor, action, subject, reason);
  }
}
