package boxoffice.user.admin;

import boxoffice.access.v1.Role;
import boxoffice.user.TimeKey;
import boxoffice.user.v1.AccountAdminServiceGrpc;
import boxoffice.user.v1.DisableAccountRequest;
import boxoffice.user.v1.DisableAccountResponse;
import boxoffice.user.v1.EnableAccountRequest;
import boxoffice.user.v1.EnableAccountResponse;
import boxoffice.user.v1.GrantRoleRequest;
import boxoffice.user.v1.GrantRoleResponse;
import boxoffice.user.v1.ListAccountsRequest;
import boxoffice.user.v1.ListAccountsResponse;
import boxoffice.user.v1.ManagedAccount;
import boxoffice.user.v1.RevokeRoleRequest;
import boxoffice.user.v1.RevokeRoleResponse;
import boxoffice.wire.Caller;
import boxoffice.wire.PageToken;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.util.UUID;
import org.springframework.grpc.server.service.GrpcService;

/// Other people's accounts over gRPC, for admins.
@GrpcService
class AccountAdminGrpcService extends AccountAdminServiceGrpc.AccountAdminServiceImplBase {
  private static final int STANDARD_PAGE = 50;
  private static final int MAX_PAGE = 100;

  private final ManagedAccountStore accounts;
  private final ChangeAccount changeAccount;

  AccountAdminGrpcService(ManagedAccountStore accounts, ChangeAccount changeAccount) {
    this.accounts = accounts;
    this.changeAccount = changeAccount;
  }

  @Override
  public void listAccounts(
      ListAccountsRequest request, StreamObserver<ListAccountsResponse> reply) {
    var size = PageToken.size(request.getPageSize(), STANDARD_PAGE, MAX_PAGE);
    var filter =
        new ManagedAccountStore.Filter(
            request.getEmailPrefix(), name(request.getRole()), request.getState());
    // one more than asked for says whether there is another page
    var found = accounts.list(filter, TimeKey.parse(request.getPageToken()), size + 1);
    var page = ListAccountsResponse.newBuilder();
    found.stream().limit(size).map(AccountAdminGrpcService::toProto).forEach(page::addAccounts);
    if (found.size() > size) {
      var last = found.get(size - 1);
      page.setNextPageToken(new TimeKey(last.created(), last.id()).encode());
    }
    reply.onNext(page.build());
    reply.onCompleted();
  }

  @Override
  public void grantRole(GrantRoleRequest request, StreamObserver<GrantRoleResponse> reply) {
    var account =
        changeAccount.grant(
            admin(), WireTypes.uuid(request.getAccountId()), name(request.getRole()));
    reply.onNext(GrantRoleResponse.newBuilder().setAccount(toProto(account)).build());
    reply.onCompleted();
  }

  @Override
  public void revokeRole(RevokeRoleRequest request, StreamObserver<RevokeRoleResponse> reply) {
    var account =
        changeAccount.revoke(
            admin(), WireTypes.uuid(request.getAccountId()), name(request.getRole()));
    reply.onNext(RevokeRoleResponse.newBuilder().setAccount(toProto(account)).build());
    reply.onCompleted();
  }

  @Override
  public void disableAccount(
      DisableAccountRequest request, StreamObserver<DisableAccountResponse> reply) {
    var account =
        changeAccount.disable(admin(), WireTypes.uuid(request.getAccountId()), request.getReason());
    reply.onNext(DisableAccountResponse.newBuilder().setAccount(toProto(account)).build());
    reply.onCompleted();
  }

  @Override
  public void enableAccount(
      EnableAccountRequest request, StreamObserver<EnableAccountResponse> reply) {
    var account = changeAccount.enable(admin(), WireTypes.uuid(request.getAccountId()));
    reply.onNext(EnableAccountResponse.newBuilder().setAccount(toProto(account)).build());
    reply.onCompleted();
  }

  private static UUID admin() {
    return Caller.person().accountId();
  }

  /// As tokens and tables name it; empty for none.
  private static String name(Role role) {
    return role == Role.ROLE_UNSPECIFIED ? "" : WireTypes.roleName(role);
  }

  private static ManagedAccount toProto(ManagedAccountStore.Row account) {
    var proto =
        ManagedAccount.newBuilder()
            .setAccountId(account.id().toString())
            .setEmail(account.email())
            .setDisplayName(account.displayName())
            .setState(account.state())
            .setCreateTime(WireTypes.timestamp(account.created()));
    account.roles().stream().sorted().map(WireTypes::role).forEach(proto::addRoles);
    return proto.build();
  }
}
