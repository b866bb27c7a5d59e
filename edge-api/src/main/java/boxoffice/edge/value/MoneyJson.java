package boxoffice.edge.value;

import boxoffice.money.v1.Money;

/// An exact amount.
///
/// @param amountMinor in the currency's smallest unit
/// @param currency ISO 4217, upper case
public record MoneyJson(long amountMinor, String currency) {

  public static MoneyJson of(Money money) {
    return new MoneyJson(money.getAmountMinor(), money.getCurrency());
  }

  public Money toProto() {
    return Money.newBuilder().setAmountMinor(amountMinor).setCurrency(currency).build();
  }
}
