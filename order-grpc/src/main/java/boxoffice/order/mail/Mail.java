package boxoffice.order.mail;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import org.springframework.web.util.HtmlUtils;

/// What is written to a buyer.
record Mail(String subject, String text, String html) {

  /// 1999 EUR is `19.99 EUR`, 1999 KRW is `1999 KRW`; two digits for a currency nobody knows.
  static String amount(long minor, String code) {
    var digits =
        Currency.availableCurrencies()
            .filter(currency -> currency.getCurrencyCode().equals(code))
            .map(Currency::getDefaultFractionDigits)
            .findFirst()
            .orElse(2);
    return BigDecimal.valueOf(minor, Math.max(0, digits)).toPlainString() + " " + code;
  }

  static String escape(String text) {
    return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
  }
}
