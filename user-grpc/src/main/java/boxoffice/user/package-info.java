/// Accounts of people, their sessions, the keys that sign access tokens, and the programs that may
/// have tokens too. Everybody else only verifies what this service signs.
///
/// One package a noun: [boxoffice.user.account] and what its owner does with it
/// ([boxoffice.user.owner]), [boxoffice.user.session], [boxoffice.user.client],
/// [boxoffice.user.key], [boxoffice.user.admin], and what they lean on: passwords, mail,
/// revocation, the audit log.
@NullMarked
package boxoffice.user;

import org.jspecify.annotations.NullMarked;
