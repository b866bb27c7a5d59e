/// Tokens that are refused before they expire: the numbered list in PostgreSQL, which is the truth,
/// and what spreads it. Other packages use [boxoffice.user.revocation.Revocations].
@NullMarked
package boxoffice.user.revocation;

import org.jspecify.annotations.NullMarked;
