package boxoffice.edge.account;

import boxoffice.edge.request.RequestId;
import boxoffice.user.v1.ChangeEmailRequest;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;

/// @param currentPassword without it nothing is allowed
record ChangeEmailJson(
    String newEmail, @JsonSetter(nulls = Nulls.SET) @Nullable String currentPassword) {

  ChangeEmailRequest toProto(RequestId requestId) {
    return ChangeEmailRequest.newBuilder()
        .setRequestId(requestId.text())
        .setNewEmail(newEmail)
        .setCurrentPassword(currentPassword == null ? "" : currentPassword)
        .build();
  }

  /// Never the password.
  @Override
  public String toString() {
    return "ChangeEmailJson";
  }
}
