package boxoffice.load.check;

import java.util.UUID;

/// A seat of one performance: what can be sold once. The same hall has it again every evening.
record Place(UUID performance, UUID seat) {
  @Override
  public String toString() {
    return "seat " + seat + " of " + performance;
  }
}
