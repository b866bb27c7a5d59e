package boxoffice.order.purchase;

import boxoffice.order.payment.Answer;
import boxoffice.order.payment.Intent;
import boxoffice.order.payment.Intent.Status;
import boxoffice.order.payment.PaymentAction;
import boxoffice.order.payment.RefundAnswer;
import boxoffice.order.payment.RefundList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A model of the payment provider with a ledger, and of the network before it. What it answers
/// follows from the seed alone.
final class ModelProvider {
  static final String CURRENCY = "EUR";

  /// What a payment method does when it is confirmed.
  enum Card {
    PAYS,
    DECLINED,
    ASKS_ITS_OWNER,
    TAKES_ITS_TIME,
    TAKES_ANOTHER_SUM
  }

  /// One PaymentIntent. Not a record: it lives.
  static final class Payment {
    final String id;
    final UUID orderId;
    long amount;
    Status status = Status.UNCONFIRMED;
    int charges;
    int failedRefunds;
    boolean paysAfterAll;
    boolean lied;
    boolean paidUnheard;
    int refundsByHand;
    boolean cameBack;

    Payment(String id, UUID orderId, long amount) {
      this.id = id;
      this.orderId = orderId;
      this.amount = amount;
    }

    long paid() {
      return charges * amount;
    }
  }

  /// One refund; of nobody here when it was made by hand.
  static final class Back {
    final String id;
    final @Nullable UUID ours;
    final Payment payment;
    final long amount;
    String status;

    Back(String id, @Nullable UUID ours, Payment payment, long amount, String status) {
      this.id = id;
      this.ours = ours;
      this.payment = payment;
      this.amount = amount;
      this.status = status;
    }

    boolean counts() {
      return !status.equals("failed");
    }
  }

  private final Chance chance;
  private final ModelNetwork network;
  private final Map<String, Payment> payments = new LinkedHashMap<>();
  private final Map<String, Back> refunds = new LinkedHashMap<>();
  private final Set<UUID> sent = new HashSet<>();
  private final List<Payment> news = new ArrayList<>();
  private int ids;

  ModelProvider(Chance chance) {
    this.chance = chance;
    this.network = new ModelNetwork(chance);
  }

  Answer create(Order order, Attempt attempt) {
    return network.act(
        attempt.creationKey(),
        () -> {
          var payment = new Payment("pi_" + ++ids, order.id(), order.terms().totalMinor());
          payments.put(payment.id, payment);
          return found(payment);
        },
        ModelNetwork.PAYING);
  }

  Answer confirm(Attempt attempt) {
    var payment = payment(attempt);
    var answer =
        network.act(
            attempt.confirmationKey(),
            () -> {
              if (payment.status == Status.CANCELLED || payment.status == Status.PAID) {
                return new Answer.Unclear(true); // 400, unexpected state
              }
              return confirm(payment, Card.valueOf(attempt.paymentMethod()));
            },
            ModelNetwork.PAYING);
    if (!(answer instanceof Answer.NotSent)) {
      sent.add(attempt.id());
    }
    return answer;
  }

  /// Somebody is told that nothing of this attempt was sent.
  void checkUnsent(UUID attemptId) {
    if (sent.contains(attemptId)) {
      throw new AssertionError("S20: sent, and said not to be: attempt " + attemptId);
    }
  }

  private Answer confirm(Payment payment, Card card) {
    switch (card) {
      case PAYS -> charge(payment);
      case TAKES_ANOTHER_SUM -> {
        payment.amount++;
        charge(payment);
      }
      case ASKS_ITS_OWNER -> to(payment, Status.REQUIRES_ACTION);
      case TAKES_ITS_TIME -> to(payment, Status.PROCESSING);
      case DECLINED -> {
        to(payment, Status.REFUSED);
        return new Answer.Declined("card_declined");
      }
    }
    return found(payment);
  }

  Answer read(Attempt attempt) {
    return chance.fault() ? network.unanswered(ModelNetwork.PAYING) : found(payment(attempt));
  }

  /// Now and then it says that it is cancelled, and is paid after all.
  Answer cancel(Attempt attempt) {
    var payment = payment(attempt);
    Supplier<Answer> effect =
        () -> {
          if (payment.status != Status.PAID && payment.status != Status.PROCESSING) {
            payment.paysAfterAll =
                payment.status != Status.CANCELLED && chance.fault() && chance.oneIn(3);
            to(payment, Status.CANCELLED);
          }
          return found(payment);
        };
    return network.act("", effect, ModelNetwork.PAYING);
  }

  RefundAnswer refund(Order order, Refund refund) {
    var payment = payment(order.attempt(refund.claim().attemptId()).orElseThrow());
    return network.act(
        refund.key(),
        () -> {
          if (refund.claim().amountMinor() > payment.paid() - back(payment)) {
            return new Answer.Unclear(true); // 400, more than is left
          }
          var status = chance.of("succeeded", "succeeded", "pending", failing(payment));
          var made =
              new Back("re_" + ++ids, refund.id(), payment, refund.claim().amountMinor(), status);
          refunds.put(made.id, made);
          return told(made);
        },
        ModelNetwork.REFUNDING);
  }

  RefundList list(Attempt attempt) {
    if (chance.fault()) {
      return network.unanswered(ModelNetwork.LISTING);
    }
    var payment = payment(attempt);
    return new RefundList.Listed(
        refunds.values().stream()
            .filter(back -> back.payment == payment)
            .map(ModelProvider::entry)
            .toList());
  }

  private static RefundList.Entry entry(Back back) {
    var status = RefundList.Status.valueOf(back.status.toUpperCase(Locale.ROOT));
    return new RefundList.Entry(back.id, back.ours, back.amount, CURRENCY, status);
  }

