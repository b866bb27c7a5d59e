package boxoffice.edge.account;

import boxoffice.edge.request.RequestId;
import boxoffice.user.v1.VerifyEmailRequest;

/// The token of a mailed link.
record VerifyEmailJson(String token) {

  VerifyEmailRequest toProto(RequestId requestId) {
    return VerifyEmailRequest.newBuilder().setRequestId(requestId.text()).setToken(token).build();
  }

  /// Never the token.
  @Override
  public String toString() {
    return "VerifyEmailJson";
  }
}
