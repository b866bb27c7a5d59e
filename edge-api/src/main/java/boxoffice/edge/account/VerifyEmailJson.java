package boxoffice.edge.account;

import boxoffice.edge.request.RequestId;
import boxoffice.user.v1.VerifyEmailRequest;

/// The token of a mailed link.
///
/// @param token what stands in the link behind `#token=`; good once, for 24 hours
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
