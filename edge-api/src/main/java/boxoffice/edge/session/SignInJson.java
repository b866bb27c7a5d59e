package boxoffice.edge.session;

import boxoffice.edge.request.RequestId;
import boxoffice.user.v1.SignInRequest;

/// Who signs in.
record SignInJson(String email, String password) {

  SignInRequest toProto(RequestId requestId) {
    return SignInRequest.newBuilder()
        .setRequestId(requestId.text())
        .setEmail(email)
        .setPassword(password)
        .build();
  }

  /// Never the password.
  @Override
  public String toString() {
    return "SignInJson";
  }
}
