package boxoffice.edge.account;

import boxoffice.edge.request.RequestId;
import boxoffice.user.v1.CloseAccountRequest;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;

/// @param currentPassword without it nothing is allowed
record CloseAccountJson(@JsonSetter(nulls = Nulls.SET) @Nullable String currentPassword) {

  CloseAccountRequest toProto(RequestId requestId) {
    return CloseAccountRequest.newBuilder()
        .setRequestId(requestId.text())
        .setCurrentPassword(currentPassword == null ? "" : currentPassword)
        .build();
  }

  /// Never the password.
  @Override
  public String toString() {
    return "CloseAccountJson";
  }
}
