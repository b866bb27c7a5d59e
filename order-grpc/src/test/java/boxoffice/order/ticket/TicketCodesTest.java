package boxoffice.order.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TicketCodesTest {
  private static final UUID TICKET = UUID.fromString("11111111-1111-4111-8111-111111111111");
  private final TicketCodes codes = codes("a ticket key of thirty-two bytes");
  private final TicketSecret secret = new TicketSecret("00112233445566778899aabbccddeeff");

  @Test
  void isVerifiedWithThePublicKeyAlone() {
    var code = codes.code(TICKET, secret);

    assertThat(TicketCodes.verify(codes.publicKey(), code))
        .hasValueSatisfying(content -> {
          assertThat(content.ticketId()).isEqualTo(TICKET);
          assertThat(content.secret()).isEqualTo(secret);
        });
  }

  @Test
  void isTheSameEachTime() {
    assertThat(codes.code(TICKET, secret)).isEqualTo(codes.code(TICKET, secret)).hasSize(130);
  }

  @Test
  void isRefusedWhenAnyByteIsChanged() {
    var code = Base64.getUrlDecoder().decode(codes.code(TICKET, secret));
    for (var place = 0; place < code.length; place++) {
      var changed = code.clone();
      changed[place] ^= 1;
      var text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
      assertThat(TicketCodes.verify(codes.publicKey(), text)).isEmpty();
    }
  }

  @Test
  void isRefusedWhenSomebodyElseSignedIt() {
    var forged = codes("another key of thirty-two bytes!").code(TICKET, secret);

    assertThat(TicketCodes.verify(codes.publicKey(), forged)).isEmpty();
    assertThat(TicketCodes.verify(codes.publicKey(), "no code")).isEmpty();
  }

  private static TicketCodes codes(String seed) {
    var bytes = seed.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    return new TicketCodes(new TicketSettings(Base64.getEncoder().encodeToString(bytes)));
  }
}
