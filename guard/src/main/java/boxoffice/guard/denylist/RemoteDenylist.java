package boxoffice.guard.denylist;

import boxoffice.user.v1.DenylistEntry;
import boxoffice.user.v1.DenylistServiceGrpc;
import boxoffice.user.v1.GetDenylistRequest;
import boxoffice.wire.WireTypes;
import io.grpc.CallCredentials;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The denylist as user-grpc tells it. Costs user-grpc a query, so it is asked only while Redis
/// cannot be believed.
public final class RemoteDenylist implements DenylistSource {
  /// Short: whoever waits for it does not look into Redis meanwhile.
  private static final Duration PATIENCE = Duration.ofMillis(700);

  private final DenylistServiceGrpc.DenylistServiceBlockingStub user;

  /// @param user channel to user-grpc
  /// @param own this process's token, with the scope `denylist.read`
  public RemoteDenylist(Channel user, CallCredentials own) {
    this.user = DenylistServiceGrpc.newBlockingStub(user).withCallCredentials(own);
  }

  /// @throws StatusRuntimeException when user-grpc does not answer
  @Override
  public Part after(long epoch, long number) {
    var request = GetDenylistRequest.newBuilder().setEpoch(epoch).setAfterNumber(number).build();
    var answer =
        user.withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).getDenylist(request);
    return new Part(
        answer.getEpoch(),
        answer.getNumber(),
        answer.getEntriesList().stream().map(RemoteDenylist::entry).toList(),
        answer.getComplete());
  }

  private static Entry entry(DenylistEntry entry) {
    return new Entry(
        entry.getRevokedId(), entry.getNotBefore(), WireTypes.instant(entry.getExpireTime()));
  }
}
