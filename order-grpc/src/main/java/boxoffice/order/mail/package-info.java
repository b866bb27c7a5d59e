/// Mails to buyers, by way of the outbox.
///
/// Whatever confirms an order writes a row in the same transaction; the relay sends it later, as
/// often as it takes. A mail may arrive twice after a crash, but always with the same Message-ID,
/// so mail programs show it once. Mail being away stops no sale.
@NullMarked
package boxoffice.order.mail;

import org.jspecify.annotations.NullMarked;
