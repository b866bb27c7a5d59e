package boxoffice.edge.session;

import boxoffice.edge.request.RequestId;
import boxoffice.user.v1.RefreshSessionRequest;

/// What is changed into new tokens.
record RefreshJson(String refreshToken) {

  RefreshSessionRequest toProto(RequestId requestId) {
    return RefreshSessionRequest.newBuilder()
        .setRequestId(requestId.text())
        .setRefreshToken(refreshToken)
        .build();
  }

  /// Never the token.
  @Override
  public String toString() {
    return "RefreshJson";
  }
}
