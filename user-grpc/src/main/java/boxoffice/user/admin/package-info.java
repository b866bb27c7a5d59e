/// Other people's accounts, for admins: who may do what, who is kept out; and where the first admin
/// comes from ([boxoffice.user.admin.CreateAdminCommand]).
@NullMarked
package boxoffice.user.admin;

import org.jspecify.annotations.NullMarked;
