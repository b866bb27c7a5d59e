/// A payment provider that speaks Stripe's API over real HTTP, so that the same code that pays in
/// production pays in the sandbox and in tests: payment intents, refunds, idempotency keys that
/// replay stored answers, the well-known test payment methods and their declines, a page for 3-D
/// Secure, signed webhooks.
///
/// [boxoffice.parts.provider.PaymentProvider] is the server. One [Account] holds all state behind
/// one lock and writes each change down, with the answer it led to, as one line of a journal. The
/// ledger says what happened to whose money, independently of what any client believes.
///
/// It goes wrong when told: [boxoffice.parts.provider.Faults] and
/// [boxoffice.parts.provider.Webhooks] are the same in Java and, below `/control`, over HTTP
/// ([ProviderControl]).
@NullMarked
package boxoffice.parts.provider;

import org.jspecify.annotations.NullMarked;
