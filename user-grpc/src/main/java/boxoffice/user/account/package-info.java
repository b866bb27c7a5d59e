/// Accounts of people: from a registration over the mailed proof of the address to an account that
/// may sign in. Whether an address has an account is told to nobody but its owner, by mail.
///
/// Other packages, and the sandbox, use [boxoffice.user.account.Accounts].
@NullMarked
package boxoffice.user.account;

import org.jspecify.annotations.NullMarked;
