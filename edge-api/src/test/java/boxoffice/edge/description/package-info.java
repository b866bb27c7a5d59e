/// The description of the interface: its checked-in copies, and what breaks clients.
@NullMarked
package boxoffice.edge.description;

import org.jspecify.annotations.NullMarked;
