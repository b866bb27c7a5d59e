/// What operators did, for the record: added in the transaction of the deed and never changed.
/// Whatever operators may change has its own package; it does each deed with
/// [boxoffice.order.audit.AuditLog], as an [boxoffice.order.audit.Act].
@NullMarked
package boxoffice.order.audit;

import org.jspecify.annotations.NullMarked;
