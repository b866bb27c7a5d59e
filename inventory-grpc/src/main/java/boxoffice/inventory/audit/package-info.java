/// Who changed what in the catalogue, added in the transaction of the change and never changed.
/// Other packages use [boxoffice.inventory.audit.AuditLog].
@NullMarked
package boxoffice.inventory.audit;

import org.jspecify.annotations.NullMarked;
