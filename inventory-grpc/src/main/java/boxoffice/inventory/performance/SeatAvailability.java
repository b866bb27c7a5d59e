package boxoffice.inventory.performance;

import com.google.protobuf.ByteString;

/// Which seats are free, at one moment.
///
/// @param version names the seats that are taken: two that are equal have the same ones
/// @param taken one bit a seat, by ordinal, lowest bit of a byte first; what is missing at the end
///   is free
public record SeatAvailability(String version, int freeCount, ByteString taken) {}
