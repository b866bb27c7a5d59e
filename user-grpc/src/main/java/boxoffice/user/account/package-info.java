/// Accounts of people, and who knows their passwords. Whether an address has an account is told to
/// nobody but its owner, by mail. What an owner does with an account is in [boxoffice.user.owner].
///
/// Other packages use [boxoffice.user.account.PasswordCheck], the sandbox
/// [boxoffice.user.account.Accounts].
@NullMarked
package boxoffice.user.account;

import org.jspecify.annotations.NullMarked;
