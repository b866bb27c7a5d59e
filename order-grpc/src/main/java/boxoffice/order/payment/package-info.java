/// The payment provider, behind two classes: [boxoffice.order.payment.PaymentIntents] and
/// [boxoffice.order.payment.Refunds].
///
/// It speaks the Stripe API through `stripe-java` over an HTTP client of ours, because one question
/// must have a certain answer: was anything sent? Only a connection that was never made says no.
/// Everything else that is not an answer is [boxoffice.order.payment.Answer.Unclear], and is
/// resolved by reading. No storage and no retry of anything that might have moved money.
@NullMarked
package boxoffice.order.payment;

import org.jspecify.annotations.NullMarked;
