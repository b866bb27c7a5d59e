/// The key pairs that sign access tokens: the first one made at the first start, others taking over
/// as they grow old, kept encrypted, their public halves listed for everybody. Other packages use
/// [boxoffice.user.key.AccessTokens], and [boxoffice.user.key.DerivedSecrets] for secrets that a
/// repeated call must be given again.
@NullMarked
package boxoffice.user.key;

import org.jspecify.annotations.NullMarked;
