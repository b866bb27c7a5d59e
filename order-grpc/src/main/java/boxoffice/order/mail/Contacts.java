package boxoffice.order.mail;

import boxoffice.user.v1.AccountServiceGrpc.AccountServiceBlockingStub;
import boxoffice.user.v1.GetContactRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.UUID;

/// Where to write to a buyer, asked of user-grpc at the time of writing: an address may have
/// changed since the order.
final class Contacts {
  private final AccountServiceBlockingStub user;

  /// @param user sends the service's own token
  Contacts(AccountServiceBlockingStub user) {
    this.user = user;
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
}
