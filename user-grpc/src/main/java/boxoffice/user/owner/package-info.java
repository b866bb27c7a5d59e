/// What people do with accounts of their own, from a registration over the mailed proof of the
/// address to closing. Whoever is not signed in is told the same, after the same work, whether or
/// not an address has an account: that is found out when the mail is written.
///
/// What a mailed link may do stands in [boxoffice.user.owner.LinkStore]. Nothing here is used by
/// other packages.
@NullMarked
package boxoffice.user.owner;

import org.jspecify.annotations.NullMarked;
