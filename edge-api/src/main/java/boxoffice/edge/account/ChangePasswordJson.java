package boxoffice.edge.account;

import boxoffice.edge.request.RequestId;
import boxoffice.user.v1.ChangePasswordRequest;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;

/// @param currentPassword without it nothing is allowed
record ChangePasswordJson(
    @JsonSetter(nulls = Nulls.SET) @Nullable String currentPassword, String newPassword) {

  ChangePasswordRequest toProto(RequestId requestId) {
    return ChangePasswordRequest.newBuilder()
        .setRequestId(requestId.text())
        .setCurrentPassword(currentPassword == null ? "" : currentPassword)
        .setNewPassword(newPassword)
        .build();
  }

  /// Never the passwords.
  @Override
  public String toString() {
    return "ChangePasswordJson";
  }
}
