package boxoffice.order.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConfirmationMailTest {
  private final MailSettings settings =
      new MailSettings("tickets@example.com", URI.create("https://shop.example"));

  @Test
  void writesAmountsAsTheirCurrencyIsWritten() {
    assertThat(Mail.amount(1999, "EUR")).isEqualTo("19.99 EUR");
    assertThat(Mail.amount(1999, "KRW")).isEqualTo("1999 KRW");
    assertThat(Mail.amount(1999, "KWD")).isEqualTo("1.999 KWD");
    assertThat(Mail.amount(5, "EUR")).isEqualTo("0.05 EUR");
  }

  @Test
  void i6i9EscapesWhatPeopleWrote() {
    var order =
        new OrderConfirmed(
            new UUID(1, 1),
            "K7QD2-MXA9F",
            new UUID(2, 2),
            List.of(
                new OrderConfirmed.Line("<Stalls>", "A&B", "7", "\"best\" {{7*7}} ${7*7}", 1999)),
            1999,
            "EUR");

    var mail = ConfirmationMail.of(order, "<script>", settings);

    assertThat(mail.html()).doesNotContain("<script>", "<Stalls>", "A&B");
    assertThat(mail.html()).contains("&lt;Stalls&gt;, row A&amp;B, seat 7");
    assertThat(mail.text())
        .contains("<Stalls>, row A&B, seat 7 (\"best\" {{7*7}} ${7*7}): 19.99 EUR");
    assertThat(mail.subject()).isEqualTo("Your tickets, order K7QD2-MXA9F");
    assertThat(mail.text()).contains("https://shop.example/orders/" + order.orderId());
  }
}
