/// Mail by way of an outbox: written in the transaction that makes it necessary, sent afterwards by
/// a relay until it is out. Other packages use [boxoffice.user.mail.Mails], and
/// [boxoffice.user.mail.LetterWriter] for what a mail says.
@NullMarked
package boxoffice.user.mail;

import org.jspecify.annotations.NullMarked;
