/// Who did what to whom, added in the transaction of the deed and never changed. Other packages use
/// [boxoffice.user.audit.AuditLog].
@NullMarked
package boxoffice.user.audit;

import org.jspecify.annotations.NullMarked;
