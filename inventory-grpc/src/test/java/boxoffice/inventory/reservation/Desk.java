package boxoffice.inventory.reservation;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.Together;
import boxoffice.inventory.Truth;
import boxoffice.inventory.hold.HoldName;
import boxoffice.inventory.hold.WishingHall;
import boxoffice.inventory.v1.AreaChoice;
import boxoffice.inventory.v1.BestAvailable;
import boxoffice.inventory.v1.BookSeatsRequest;
import boxoffice.inventory.v1.BookSeatsResponse;
import boxoffice.inventory.v1.FreeLinesRequest;
import boxoffice.inventory.v1.FreeSeatsRequest;
import boxoffice.inventory.v1.HeldSeat;
import boxoffice.inventory.v1.Hold;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PerformanceChoice;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.ProductChoice;
import boxoffice.inventory.v1.ReleaseHoldRequest;
import boxoffice.inventory.v1.ReserveSeatsRequest;
import boxoffice.inventory.v1.ReserveSeatsResponse;
import boxoffice.inventory.v1.ReservedSeat;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Orders of what is sold in a [WishingHall], as order-grpc makes them.
public final class Desk implements AutoCloseable {
  public final RunningInventoryGrpc inventory;
  public final WishingHall hall;
  public final Truth truth = new Truth();
  private final String orders;

  public Desk(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    this.inventory = inventory;
    orders = users.clientToken();
    hall = new WishingHall(inventory, users.organiser().accessToken());
  }

  public static PlaceHoldRequest.Builder best(Performance performance, int count) {
    return WishingHall.wish(performance)
        .addBest(BestAvailable.newBuilder().setCount(count).setCategory("Stalls"));
  }

  public static PerformanceChoice also(Performance performance, int count) {
    return PerformanceChoice.newBuilder()
        .setPerformanceId(performance.getPerformanceId())
        .addBest(BestAvailable.newBuilder().setCount(count).setCategory("Stalls"))
        .build();
  }

  public static ProductChoice units(String sku, int quantity) {
    return ProductChoice.newBuilder().setSku(sku).setQuantity(quantity).build();
  }

  public AreaChoice places(int count) {
    return AreaChoice.newBuilder().setAreaId(hall.areaId()).setCount(count).build();
  }

  /// Pools of a Redis that another test had are built anew meanwhile.
  public Hold hold(Person buyer, PlaceHoldRequest.Builder request) {
    return Together.insist(() -> hall.hold(buyer.accessToken(), request)).getHeld();
  }

  public boolean release(Person buyer, Hold hold) {
    return inventory
        .holds(buyer.accessToken())
        .releaseHold(
            ReleaseHoldRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setName(hold.getName())
                .build())
        .hasReleased();
  }

  public ReserveSeatsResponse reserve(UUID order, Hold hold, Person buyer) {
    return reserve(
        RunningInventoryGrpc.reserveRequest(order, hold.getName(), buyer, Duration.ofMinutes(15)));
  }

  ReserveSeatsResponse reserve(ReserveSeatsRequest request) {
    return inventory.reservations(orders).reserveSeats(request);
  }

  /// What a process that is paused after it has pinned goes on with.
  Reservation pin(UUID order, Hold hold, Person buyer) {
    return pin(order, List.of(hold), buyer);
  }

  Reservation pin(UUID order, List<Hold> holds, Person buyer) {
    var request =
        new PinHold.Request(
            order,
            holds.stream().map(Hold::getName).map(HoldName::parse).toList(),
            buyer.accountId(),
            Instant.now().plus(Duration.ofMinutes(15)));
    return ((PinHold.Pinned.All) bean(PinHold.class).pin(request)).reservation();
  }

  ReserveTransaction.Reserved commit(Reservation reservation) {
    return bean(ReserveTransaction.class).reserve(bean(Catalogue.class).wanted(reservation));
  }

  public <T> T bean(Class<T> type) {
    return inventory.context().getBean(type);
  }

  public BookSeatsResponse book(UUID order, Hold hold) {
    return inventory
        .reservations(orders)
        .bookSeats(
            BookSeatsRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setOrderId(order.toString())
                .setPerformanceId(hold.getPerformanceId())
                .build());
  }

  public void free(UUID order, Hold hold) {
    var _ =
        inventory
            .reservations(orders)
            .freeSeats(
                FreeSeatsRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setOrderId(order.toString())
                    .setPerformanceId(hold.getPerformanceId())
                    .build());
  }

  public void freeLines(UUID order, Hold hold, List<HeldSeat> seats, List<String> skus) {
    var _ = inventory.reservations(orders).freeLines(lines(order, hold, seats, skus));
  }

  private static FreeLinesRequest lines(
      UUID order, Hold hold, List<HeldSeat> seats, List<String> skus) {
    return FreeLinesRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setOrderId(order.toString())
        .setPerformanceId(hold.getPerformanceId())
        .addAllSeats(
            seats.stream()
                .map(seat ->
                    ReservedSeat.newBuilder()
                        .setPerformanceId(seat.getPerformanceId())
                        .setSeatId(seat.getSeatId())
                        .build())
                .toList())
        .addAllSkus(skus)
        .build();
  }

  /// As of a process that dies after the commit, before it tells Redis.
  public void reserveUntold(UUID order, Hold hold, Person buyer) {
    var reserved = commit(pin(order, hold, buyer));
    if (!(reserved instanceof ReserveTransaction.Reserved.Done)) {
      throw new AssertionError(reserved);
    }
  }

  /// As of a process that dies before the commit.
  public void pinOnly(UUID order, Hold hold, Person buyer) {
    var _ = pin(order, hold, buyer);
  }

  /// As of a process that dies after the commit, before it tells Redis.
  public void freeUntold(UUID order, Hold hold) {
    var _ = bean(ReservationStore.class).free(order, UUID.fromString(hold.getPerformanceId()));
  }

  /// How many seats an order has in each state.
  public List<String> seats(UUID order) {
    return truth.rows(
        "select state, count(*) from audit.seat where order_id = ? group by state order by state",
        order);
  }

  /// How many seats of a performance a buyer has by PostgreSQL; empty for one who never had any.
  List<String> seats(Person buyer, Performance performance) {
    return truth.rows(
        "select seats from inventory.buyer_seats where buyer_id = ? and performance_id = ?",
        buyer.accountId(),
        UUID.fromString(performance.getPerformanceId()));
  }

  /// reserved and sold
  public String stock(String sku) {
    return truth.rows("select reserved, sold from audit.stock where sku = ?", sku).getFirst();
  }

  @Override
  public void close() {
    truth.close();
  }
}