  RefundAnswer readRefund(Refund refund) {
    var back = refunds.get(refund.providerRef());
    if (chance.fault() || back == null) {
      return network.unanswered(ModelNetwork.REFUNDING);
    }
    if (back.status.equals("pending") && chance.oneIn(2)) {
      back.status = back.ours == null ? "succeeded" : chance.of("succeeded", failing(back.payment));
    }
    return told(back);
  }

  /// Twice of one payment at most, so that what is owed can be given back in the end.
  private String failing(Payment payment) {
    return payment.failedRefunds++ < 2 ? "failed" : "succeeded";
  }

  private static RefundAnswer told(Back back) {
    return switch (back.status) {
      case "succeeded" -> new RefundAnswer.Succeeded(back.id);
      case "failed" -> new RefundAnswer.Failed(back.id);
      default -> new RefundAnswer.Pending(back.id);
    };
  }

  private void charge(Payment payment) {
    payment.charges++;
    to(payment, Status.PAID);
  }

  private void to(Payment payment, Status status) {
    payment.status = status;
    news.add(payment);
  }

  private Payment payment(Attempt attempt) {
    return Objects.requireNonNull(payments.get(attempt.intent()));
  }

  private static Answer found(Payment payment) {
    return new Answer.Found(
        new Intent(
            payment.id,
            payment.status,
            payment.amount,
            CURRENCY,
            payment.orderId.toString(),
            payment.status == Status.REFUSED ? "card_declined" : null,
            new PaymentAction("https://provider/" + payment.id, null)));
  }

  /// What happens at the provider by itself: an owner confirms or refuses, what takes its time is
  /// decided, what was delayed arrives, what was cancelled or declined is paid after all, what was
  /// paid is given back, and what was given back comes back.
  void happen() {
    network.happen();
    for (var payment : List.copyOf(payments.values())) {
      switch (payment.status) {
        case REQUIRES_ACTION, PROCESSING -> decide(payment);
        case CANCELLED -> payAfterAll(payment);
        case REFUSED -> payWithTheSecret(payment);
        case PAID -> {
          giveBackByHand(payment);
          comeBack(payment);
        }
        case UNCONFIRMED -> {}
      }
    }
  }

  /// The owner of a card takes any time; a provider that is well again does not.
  private void decide(Payment payment) {
    var isWell = payment.status == Status.PROCESSING && chance.isCalm();
    if (isWell || chance.oneIn(3)) {
      if (chance.oneIn(3)) {
        to(payment, Status.REFUSED);
      } else {
        charge(payment);
      }
    }
  }

  /// Whoever has the client secret of what was declined confirms it with another card, and nobody
  /// is ever told.
  private void payWithTheSecret(Payment payment) {
    if (chance.oneIn(4)) {
      charge(payment);
      payment.paidUnheard = true;
      news.removeIf(told -> told == payment);
    }
  }

  /// Somebody gives some of it back at the provider, or all.
  private void giveBackByHand(Payment payment) {
    var left = payment.paid() - back(payment);
    if (left > 0 && payment.refundsByHand < 2 && !payment.paidUnheard && chance.oneIn(20)) {
      payment.refundsByHand++;
      var amount = chance.of(1L, Math.ceilDiv(left, 2), left);
      var made = new Back("re_" + ++ids, null, payment, amount, chance.of("succeeded", "pending"));
      refunds.put(made.id, made);
      news.add(payment);
    }
  }

  /// The buyer's bank sends back what had succeeded.
  private void comeBack(Payment payment) {
    if (payment.failedRefunds < 2 && !payment.paidUnheard && chance.oneIn(20)) {
      refunds.values().stream()
          .filter(back -> back.payment == payment && back.status.equals("succeeded"))
          .findAny()
          .ifPresent(back -> {
            back.status = failing(payment);
            payment.cameBack = true;
            news.add(payment);
          });
    }
  }

  private void payAfterAll(Payment payment) {
    if (payment.paysAfterAll && chance.oneIn(2)) {
      payment.paysAfterAll = false;
      payment.lied = true;
      charge(payment);
    }
  }

  /// From now on nothing is lost, and everything that was under way arrives.
  void settle() {
    network.settle();
    for (var payment : payments.values()) {
      if (payment.paysAfterAll) {
        payment.paysAfterAll = false;
        payment.lied = true;
        charge(payment);
      }
      if (payment.status == Status.PROCESSING) {
        charge(payment);
      }
      if (payment.status == Status.REFUSED) {
        payWithTheSecret(payment);
      }
    }
  }

  /// What there is to tell of, oldest first; whoever takes it may lose it, and may ask again.
  @Nullable Payment takeNews(boolean all) {
    if (news.isEmpty()) {
      return null;
    }
    return news.remove(all ? 0 : chance.below(news.size()));
  }

  /// A webhook that is sent again.
  void tellAgain(Payment payment) {
    if (!payment.paidUnheard) {
      news.add(payment);
    }
  }

  List<Payment> paymentsOf(UUID orderId) {
    return payments.values().stream().filter(payment -> payment.orderId.equals(orderId)).toList();
  }

  long back(Payment payment) {
    return back(payment, _ -> true);
  }

  long byHand(Payment payment) {
    return back(payment, back -> back.ours == null);
  }

  private long back(Payment payment, Predicate<Back> which) {
    return refunds.values().stream()
        .filter(back -> back.payment == payment && back.counts())
        .filter(which)
        .mapToLong(back -> back.amount)
        .sum();
  }

  /// Refunds of one of ours that moved money.
  long refunds(UUID ours) {
    return refunds.values().stream()
        .filter(back -> ours.equals(back.ours) && back.counts())
        .count();
  }
}
