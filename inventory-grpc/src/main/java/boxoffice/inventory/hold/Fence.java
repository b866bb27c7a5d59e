package boxoffice.inventory.hold;

/// The fence of a reservation: the epoch of the pool and the sequence of the pin in one number that
/// only grows. A seat that was freed is taken over only under a higher one, so a reservation that
/// was paused and comes late is refused.
public final class Fence {
  private static final int SEQUENCE_BITS = 32;
  private static final long SEQUENCE = (1L << SEQUENCE_BITS) - 1;

  private Fence() {}

  static long of(int epoch, long sequence) {
    return ((long) epoch << SEQUENCE_BITS) | sequence;
  }

  public static int epoch(long fence) {
    return (int) (fence >>> SEQUENCE_BITS);
  }

  public static long sequence(long fence) {
    return fence & SEQUENCE;
  }
}
