package boxoffice.order;

import boxoffice.inventory.v1.Hold;
import boxoffice.order.v1.CancelItemsRequest;
import boxoffice.order.v1.CancelItemsResponse;
import boxoffice.order.v1.CancelOrderRequest;
import boxoffice.order.v1.CancelOrderResponse;
import boxoffice.order.v1.GetOrderRequest;
import boxoffice.order.v1.ListTicketsRequest;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderServiceGrpc;
import boxoffice.order.v1.OrderServiceGrpc.OrderServiceBlockingStub;
import boxoffice.order.v1.PayOrderRequest;
import boxoffice.order.v1.PayOrderResponse;
import boxoffice.order.v1.PlaceOrderRequest;
import boxoffice.order.v1.PlaceOrderResponse;
import boxoffice.order.v1.Ticket;
import boxoffice.order.v1.TicketServiceGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.BearerToken;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// What a buyer does with order-grpc.
///
/// @param patience the deadline of each call
record Buying(Channel channel, Person buyer, Duration patience) {
  static final String VISA = "pm_card_visa";
  static final String DECLINED = "pm_card_visa_chargeDeclined";
  static final String ASKS_ITS_OWNER = "pm_card_threeDSecure2Required";

  static Buying by(Person buyer, Channel channel) {
    return new Buying(channel, buyer, Duration.ofSeconds(30));
  }

  Buying within(Duration time) {
    return new Buying(channel, buyer, time);
  }

  PlaceOrderResponse place(UUID request, Hold hold, String paymentMethod) {
    return orders()
        .placeOrder(
            PlaceOrderRequest.newBuilder()
                .setRequestId(request.toString())
                .setHoldName(hold.getName())
                .setPaymentMethod(paymentMethod)
                .build());
  }

  /// What several holds have, as one order.
  PlaceOrderResponse placeAll(UUID request, List<Hold> holds, String paymentMethod) {
    return orders()
        .placeOrder(
            PlaceOrderRequest.newBuilder()
                .setRequestId(request.toString())
                .addAllHoldNames(holds.stream().map(Hold::getName).toList())
                .setPaymentMethod(paymentMethod)
                .build());
  }

  PlaceOrderResponse placeAll(List<Hold> holds, String paymentMethod) {
    return placeAll(UUID.randomUUID(), holds, paymentMethod);
  }

  PlaceOrderResponse place(Hold hold, String paymentMethod) {
    return place(UUID.randomUUID(), hold, paymentMethod);
  }

  PayOrderResponse pay(UUID request, Order order, String paymentMethod) {
    return orders()
        .payOrder(
            PayOrderRequest.newBuilder()
                .setRequestId(request.toString())
                .setOrderId(order.getOrderId())
                .setPaymentMethod(paymentMethod)
                .build());
  }

  CancelOrderResponse cancel(UUID request, Order order) {
    return orders()
        .cancelOrder(
            CancelOrderRequest.newBuilder()
                .setRequestId(request.toString())
                .setOrderId(order.getOrderId())
                .build());
  }

  CancelOrderResponse cancel(Order order) {
    return cancel(UUID.randomUUID(), order);
  }

  /// Of a confirmed order.
  CancelItemsResponse cancelItems(Order order, Integer... positions) {
    return orders()
        .cancelItems(
            CancelItemsRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setOrderId(order.getOrderId())
                .addAllPositions(List.of(positions))
                .build());
  }

  /// Makes a call with a request id again for as long as it is not answered in time.
  static <T> T answered(Supplier<T> call) {
    return Eventually.got(
        "answered",
        () -> {
          try {
            return Optional.of(call.get());
          } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  Order order(String orderId) {
    return orders().getOrder(GetOrderRequest.newBuilder().setOrderId(orderId).build()).getOrder();
  }

  List<Ticket> tickets(Order order) {
    return TicketServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS)
        .withCallCredentials(new BearerToken(buyer::accessToken))
        .listTickets(ListTicketsRequest.newBuilder().setOrderId(order.getOrderId()).build())
        .getTicketsList();
  }

  OrderServiceBlockingStub orders() {
    return OrderServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS)
        .withCallCredentials(new BearerToken(buyer::accessToken));
  }
}
