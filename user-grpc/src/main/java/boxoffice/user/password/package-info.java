/// Passwords: which are too common, and their Argon2id hashes, which cost much memory and time on
/// purpose and are therefore made few at a time. Other packages use
/// [boxoffice.user.password.Passwords].
@NullMarked
package boxoffice.user.password;

import org.jspecify.annotations.NullMarked;
