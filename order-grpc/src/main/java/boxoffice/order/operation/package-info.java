/// What operators see of orders, events and mails that do not get on by themselves, and what they
/// can do about it: a face on the wire only. What may be done to each is its own package's, and
/// each deed is kept by [boxoffice.order.audit.AuditLog].
@NullMarked
package boxoffice.order.operation;

import org.jspecify.annotations.NullMarked;
