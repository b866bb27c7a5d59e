package boxoffice.inventory.performance;

import java.util.BitSet;

/// Which seats are taken, at one moment.
///
/// @param version another state has another one
/// @param taken by ordinal
public record SeatAvailability(String version, int seatCount, BitSet taken) {}
