/// What the payment provider tells of its own accord. An event is a hint and no more: it makes the
/// order that it is about read its PaymentIntent, so events may come forged, late, shuffled, twice
/// or never, and the order ends the same.
///
/// [ReceiveWebhook] checks who signed the raw bytes, and stores an event's id in one transaction
/// with its effect. What is authentic and fits nothing of ours is parked for a person. Only
/// [boxoffice.order.webhook.WebhookConfiguration] is for others.
@NullMarked
package boxoffice.order.webhook;

import org.jspecify.annotations.NullMarked;
