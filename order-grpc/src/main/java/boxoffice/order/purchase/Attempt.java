package boxoffice.order.purchase;

import boxoffice.order.payment.PaymentAction;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One try to pay an order.
///
/// @param number from 1, within the order
/// @param paymentMethod the provider's id of it
/// @param providerRef the PaymentIntent; null while there is none
/// @param creation which idempotency key the PaymentIntent is created with, from 1
/// @param declineCode the provider's; null unless DECLINED
/// @param asked how far finding out has come
/// @param marks what is still to be seen to, or was
/// @param paid what the provider has taken for it; null when it is not known to have taken anything
record Attempt(
    UUID id,
    int number,
    String paymentMethod,
    AttemptState state,
    @Nullable String providerRef,
    int creation,
    @Nullable String declineCode,
    Asked asked,
    Marks marks,
    @Nullable Paid paid) {

  /// So often a confirmation that did not arrive is sent again; then the attempt is cancelled.
  static final int CONFIRMATIONS = 3;

  /// How far finding out what became of an attempt has come.
  ///
  /// @param confirmations how often the confirmation was to be sent again
  /// @param again it is to be sent again now
  /// @param toRead the provider has told of the PaymentIntent: it is to be read
  /// @param readAt when it was last seen to wait for its owner; null when it was not
  /// @param action what its owner has to do; null when nothing is asked for
  record Asked(
      int confirmations,
      boolean again,
      boolean toRead,
      @Nullable Instant readAt,
      @Nullable PaymentAction action) {
    static final Asked NOTHING = new Asked(0, false, false, null, null);
  }

  /// What is still to be seen to, whatever state the attempt has.
  ///
  /// @param ended the PaymentIntent of one that was declined will never be paid
  /// @param withheld whoever wants to pay was told that nothing of it was sent, so nothing is
  /// @param listRefunds the provider has told of refunds of it that this system may not know
  record Marks(boolean ended, boolean withheld, boolean listRefunds) {
    static final Marks NONE = new Marks(false, false, false);
  }

  /// Money that the provider has taken.
  ///
  /// @param amountMinor in the smallest unit of `currency`
  record Paid(long amountMinor, String currency) {}

  static Attempt first(UUID id, String paymentMethod) {
    return created(id, 1, paymentMethod);
  }

  static Attempt created(UUID id, int number, String paymentMethod) {
    return new Attempt(
        id,
        number,
        paymentMethod,
        AttemptState.CREATED,
        null,
        1,
        null,
        Asked.NOTHING,
        Marks.NONE,
        null);
  }

  /// The PaymentIntent of an attempt that has one.
  String intent() {
    if (providerRef == null) {
      throw new IllegalStateException("attempt " + id + " has no PaymentIntent");
    }
    return providerRef;
  }

  String creationKey() {
    return creation == 1 ? id.toString() : id + ":" + creation;
  }

  String confirmationKey() {
    return id + ":confirm";
  }

  /// Its confirmation may have been sent, and money may move or have moved.
  boolean isOpen() {
    return !state.isOver() && state != AttemptState.CREATED && state != AttemptState.PAID;
  }

  /// It was declined, and whoever has the client secret of its PaymentIntent can still pay it.
  boolean isLoose() {
    return state == AttemptState.DECLINED && paid == null && !marks.ended;
  }

  /// The provider may take money for it, whatever this system does next.
  boolean mayMoveMoney() {
    return isOpen() || isLoose();
  }

  /// Nothing of it is sent before the same request comes again.
  boolean isWithheld() {
    return marks.withheld && (state == AttemptState.CREATED || state == AttemptState.SENT);
  }

  Attempt sent(String intent) {
    return new Attempt(
        id, number, paymentMethod, AttemptState.SENT, intent, creation, null, asked, marks, paid);
  }

  Attempt createdWithNextKey() {
    return new Attempt(
        id, number, paymentMethod, state, null, creation + 1, declineCode, asked, marks, paid);
  }

  /// What its owner had to do, and what was still to be sent, is over with the state.
  Attempt with(AttemptState to, @Nullable String code) {
    var over = new Asked(asked.confirmations, false, asked.toRead, null, null);
    return new Attempt(
        id, number, paymentMethod, to, providerRef, creation, code, over, marks, paid);
  }

  Attempt with(Asked nowAsked) {
    return with(nowAsked, marks, paid);
  }

  Attempt with(Paid nowPaid) {
    return with(asked, marks, nowPaid);
  }

  private Attempt with(Marks nowMarks) {
    return with(asked, nowMarks, paid);
  }

  private Attempt with(Asked nowAsked, Marks nowMarks, @Nullable Paid nowPaid) {
    return new Attempt(
        id,
        number,
        paymentMethod,
        state,
        providerRef,
        creation,
        declineCode,
        nowAsked,
        nowMarks,
        nowPaid);
  }

  /// Its PaymentIntent will never be paid.
  Attempt ended() {
    return with(new Marks(true, marks.withheld, marks.listRefunds));
  }

  Attempt withheld(boolean whether) {
    return with(new Marks(marks.ended, whether, marks.listRefunds));
  }

  Attempt listRefunds(boolean whether) {
    return with(new Marks(marks.ended, marks.withheld, whether));
  }

  Attempt toRead(boolean whether) {
    return with(new Asked(asked.confirmations, asked.again, whether, asked.readAt, asked.action));
  }

  /// Its owner has something to do, as was seen now.
  Attempt waiting(PaymentAction action, Instant now) {
    return with(new Asked(asked.confirmations, false, asked.toRead, now, action));
  }

  /// @param whether the money was read not to have moved; else sending it again was unclear again
  Attempt confirmAgain(boolean whether) {
    var times = whether ? asked.confirmations + 1 : asked.confirmations;
    return with(new Asked(times, whether, asked.toRead, null, null));
  }
}
