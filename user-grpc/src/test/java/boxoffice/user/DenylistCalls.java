package boxoffice.user;

import boxoffice.user.revocation.Revocations;
import boxoffice.user.v1.DenylistServiceGrpc;
import boxoffice.user.v1.GetDenylistRequest;
import boxoffice.user.v1.GetDenylistResponse;
import boxoffice.wire.BearerToken;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;

/// The denylist of a running user-grpc: adding to it and asking for it.
record DenylistCalls(RunningUserGrpc user) {

  /// Revokes that many sessions that never were, in one transaction.
  ///
  /// @return their ids
  List<String> revoke(int count) {
    var ids = Stream.generate(() -> UUID.randomUUID().toString()).limit(count).toList();
    revoke(ids);
    return ids;
  }

  void revoke(Collection<String> ids) {
    user.bean(DSLContext.class)
        .transaction(
            transaction -> user.bean(Revocations.class).endSessions(transaction.dsl(), ids));
  }

  GetDenylistResponse after(long epoch, long number) {
    return after(user.clientToken("denylist.read"), epoch, number);
  }

  GetDenylistResponse after(String token, long epoch, long number) {
    return DenylistServiceGrpc.newBlockingStub(user.channel())
        .withCallCredentials(new BearerToken(() -> token))
        .getDenylist(
            GetDenylistRequest.newBuilder().setEpoch(epoch).setAfterNumber(number).build());
  }
}
