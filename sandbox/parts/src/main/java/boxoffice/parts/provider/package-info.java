/// A payment provider that speaks Stripe's API over real HTTP, so that the same code that pays in
/// production pays in the sandbox and in tests: payment intents, refunds, idempotency keys that
/// replay stored answers, the well-known test payment methods and their declines.
///
/// [boxoffice.parts.provider.PaymentProvider] is the server. One [Account] holds all state behind
/// one lock and writes each change down, with the answer it led to, as one line of a journal. The
/// ledger says what happened to whose money, independently of what any client believes.
@NullMarked
package boxoffice.parts.provider;

import org.jspecify.annotations.NullMarked;
