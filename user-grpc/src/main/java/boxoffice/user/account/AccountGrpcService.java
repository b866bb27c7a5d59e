package boxoffice.user.account;

import boxoffice.user.v1.AccountServiceGrpc;
import boxoffice.user.v1.GetContactRequest;
import boxoffice.user.v1.GetContactResponse;
import boxoffice.user.v1.RegisterRequest;
import boxoffice.user.v1.RegisterResponse;
import boxoffice.user.v1.VerifyEmailRequest;
import boxoffice.user.v1.VerifyEmailResponse;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import org.springframework.grpc.server.service.GrpcService;

/// Accounts over gRPC.
@GrpcService
class AccountGrpcService extends AccountServiceGrpc.AccountServiceImplBase {
  private final RegisterAccount registerAccount;
  private final AccountStore accounts;
  private final Clock clock;

  AccountGrpcService(RegisterAccount registerAccount, AccountStore accounts, Clock clock) {
    this.registerAccount = registerAccount;
    this.accounts = accounts;
    this.clock = clock;
  }

  @Override
  public void register(RegisterRequest request, StreamObserver<RegisterResponse> reply) {
    registerAccount.register(
        WireTypes.uuid(request.getRequestId()),
        request.getEmail(),
        request.getPassword(),
        request.getDisplayName());
    reply.onNext(RegisterResponse.getDefaultInstance());
    reply.onCompleted();
  }

  @Override
  public void verifyEmail(VerifyEmailRequest request, StreamObserver<VerifyEmailResponse> reply) {
    var token = new EmailToken(request.getToken());
    if (!accounts.useProof(token.hash(), WireTypes.uuid(request.getRequestId()), clock.instant())) {
      throw new WireException(ErrorReason.INVALID_CODE, "the link is not valid any more");
    }
    reply.onNext(VerifyEmailResponse.getDefaultInstance());
    reply.onCompleted();
  }

  @Override
  public void getContact(GetContactRequest request, StreamObserver<GetContactResponse> reply) {
    var account =
        accounts
            .find(WireTypes.uuid(request.getAccountId()))
            .orElseThrow(() -> WireException.notFound("account"));
    reply.onNext(
        GetContactResponse.newBuilder()
            .setEmail(account.email())
            .setDisplayName(account.displayName())
            .build());
    reply.onCompleted();
  }
}
