package boxoffice.order.purchase;

/// Undoes a transaction that came too late. Never leaves the store that throws it.
final class Overtaken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Overtaken() {
    super("somebody else was there first", null, false, false);
  }
}
