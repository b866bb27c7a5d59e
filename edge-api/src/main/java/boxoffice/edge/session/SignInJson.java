package boxoffice.edge.session;

import boxoffice.edge.request.RequestId;
import boxoffice.user.v1.SignInRequest;

/// Who signs in.
record SignInJson(String email, String password) {

  /// @param device what the session is shown as
  SignInRequest toProto(RequestId requestId, String device) {
    return SignInRequest.newBuilder()
        .setRequestId(requestId.text())
        .setEmail(email)
        .setPassword(password)
        .setDevice(device)
        .build();
  }

  /// Never the password.
  @Override
  public String toString() {
    return "SignInJson";
  }
}
