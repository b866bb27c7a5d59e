/// Events: what performances are performances of.
///
/// Other packages ask [boxoffice.inventory.event.Events] whose an event is and whether buyers see
/// it.
@NullMarked
package boxoffice.inventory.event;

import org.jspecify.annotations.NullMarked;
