package boxoffice.order;

import boxoffice.order.v1.AuditEntry;
import boxoffice.order.v1.AuditServiceGrpc;
import boxoffice.order.v1.ListAuditEntriesRequest;
import boxoffice.order.v1.OperationsServiceGrpc;
import boxoffice.order.v1.OperationsServiceGrpc.OperationsServiceBlockingStub;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.ResolveOrderRequest;
import boxoffice.order.v1.RetryOrderRequest;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.BearerToken;
import io.grpc.Channel;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// What an operator does with order-grpc, or whoever tries to be one.
record Operator(Channel channel, Person person) {
  static final String REASON = "for the test";

  OperationsServiceBlockingStub does() {
    return OperationsServiceGrpc.newBlockingStub(channel)
        .withDeadlineAfter(20, TimeUnit.SECONDS)
        .withCallCredentials(new BearerToken(person::accessToken));
  }

  /// What operators did with something, the newest first.
  List<AuditEntry> entries(String subject) {
    return AuditServiceGrpc.newBlockingStub(channel)
        .withCallCredentials(new BearerToken(person::accessToken))
        .listAuditEntries(ListAuditEntriesRequest.newBuilder().setSubject(subject).build())
        .getEntriesList();
  }

  static RetryOrderRequest.Builder retry(Order order) {
    return RetryOrderRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setOrderId(order.getOrderId())
        .setReason(REASON);
  }

  static ResolveOrderRequest.Builder resolve(Order order) {
    return ResolveOrderRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setOrderId(order.getOrderId())
        .setReason(REASON);
  }
}
