package boxoffice.parts.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaymentProviderTest {
  @TempDir private Path folder;

  private PaymentProvider provider;
  private StripeClient stripe;
  private StripeCalls calls;

  @BeforeEach
  void start() {
    provider = PaymentProvider.start(PaymentProvider.Settings.temporary());
    use(provider, provider.secretKey());
  }

  private void use(PaymentProvider running, String key) {
    stripe = StripeCalls.client(running, key);
    calls = new StripeCalls(stripe);
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void createsThenConfirmsAndBooksOneCharge() throws StripeException {
    var created = calls.create(4_200, "create-1");

    assertThat(created.getStatus()).isEqualTo("requires_payment_method");
    assertThat(created.getMetadata()).containsEntry("order_id", "order-7");

    var paid = calls.confirm(created, "pm_card_visa", "confirm-1");

    assertThat(paid.getStatus()).isEqualTo("succeeded");
    assertThat(paid.getAmountReceived()).isEqualTo(4_200);
    assertThat(paid.getLatestCharge()).startsWith("ch_");
    assertThat(stripe.v1().paymentIntents().retrieve(created.getId()).getStatus())
        .isEqualTo("succeeded");
    assertThat(provider.ledger())
        .extracting(LedgerEntry::sequence, LedgerEntry::type, LedgerEntry::order)
        .containsExactly(
            tuple(1L, LedgerEntry.Type.CREATE, "order-7"),
            tuple(2L, LedgerEntry.Type.CHARGE, "order-7"));
  }

  @Test
  void replaysTheStoredAnswerForARepeatedKey() throws StripeException {
    var created = calls.create(4_200, "create-1");
    var paid = calls.confirm(created, "pm_card_visa", "confirm-1");

    var again = calls.confirm(created, "pm_card_visa", "confirm-1");

    assertThat(again.getLatestCharge()).isEqualTo(paid.getLatestCharge());
    assertThat(again.getLastResponse().headers().firstValue("Idempotent-Replayed"))
        .contains("true");
    assertThat(paid.getLastResponse().headers().firstValue("Idempotent-Replayed")).isEmpty();
    assertThat(charges()).hasSize(1);
  }

  @Test
  void refusesARepeatedKeyWithOtherParametersOrAnotherEndpoint() throws StripeException {
    var created = calls.create(4_200, "one");

    assertThatThrownBy(() -> calls.create(4_300, "one")).isInstanceOf(IdempotencyException.class);
    assertThatThrownBy(() -> calls.confirm(created, "pm_card_visa", "one"))
        .isInstanceOf(IdempotencyException.class);
    assertThat(charges()).isEmpty();
  }

  @Test
  void declinesThenTakesAnotherCard() throws StripeException {
    var created = calls.create(4_200, "create-1");
    var method = "pm_card_visa_chargeDeclinedInsufficientFunds";

    var declined =
        catchThrowableOfType(
            CardException.class, () -> calls.confirm(created, method, "confirm-1"));

    assertThat(declined.getStatusCode()).isEqualTo(402);
    assertThat(declined.getCode()).isEqualTo("card_declined");
    assertThat(declined.getDeclineCode()).isEqualTo("insufficient_funds");
    assertThat(declined.getStripeError().getPaymentIntent().getStatus())
        .isEqualTo("requires_payment_method");
    // the same key repeats the decline: nothing is tried again
    assertThatThrownBy(() -> calls.confirm(created, method, "confirm-1"))
        .isInstanceOf(CardException.class);
    var read = stripe.v1().paymentIntents().retrieve(created.getId());
    assertThat(read.getLastPaymentError().getDeclineCode()).isEqualTo("insufficient_funds");

    var paid = calls.confirm(created, "pm_card_mastercard", "confirm-2");

    assertThat(paid.getStatus()).isEqualTo("succeeded");
    assertThat(paid.getLastPaymentError()).isNull();
    assertThat(provider.ledger())
        .extracting(LedgerEntry::type)
        .containsExactly(
            LedgerEntry.Type.CREATE, LedgerEntry.Type.DECLINE, LedgerEntry.Type.CHARGE);
  }

  @Test
  void knowsStripesTestCards() throws StripeException {
    assertThat(decline("pm_card_chargeDeclined")).isEqualTo("card_declined generic_decline");
    assertThat(decline("pm_card_visa_chargeDeclinedLostCard")).isEqualTo("card_declined lost_card");
    assertThat(decline("pm_card_chargeDeclinedStolenCard")).isEqualTo("card_declined stolen_card");
    assertThat(decline("pm_card_chargeDeclinedExpiredCard")).isEqualTo("expired_card null");
    assertThat(decline("pm_card_chargeDeclinedIncorrectCvc")).isEqualTo("incorrect_cvc null");
    assertThat(decline("pm_card_chargeDeclinedProcessingError")).isEqualTo("processing_error null");

    var asked =
        calls.confirm(calls.create(100, "3ds"), "pm_card_threeDSecure2Required", "confirm-3ds");
    assertThat(asked.getStatus()).isEqualTo("requires_action");
    assertThat(asked.getNextAction().getType()).isEqualTo("use_stripe_sdk");

    var unknown =
        catchThrowableOfType(
            InvalidRequestException.class,
            () -> calls.confirm(calls.create(100, "unknown"), "pm_card_nobody", "confirm-unknown"));
    assertThat(unknown.getCode()).isEqualTo("resource_missing");
    assertThat(unknown.getMessage()).contains("No such PaymentMethod: 'pm_card_nobody'");
  }

  @Test
  void confirmsWithinTheCreateWhenAsked() throws StripeException {
    var params =
        PaymentIntentCreateParams.builder()
            .setAmount(900L)
            .setCurrency("eur")
            .setPaymentMethod("pm_card_visa")
            .addPaymentMethodType("card")
            .setConfirm(true)
            .build();

    assertThat(stripe.v1().paymentIntents().create(params).getStatus()).isEqualTo("succeeded");
    assertThat(charges()).hasSize(1);
  }

  @Test
  void cancelsWhatIsOpenAndNothingElse() throws StripeException {
    var canceled = calls.cancel(calls.create(100, "a"));

    assertThat(canceled.getStatus()).isEqualTo("canceled");
    assertThat(canceled.getCanceledAt()).isPositive();
    assertUnexpectedState(() -> calls.confirm(canceled, "pm_card_visa", "late"));

    var paid = calls.confirm(calls.create(100, "b"), "pm_card_visa", "c");

    assertUnexpectedState(() -> calls.cancel(paid));
    assertUnexpectedState(() -> calls.confirm(paid, "pm_card_visa", "again"));
    assertThat(charges()).hasSize(1);
  }

  @Test
  void refundsAtMostWhatWasPaid() throws StripeException {
    var paid = calls.confirm(calls.create(1_000, "a"), "pm_card_visa", "b");

    var part = calls.refund(paid, 400L);

    assertThat(part.getStatus()).isEqualTo("succeeded");
    assertThat(stripe.v1().refunds().retrieve(part.getId()).getAmount()).isEqualTo(400);
    assertThatThrownBy(() -> calls.refund(paid, 601L))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("greater than unrefunded amount");
    assertThat(calls.refund(paid, null).getAmount()).isEqualTo(600);
    var tooMuch = catchThrowableOfType(InvalidRequestException.class, () -> calls.refund(paid, 1L));
    assertThat(tooMuch.getCode()).isEqualTo("charge_already_refunded");
  }

  @Test
  void refusesBadParametersAndStoresNoAnswerForThem() throws StripeException {
    var zero = catchThrowableOfType(InvalidRequestException.class, () -> calls.create(0, "key"));
    assertThat(zero.getStatusCode()).isEqualTo(400);
    assertThat(zero.getParam()).isEqualTo("amount");
    assertThat(zero.getCode()).isEqualTo("parameter_invalid_integer");

    assertThat(calls.create(100, "key").getId()).startsWith("pi_");
    assertThatThrownBy(() -> calls.create(100_000_000, "large"))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void asksForTheSecretKey() throws IOException, InterruptedException {
    var stranger = StripeCalls.client(provider, "sk_test_wrong");

    assertThatThrownBy(() -> stranger.v1().paymentIntents().retrieve("pi_1"))
        .isInstanceOf(AuthenticationException.class);
    var answer = get("/v1/payment_intents");
    assertThat(answer).contains("You did not provide an API key");
  }

  @Test
  void answersNotFoundInStripesShape() {
    var missing =
        catchThrowableOfType(
            InvalidRequestException.class,
            () -> stripe.v1().paymentIntents().retrieve("pi_nothing"));

    assertThat(missing.getStatusCode()).isEqualTo(404);
    assertThat(missing.getCode()).isEqualTo("resource_missing");
    assertThatThrownBy(() -> stripe.v1().customers().retrieve("cus_1"))
        .hasMessageContaining("Unrecognized request URL");
  }

  @Test
  void listsNewestFirstInPages() throws StripeException {
    var first = calls.create(100, "a");
    calls.create(200, "b");
    var third = calls.create(300, "c");

    var page =
        stripe.v1().paymentIntents().list(PaymentIntentListParams.builder().setLimit(2L).build());

    assertThat(page.getHasMore()).isTrue();
    assertThat(page.getData().getFirst().getId()).isEqualTo(third.getId());
    assertThat(page.autoPagingIterable())
        .extracting(PaymentIntent::getId)
        .hasSize(3)
        .endsWith(first.getId());
  }

  @Test
  void executesAKeyOnceHoweverManyAskAtOnce() throws Exception {
    var created = calls.create(4_200, "create");
    var ids = new HashSet<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<String> attempt =
          () -> {
            try {
              return calls.confirm(created, "pm_card_visa", "same").getLatestCharge();
            } catch (StripeException e) {
              // only this refusal is allowed: the first one still runs
              assertThat(e.getStatusCode()).isEqualTo(409);
              assertThat(e.getCode()).isEqualTo("idempotency_key_in_use");
              return "in use";
            }
          };
      for (var answer : threads.invokeAll(Collections.nCopies(20, attempt))) {
        ids.add(answer.get());
      }
    }
    ids.remove("in use");
    assertThat(ids).hasSize(1);
    assertThat(charges()).hasSize(1);
  }

  @Test
  void chargesOnceHoweverManyKeysConfirmAtOnce() throws Exception {
    var created = calls.create(4_200, "create");
    var attempts = new ArrayList<Callable<String>>();
    for (var number = 0; number < 20; number++) {
      var key = "confirm-" + number;
      attempts.add(() -> {
        try {
          return calls.confirm(created, "pm_card_visa", key).getStatus();
        } catch (InvalidRequestException e) {
          return e.getCode();
        }
      });
    }
    var outcomes = new ArrayList<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var outcome : threads.invokeAll(attempts)) {
        outcomes.add(outcome.get());
      }
    }
    assertThat(outcomes).containsOnlyOnce("succeeded").contains("payment_intent_unexpected_state");
    assertThat(charges()).hasSize(1);
  }

  @Test
  void isUnreachableWhileStoppedAndKnowsEverythingAfterwards() throws StripeException {
    var created = calls.create(4_200, "create");
    provider.stop();

    assertThatThrownBy(() -> calls.confirm(created, "pm_card_visa", "confirm"))
        .isInstanceOf(ApiConnectionException.class);
    assertThat(provider.ledger()).hasSize(1);

    provider.start();

    assertThat(calls.confirm(created, "pm_card_visa", "confirm").getStatus())
        .isEqualTo("succeeded");
  }

  @Test
  void keepsEverythingInAGivenFolder() throws StripeException, IOException {
    var settings = new PaymentProvider.Settings(folder, 0, "sk_test_kept");
    PaymentIntent paid;
    try (var first = PaymentProvider.start(settings)) {
      use(first, "sk_test_kept");
      paid = calls.confirm(calls.create(1_000, "create"), "pm_card_visa", "confirm");
      calls.refund(paid, 300L);
    }
    // a line cut short by a kill was never answered
    Files.writeString(folder.resolve("journal.jsonl"), "{\"intents\":[", StandardOpenOption.APPEND);
    try (var second = PaymentProvider.start(settings)) {
      use(second, "sk_test_kept");

      assertThat(second.ledger()).hasSize(3);
      assertThat(calls.confirm(paid, "pm_card_visa", "confirm").getLatestCharge())
          .isEqualTo(paid.getLatestCharge());
      assertThatThrownBy(() -> calls.refund(paid, 701L))
          .isInstanceOf(InvalidRequestException.class);
      assertThat(second.ledger()).hasSize(3);
    }
  }

  @Test
  void showsTheLedgerToWhoeverAudits() throws Exception {
    var paid = calls.confirm(calls.create(1_000, "create"), "pm_card_visa", "confirm");
    calls.refund(paid, 300L);

    assertThat(get("/ledger"))
        .contains("\"type\":\"create\"", "\"type\":\"charge\"", "\"type\":\"refund\"")
        .contains(
            "\"%s\":{\"order\":\"order-7\",\"currency\":\"eur\",\"charges\":1,\"charged\":1000,\"refunded\":300}"
                .formatted(paid.getId()));
  }

  @Test
  void namesThePortThatIsTaken() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var settings = new PaymentProvider.Settings(null, taken.getLocalPort(), "sk_test_x");

      assertThatThrownBy(() -> PaymentProvider.start(settings))
          .hasMessageStartingWith("port " + taken.getLocalPort() + " is in use");
    }
  }

  private String decline(String method) throws StripeException {
    var intent = calls.create(100, "create " + method);
    var declined =
        catchThrowableOfType(
            CardException.class, () -> calls.confirm(intent, method, "confirm " + method));
    return declined.getCode() + " " + declined.getDeclineCode();
  }

  private static void assertUnexpectedState(ThrowingCallable call) {
    var refused = catchThrowableOfType(InvalidRequestException.class, call);
    assertThat(refused.getStatusCode()).isEqualTo(400);
    assertThat(refused.getCode()).isEqualTo("payment_intent_unexpected_state");
  }

  private List<LedgerEntry> charges() {
    return provider.ledger().stream()
        .filter(entry -> entry.type() == LedgerEntry.Type.CHARGE)
        .toList();
  }

  private String get(String path) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(provider.url() + path)).build();
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }
}
