package boxoffice.order.ticket;

import java.util.Base64;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The key that signs ticket codes.
///
/// @param ticketKey seed of an Ed25519 key: 32 bytes in base64
@ConfigurationProperties("boxoffice.order")
record TicketSettings(@DefaultValue("") String ticketKey) {
  private static final int SEED_BYTES = 32;

  TicketSettings {
    if (ticketKey.isBlank()) {
      throw new IllegalArgumentException("boxoffice.order.ticket-key is not set");
    }
    if (decoded(ticketKey).length != SEED_BYTES) {
      throw new IllegalArgumentException("boxoffice.order.ticket-key needs 32 bytes in base64");
    }
  }

  byte[] seed() {
    return decoded(ticketKey);
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("boxoffice.order.ticket-key is not base64", e);
    }
  }

  @Override
  public String toString() {
    return "TicketSettings[]"; // never the key
  }
}
