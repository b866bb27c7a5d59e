/// Where every mail of the sandbox ends: an SMTP server that delivers nowhere, and a page that
/// shows what came in. Tests and a newcomer's browser read the verification link and the tickets
/// here.
///
/// Mails are kept in memory only and end with the process.
@NullMarked
package boxoffice.parts.inbox;

import org.jspecify.annotations.NullMarked;
