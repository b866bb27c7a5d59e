package boxoffice.order.ticket;

import java.util.HexFormat;

/// What makes a ticket's code unguessable: 16 random bytes.
///
/// @param hex 32 lower-case digits
record TicketSecret(String hex) {
  static TicketSecret of(byte[] bytes) {
    return new TicketSecret(HexFormat.of().formatHex(bytes));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return "TicketSecret[]"; // never the secret
  }
}
