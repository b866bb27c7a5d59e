/// The key pair that signs access tokens: made at the first start, kept encrypted, its public half
/// listed for everybody. Other packages use [boxoffice.user.key.AccessTokens].
@NullMarked
package boxoffice.user.key;

import org.jspecify.annotations.NullMarked;
