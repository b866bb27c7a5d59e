package boxoffice.inventory.tickettype;

import static boxoffice.inventory.Shows.cancelling;
import static boxoffice.inventory.Shows.euros;
import static boxoffice.inventory.Shows.newId;
import static boxoffice.inventory.Shows.reason;
import static boxoffice.inventory.Shows.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Shows;
import boxoffice.inventory.Truth;
import boxoffice.inventory.v1.Charges;
import boxoffice.inventory.v1.CreateTicketTypeRequest;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PerformanceState;
import boxoffice.inventory.v1.TicketType;
import boxoffice.inventory.v1.TicketTypeRefusal;
import boxoffice.inventory.v1.TicketTypeServiceGrpc.TicketTypeServiceBlockingStub;
import boxoffice.inventory.v1.UpdateTicketTypeRequest;
import boxoffice.inventory.v1.WithdrawTicketTypeRequest;
import boxoffice.money.v1.Money;
import boxoffice.user.RunningUserGrpc;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Timestamp;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Ticket types over the wire.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TicketTypesTest {
  private static final int MOST_OF_A_CATEGORY = 20;

  private final RunningUserGrpc users;
  private final RunningInventoryGrpc inventory;
  private Truth truth;
  private Shows shows;
  private String stranger;
  private String buyer;

  TicketTypesTest(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    this.users = users;
    this.inventory = inventory;
  }

  @BeforeAll
  void start() {
    truth = new Truth();
    shows = new Shows(inventory, users.organiser().accessToken());
    stranger = users.organiser().accessToken();
    buyer = users.person("buyer").accessToken();
  }

  @AfterAll
  void stop() {
    truth.close();
  }

  @Test
  void addsTicketTypesThatAreReadWithThePerformance() {
    var performance = open();
    var request = create(performance, "Stalls", "Child").setPerOrderLimit(2);

    var child = own().createTicketType(request.build()).getTicketType();
    var adult = add(performance, "Stalls", "Adult");
    var circle = add(performance, "Circle", "Child");

    assertThat(child.getPrice()).isEqualTo(euros(900));
    assertThat(child.getPerOrderLimit()).isEqualTo(2);
    assertThat(child.hasOnSaleTime()).isFalse();
    assertThat(own().createTicketType(request.build()).getTicketType()).isEqualTo(child);
    var read = shows.read(buyer, performance.getPerformanceId());
    assertThat(read.getTicketTypesList()).containsExactly(circle, child, adult);
    assertThat(read.getEtag()).isNotEqualTo(performance.getEtag());
    assertThat(reason(() -> own().createTicketType(request.setCategory("Circle").build())))
        .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(audit(child)).containsExactly("ticket-type-created");
  }

  @Test
  void changesWhatTheMaskNames() {
    var performance = open();
    var before = add(performance, "Stalls", "Child");
    var request =
        update(before, "price", "off_sale_time", "per_buyer_limit")
            .setPrice(euros(700))
            .setOffSaleTime(performance.getOffSaleTime())
            .setPerBuyerLimit(3)
            .setDisplayName("ignored")
            .setEtag(before.getEtag());

    var after = own().updateTicketType(request.build()).getTicketType();

    assertThat(after.getDisplayName()).isEqualTo("Child");
    assertThat(after.getPrice()).isEqualTo(euros(700));
    assertThat(after.getOffSaleTime()).isEqualTo(performance.getOffSaleTime());
    assertThat(after.getPerBuyerLimit()).isEqualTo(3);
    assertThat(own().updateTicketType(request.build()).getTicketType()).isEqualTo(after);
    assertThat(reason(() -> own().updateTicketType(request.setRequestId(newId()).build())))
        .isEqualTo("ETAG_MISMATCH");

    var open = own().updateTicketType(update(after, "off_sale_time").build()).getTicketType();
    assertThat(open.hasOffSaleTime()).isFalse();
    assertThat(audit(before))
        .containsExactly("ticket-type-created", "ticket-type-updated", "ticket-type-updated");
  }

  @Test
  void chargesFeeAndTax() {
    var performance = open();
    var charges =
        Charges.newBuilder().setBookingFeeMinor(150).setTaxBasisPoints(1900).setTaxOnTop(true);
    var request = create(performance, "Stalls", "Child").setCharges(charges);

    var child = own().createTicketType(request.build()).getTicketType();

    assertThat(child.getCharges()).isEqualTo(charges.build());
    assertThat(shows.read(buyer, performance.getPerformanceId()).getTicketTypesList())
        .containsExactly(child);
    var dearer = own().updateTicketType(update(child, "price").setPrice(euros(950)).build());
    assertThat(dearer.getTicketType().getCharges()).isEqualTo(charges.build());
    var free = own().updateTicketType(update(child, "charges").build()).getTicketType();
    assertThat(free.getCharges()).isEqualTo(Charges.getDefaultInstance());
    assertThat(free.getPrice()).isEqualTo(euros(950));
    for (var wrong :
        List.of(
            charges.clone().setTaxBasisPoints(10_001),
            charges.clone().setTaxBasisPoints(-1),
            charges.clone().setBookingFeeMinor(-1),
            charges.clone().setBookingFeeMinor(100_000_001))) {
      assertThat(reason(() -> own().createTicketType(request.clone().setCharges(wrong).build())))
          .isEqualTo("VALIDATION_FAILED");
    }
  }

  @Test
  void withdrawsForGood() {
    var performance = open();
    var type = add(performance, "Stalls", "Child");
    var request = withdraw(type).setEtag(type.getEtag()).build();

    var withdrawn = own().withdrawTicketType(request).getTicketType();

    assertThat(withdrawn.getWithdrawn()).isTrue();
    assertThat(own().withdrawTicketType(request).getTicketType()).isEqualTo(withdrawn);
    assertThat(own().withdrawTicketType(withdraw(type).build()).getTicketType())
        .isEqualTo(withdrawn);
    assertThat(reason(() -> own().withdrawTicketType(withdraw(type).setEtag("r9").build())))
        .isEqualTo("ETAG_MISMATCH");
    assertThat(
            own()
                .updateTicketType(update(type, "price").setPrice(euros(1)).build())
                .getRefused()
                .getReason())
        .isEqualTo(TicketTypeRefusal.TICKET_TYPE_REFUSAL_WITHDRAWN);
    assertThat(shows.read(buyer, performance.getPerformanceId()).getTicketTypesList())
        .containsExactly(withdrawn);
  }

  @Test
  void refusesMoreThanTwentyOfACategoryAndAnythingWhereItIsCancelled() {
    var performance = open();
    for (int i = 0; i < MOST_OF_A_CATEGORY; i++) {
      add(performance, "Stalls", "Type " + i);
    }
    assertThat(
            own()
                .createTicketType(create(performance, "Stalls", "One more").build())
                .getRefused()
                .getReason())
        .isEqualTo(TicketTypeRefusal.TICKET_TYPE_REFUSAL_TOO_MANY);
    var circle = add(performance, "Circle", "Child");

    var _ =
        shows.performances().cancelPerformance(cancelling(performance.getPerformanceId()).build());
    assertThat(
            own()
                .createTicketType(create(performance, "Circle", "Late").build())
                .getRefused()
                .getReason())
        .isEqualTo(TicketTypeRefusal.TICKET_TYPE_REFUSAL_PERFORMANCE_CANCELLED);
    assertThat(
            own()
                .updateTicketType(update(circle, "price").setPrice(euros(1)).build())
                .getRefused()
                .getReason())
        .isEqualTo(TicketTypeRefusal.TICKET_TYPE_REFUSAL_PERFORMANCE_CANCELLED);
  }

  @Test
  void i1i2g13AndStrangersChangeNothing() {
    var performance = open();
    var type = add(performance, "Stalls", "Child");
    var before = shows.read(shows.token(), performance.getPerformanceId());
    var dollars = Money.newBuilder().setAmountMinor(1).setCurrency("USD").build();
    var good = create(performance, "Stalls", "New").build();
    for (var bad :
        List.of(
            good.toBuilder().setRequestId("").build(),
            good.toBuilder().setPerformanceId("'; drop table").build(),
            good.toBuilder().setCategory("Box").build(),
            good.toBuilder().setCategory("").build(),
            good.toBuilder().setDisplayName("Child").build(),
            good.toBuilder().setDisplayName("a\u0000").build(),
            good.toBuilder().clearPrice().build(),
            good.toBuilder().setPrice(euros(-1)).build(),
            good.toBuilder().setPrice(dollars).build(),
            good.toBuilder().setPerOrderLimit(1001).build(),
            good.toBuilder().setOnSaleTime(time(2)).setOffSaleTime(time(2)).build())) {
      assertThat(reason(() -> own().createTicketType(bad)))
          .as(bad.toString())
          .isEqualTo("VALIDATION_FAILED");
    }
    for (var bad :
        List.of(
            update(type).build(),
            update(type, "category").build(),
            update(type, "price").build(),
            update(type, "price").setPrice(dollars).build(),
            update(type, "display_name").build(),
            update(type, "per_order_limit").setPerOrderLimit(-1).build(),
            update(type, "on_sale_time", "off_sale_time")
                .setOnSaleTime(time(2))
                .setOffSaleTime(time(1))
                .build(),
            update(type, "price").setPrice(euros(1)).setTicketTypeId("*").build())) {
      assertThat(reason(() -> own().updateTicketType(bad)))
          .as(bad.toString())
          .isEqualTo("VALIDATION_FAILED");
    }
    var update = update(type, "price").setPrice(euros(1));
    var unknown = newId();
    for (var as : new String[] {stranger, buyer}) {
      var calls = shows.ticketTypes(as);
      var expected = as.equals(buyer) ? "FORBIDDEN" : "NOT_FOUND";
      assertThat(refusal(() -> calls.createTicketType(good)))
          .startsWith(expected)
          .isEqualTo(
              refusal(() ->
                  calls.createTicketType(good.toBuilder().setPerformanceId(unknown).build())));
      assertThat(refusal(() -> calls.updateTicketType(update.build())))
          .startsWith(expected)
          .isEqualTo(
              refusal(
                  () -> calls.updateTicketType(update.clone().setTicketTypeId(unknown).build())));
      assertThat(refusal(() -> calls.withdrawTicketType(withdraw(type).build())))
          .startsWith(expected)
          .isEqualTo(
              refusal(
                  () -> calls.withdrawTicketType(withdraw(type).setTicketTypeId(unknown).build())));
    }
    assertThat(shows.read(shows.token(), performance.getPerformanceId())).isEqualTo(before);
  }

  private Performance open() {
    return shows.create(PerformanceState.PERFORMANCE_STATE_OPEN);
  }

  private TicketTypeServiceBlockingStub own() {
    return shows.ticketTypes(shows.token());
  }

  private TicketType add(Performance performance, String category, String name) {
    return own().createTicketType(create(performance, category, name).build()).getTicketType();
  }

  private static CreateTicketTypeRequest.Builder create(
      Performance performance, String category, String name) {
    return CreateTicketTypeRequest.newBuilder()
        .setRequestId(newId())
        .setPerformanceId(performance.getPerformanceId())
        .setCategory(category)
        .setDisplayName(name)
        .setPrice(euros(900));
  }

  private static UpdateTicketTypeRequest.Builder update(TicketType type, String... mask) {
    return UpdateTicketTypeRequest.newBuilder()
        .setRequestId(newId())
        .setTicketTypeId(type.getTicketTypeId())
        .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(mask)));
  }

  private static WithdrawTicketTypeRequest.Builder withdraw(TicketType type) {
    return WithdrawTicketTypeRequest.newBuilder()
        .setRequestId(newId())
        .setTicketTypeId(type.getTicketTypeId());
  }

  private static Timestamp time(long seconds) {
    return Timestamp.newBuilder().setSeconds(seconds).build();
  }

  private List<String> audit(TicketType type) {
    return truth.rows(
        "select action from inventory.audit_entry where subject = ? order by number",
        type.getTicketTypeId());
  }
}
