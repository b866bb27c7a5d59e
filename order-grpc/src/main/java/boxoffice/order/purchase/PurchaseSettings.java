package boxoffice.order.purchase;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long a purchase may take.
///
/// @param paymentTime from placing an order until it must be paid; 20 minutes at most
/// @param stuckTime a person must look at an order that is open so long after that
/// @param lease how long whoever works on an order keeps it to itself; must be longer than two
///   calls to the provider
/// @param workInterval between two looks at what is due
/// @param answerReserve so long before a caller's deadline it is answered, whatever is known then
@ConfigurationProperties("boxoffice.order")
public record PurchaseSettings(
    @DefaultValue("900s") Duration paymentTime,
    @DefaultValue("600s") Duration stuckTime,
    @DefaultValue("30s") Duration lease,
    @DefaultValue("1s") Duration workInterval,
    @DefaultValue("500ms") Duration answerReserve) {

  private static final Duration LONGEST = Duration.ofMinutes(20);

  public PurchaseSettings {
    checkPositive("payment-time", paymentTime);
    checkPositive("stuck-time", stuckTime);
    checkPositive("lease", lease);
    checkPositive("work-interval", workInterval);
    checkPositive("answer-reserve", answerReserve);
    if (paymentTime.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "boxoffice.order.payment-time is " + paymentTime + ", needs 20m or less");
    }
  }

  private static void checkPositive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(
          "boxoffice.order." + name + " is " + value + ", needs more than 0");
    }
  }
}
