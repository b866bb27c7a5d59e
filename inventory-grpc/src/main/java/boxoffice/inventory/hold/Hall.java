package boxoffice.inventory.hold;

import boxoffice.inventory.seatmap.SeatMapLayout;
import java.util.UUID;

/// A seat map with its layout.
record Hall(UUID seatMapId, SeatMapLayout layout) {}
