package boxoffice.edge.account;

import boxoffice.edge.request.RequestId;
import boxoffice.user.v1.RegisterRequest;

/// What an account starts with.
record RegisterJson(String email, String password, String displayName) {

  RegisterRequest toProto(RequestId requestId) {
    return RegisterRequest.newBuilder()
        .setRequestId(requestId.text())
        .setEmail(email)
        .setPassword(password)
        .setDisplayName(displayName)
        .build();
  }

  /// Never the password.
  @Override
  public String toString() {
    return "RegisterJson";
  }
}
