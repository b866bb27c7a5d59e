package boxoffice.edge.account;

import boxoffice.edge.request.RequestId;
import boxoffice.user.v1.RequestPasswordResetRequest;
import boxoffice.user.v1.ResendVerificationRequest;

/// Whom to write to.
record AddressJson(String email) {

  ResendVerificationRequest toResend(RequestId requestId) {
    return ResendVerificationRequest.newBuilder()
        .setRequestId(requestId.text())
        .setEmail(email)
        .build();
  }

  RequestPasswordResetRequest toReset(RequestId requestId) {
    return RequestPasswordResetRequest.newBuilder()
        .setRequestId(requestId.text())
        .setEmail(email)
        .build();
  }
}
