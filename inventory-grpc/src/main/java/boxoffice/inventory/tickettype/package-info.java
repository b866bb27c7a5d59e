/// Ticket types: further prices within the price categories of a performance, such as child or
/// member. Organisers change them here; they are read with their performance, as
/// [boxoffice.inventory.performance.TicketType].
@NullMarked
package boxoffice.inventory.tickettype;

import org.jspecify.annotations.NullMarked;
