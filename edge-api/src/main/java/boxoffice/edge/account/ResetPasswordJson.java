package boxoffice.edge.account;

import boxoffice.edge.request.RequestId;
import boxoffice.user.v1.ResetPasswordRequest;

/// A new password, and the token of the mailed link that allows it.
record ResetPasswordJson(String token, String newPassword) {

  ResetPasswordRequest toProto(RequestId requestId) {
    return ResetPasswordRequest.newBuilder()
        .setRequestId(requestId.text())
        .setToken(token)
        .setNewPassword(newPassword)
        .build();
  }

  /// Never the token or the password.
  @Override
  public String toString() {
    return "ResetPasswordJson";
  }
}
