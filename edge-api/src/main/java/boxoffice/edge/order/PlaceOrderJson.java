package boxoffice.edge.order;

import boxoffice.edge.request.OrAbsent;
import boxoffice.edge.request.RequestId;
import boxoffice.edge.value.MoneyJson;
import boxoffice.order.v1.PlaceOrderRequest;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What to buy, and how it is paid.
///
/// @param holdName the hold's `name`, where it is one
/// @param holdNames instead, where there are several: up to five, the order's home performance
///   first
/// @param paymentMethod the provider's id of the payment method; the sandbox knows `pm_card_visa`,
///   which pays, `pm_card_chargeDeclined`, and `pm_card_authenticationRequired`, which asks its
///   owner
/// @param expectedTotal what the buyer was shown: another total is refused; not there for whatever
///   it costs
record PlaceOrderJson(
    @JsonSetter(nulls = Nulls.SET) @Nullable String holdName,
    @JsonSetter(nulls = Nulls.SET) @Nullable List<String> holdNames,
    String paymentMethod,
    @OrAbsent @Nullable MoneyJson expectedTotal) {

  PlaceOrderRequest toProto(RequestId requestId) {
    var request =
        PlaceOrderRequest.newBuilder()
            .setRequestId(requestId.text())
            .addAllHoldNames(holdNames == null ? List.of() : holdNames)
            .setPaymentMethod(paymentMethod);
    if (holdName != null) {
      request.setHoldName(holdName);
    }
    if (expectedTotal != null) {
      request.setExpectedTotal(expectedTotal.toProto());
    }
    return request.build();
  }
}
