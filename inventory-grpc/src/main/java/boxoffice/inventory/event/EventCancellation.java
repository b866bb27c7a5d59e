package boxoffice.inventory.event;

import boxoffice.inventory.change.Change;
import java.util.UUID;
import org.jooq.DSLContext;

/// An event that is being cancelled: what is made of it is to be cancelled in the same transaction.
///
/// @param change that was asked for
public record EventCancellation(DSLContext inside, UUID eventId, Change change) {}
