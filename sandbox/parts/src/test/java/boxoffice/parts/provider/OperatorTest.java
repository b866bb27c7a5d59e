package boxoffice.parts.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.EventListParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.RefundListParams;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperatorTest {
  private static final String VISA = "pm_card_visa";

  private PaymentProvider provider;
  private StripeCalls calls;

  @BeforeEach
  void start() {
    provider = PaymentProvider.start(PaymentProvider.Settings.temporary());
    calls = StripeCalls.to(provider);
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void paysLateWhatWasCanceled() throws StripeException {
    var intent = calls.cancel(calls.create(100, "create"));

    provider.operator().pay(intent.getId());

    assertThat(calls.read(intent).getStatus()).isEqualTo("succeeded");
    assertThat(entries(LedgerEntry.Type.CHARGE)).isOne();
    assertThat(calls.refund(intent, null).getAmount()).isEqualTo(100);
  }

  @Test
  void processesUntilSettled() throws StripeException {
    var intent = calls.create(100, "create");
    provider.faults().add(Fault.of(Operation.CONFIRM, Effect.PROCESSING));

    assertThat(calls.confirm(intent, VISA, "key").getStatus()).isEqualTo("processing");
    assertThatThrownBy(() -> calls.cancel(intent)).hasMessageContaining("processing");
    provider.operator().refuse(intent.getId());
    assertThat(calls.read(intent).getLastPaymentError().getCode()).isEqualTo("card_declined");
  }

  @Test
  void leavesARefundPendingUntilSettled() throws StripeException {
    var paid = calls.confirm(calls.create(100, "create"), VISA, "key");
    provider.faults().add(Fault.of(Operation.REFUND, Effect.PENDING).times(2));

    var first = calls.refund(paid, 60L);
    var second = calls.refund(paid, 40L);
    assertThat(first.getStatus()).isEqualTo("pending");
    assertThat(entries(LedgerEntry.Type.REFUND)).isZero();
    provider.operator().succeedRefund(first.getId());
    provider.operator().failRefund(second.getId());

    var found =
        calls
            .stripe()
            .v1()
            .refunds()
            .list(RefundListParams.builder().setPaymentIntent(paid.getId()).build())
            .getData();
    assertThat(found)
        .extracting(com.stripe.model.Refund::getStatus)
        .containsExactly("failed", "succeeded");
    assertThat(calls.stripe().v1().charges().retrieve(paid.getLatestCharge()).getAmountRefunded())
        .isEqualTo(60);
    assertThat(calls.refund(paid, 40L).getStatus()).isEqualTo("succeeded");
  }

  @Test
  void takesBackARefundThatHadSucceeded() throws StripeException {
    var paid = calls.confirm(calls.create(100, "create"), VISA, "key");
    var refund = calls.refund(paid, 60L);

    provider.operator().failRefund(refund.getId());

    assertThat(calls.stripe().v1().refunds().retrieve(refund.getId()).getStatus())
        .isEqualTo("failed");
    assertThat(calls.stripe().v1().charges().retrieve(paid.getLatestCharge()).getAmountRefunded())
        .isZero();
    assertThat(entries(LedgerEntry.Type.REFUND_RETURNED)).isOne();
    assertThatThrownBy(() -> provider.operator().failRefund(refund.getId()))
        .hasMessageContaining("has failed already");
    assertThat(calls.refund(paid, 100L).getStatus()).isEqualTo("succeeded");
  }

  @Test
  void asksTheOwnerOnAPageOfItsOwn() throws Exception {
    var confirmed = askedOwner("a");
    var page = confirmed.getNextAction().getRedirectToUrl().getUrl();
    try (var browser = new HttpCalls()) {
      assertThat(browser.get(page).body()).contains("Confirm your payment");

      var back = browser.form(page, "decision=confirm");

      assertThat(back.headers().firstValue("Location"))
          .contains(
              "https://shop.example/orders/7?payment_intent="
                  + confirmed.getId()
                  + "&redirect_status=succeeded");
      assertThat(calls.read(confirmed).getStatus()).isEqualTo("succeeded");
      assertThat(browser.get(page).body()).contains("no confirmation any more");

      var refused = askedOwner("b");
      browser.form(refused.getNextAction().getRedirectToUrl().getUrl(), "decision=refuse");
      var read = calls.read(refused);
      assertThat(read.getStatus()).isEqualTo("requires_payment_method");
      assertThat(read.getLastPaymentError().getCode())
          .isEqualTo("payment_intent_authentication_failure");
    }
    assertThat(entries(LedgerEntry.Type.CHARGE)).isOne();
  }

  @Test
  void listsWhatHappenedByTypeAndTime() throws StripeException {
    var paid = calls.confirm(calls.create(100, "create"), VISA, "key");
    var refund = calls.refund(paid, 60L);
    var created = refund.getCreated();

    assertThat(events(created - 60, created + 60, "payment_intent.succeeded"))
        .containsExactly("payment_intent.succeeded");
    assertThat(events(created - 60, created + 60, "charge.refunded", "payment_intent.succeeded"))
        .containsExactly("charge.refunded", "payment_intent.succeeded");
    assertThat(events(created + 60, created + 90, "payment_intent.succeeded")).isEmpty();
    assertThat(events(created - 90, created - 60, "payment_intent.succeeded")).isEmpty();
  }

  private List<String> events(long from, long until, String... types) throws StripeException {
    var created = EventListParams.Created.builder().setGte(from).setLte(until).build();
    var wanted = EventListParams.builder().setCreated(created).addAllType(List.of(types)).build();
    return calls.stripe().v1().events().list(wanted).getData().stream()
        .map(com.stripe.model.Event::getType)
        .toList();
  }

  private PaymentIntent askedOwner(String key) throws StripeException {
    var params =
        PaymentIntentConfirmParams.builder()
            .setPaymentMethod("pm_card_threeDSecure2Required")
            .setReturnUrl("https://shop.example/orders/7")
            .build();
    return calls.stripe().v1().paymentIntents().confirm(calls.create(100, key).getId(), params);
  }

  private long entries(LedgerEntry.Type type) {
    return provider.ledger().stream().filter(entry -> entry.type() == type).count();
  }
}
