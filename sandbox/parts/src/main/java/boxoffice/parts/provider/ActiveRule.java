package boxoffice.parts.provider;

/// A rule in force.
///
/// @param left for how many requests or events still; 0 for no limit
public record ActiveRule<T>(String id, T rule, int left) {}
