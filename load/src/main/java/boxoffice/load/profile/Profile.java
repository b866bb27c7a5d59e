package boxoffice.load.profile;

import java.util.List;

/// Where one process spent its time and its memory while it was recorded.
///
/// @param process such as `inventory-1`
/// @param samples execution samples taken
/// @param frames the top frames, most first
/// @param allocations the top allocation sites, most first
public record Profile(String process, long samples, List<Share> frames, List<Share> allocations) {

  public Profile {
    frames = List.copyOf(frames);
    allocations = List.copyOf(allocations);
  }

  /// @param where class and method; for an allocation also what was allocated
  /// @param share of all samples or bytes, 0 to 1
  public record Share(String where, double share) {}
}
