package boxoffice.order.mail;

import static boxoffice.db.orders.Tables.ORDER;

import boxoffice.user.v1.AccountServiceGrpc.AccountServiceBlockingStub;
import boxoffice.user.v1.GetContactRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/// Where to write to a buyer, asked of user-grpc at the time of writing: an address may have
/// changed since the order. Of a partner's order, what the partner has said.
final class Contacts {
  private final AccountServiceBlockingStub user;
  private final DSLContext sql;

  /// @param user sends the service's own token
  Contacts(AccountServiceBlockingStub user, DSLContext sql) {
    this.user = user;
    this.sql = sql;
  }

  /// @param email the address
  /// @param displayName how the person is addressed
  record Contact(String email, String displayName) {}

  /// @return empty for an account that is no more
  /// @throws StatusRuntimeException when user-grpc does not answer
  Optional<Contact> find(UUID accountId) {
    var request = GetContactRequest.newBuilder().setAccountId(accountId.toString()).build();
    try {
      var answer = user.getContact(request);
      return Optional.of(new Contact(answer.getEmail(), answer.getDisplayName()));
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// @return empty for an order without a holder
  Optional<Contact> holder(UUID orderId) {
    return sql.select(ORDER.HOLDER_EMAIL, ORDER.HOLDER_NAME)
        .from(ORDER)
        .where(ORDER.ORDER_ID.eq(orderId))
        .and(ORDER.HOLDER_EMAIL.isNotNull())
        .fetchOptional(row -> new Contact(row.value1(), row.value2()));
  }
}
