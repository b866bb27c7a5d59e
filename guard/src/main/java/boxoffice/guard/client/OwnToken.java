package boxoffice.guard.client;

import boxoffice.user.v1.ClientTokenServiceGrpc.ClientTokenServiceBlockingStub;
import boxoffice.user.v1.IssueClientTokenRequest;
import boxoffice.wire.WireTypes;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This process's own access token, kept until shortly before it expires or until it is refused:
/// its client may have been given another secret, or the keys another key. One caller at a time
/// asks for a new one, at most once a second. While user-grpc is away the old one serves for as
/// long as it is good.
final class OwnToken implements Supplier<String> {
  private static final Logger log = LoggerFactory.getLogger(OwnToken.class);
  private static final Duration EARLY = Duration.ofSeconds(30);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private final ClientTokenServiceBlockingStub user;
  private final ClientSettings client;
  private final Clock clock;
  private final Supplier<UUID> ids;
  private final Predicate<String> refused;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Token current;

  /// @param askedAt when it was last tried to get another one
  /// @param renewAt from then on a new one is wanted
  private record Token(String text, Instant askedAt, Instant renewAt, Instant expiresAt) {}

  /// @param refused whether a token is certainly no longer good
  OwnToken(
      ClientTokenServiceBlockingStub user,
      ClientSettings client,
      Clock clock,
      Supplier<UUID> ids,
      Predicate<String> refused) {
    this.user = user;
    this.client = client;
    this.clock = clock;
    this.ids = ids;
    this.refused = refused;
  }

  /// @throws StatusRuntimeException when there is none and user-grpc gives none
  @Override
  public String get() {
    var token = current;
    return token != null && isGood(token) ? token.text() : renewed();
  }

  private boolean isGood(Token token) {
    var now = clock.instant();
    return now.isBefore(token.renewAt())
        && (now.isBefore(token.askedAt().plus(BETWEEN_TRIES)) || !refused.test(token.text()));
  }

  private String renewed() {
    asking.lock();
    try {
      var token = current;
      if (token == null || !isGood(token)) {
        token = ask(token);
        current = token;
      }
      return token.text();
    } finally {
      asking.unlock();
    }
  }

  private Token ask(@Nullable Token old) {
    var now = clock.instant();
    // whoever waits shares the answer, so nobody's deadline or cancellation may end the question
    var context = Context.ROOT.attach();
    try {
      var answer = user.issueClientToken(request());
      var expires = WireTypes.instant(answer.getAccessTokenExpireTime());
      return new Token(answer.getAccessToken(), now, renewal(now, expires), expires);
    } catch (StatusRuntimeException e) {
      if (old == null || !now.isBefore(old.expiresAt())) {
        throw e;
      }
      log.warn("no new access token: {}", e.getStatus().getCode());
      return new Token(old.text(), now, now.plus(BETWEEN_TRIES), old.expiresAt());
    } finally {
      Context.ROOT.detach(context);
    }
  }

  /// Never later than half of its life, however short that is.
  private static Instant renewal(Instant now, Instant expires) {
    var half = now.plus(Duration.between(now, expires).dividedBy(2));
    var early = expires.minus(EARLY);
    return early.isAfter(half) ? early : half;
  }

  private IssueClientTokenRequest request() {
    return IssueClientTokenRequest.newBuilder()
        .setRequestId(ids.get().toString())
        .setClientId(client.id())
        .setClientSecret(client.secret())
        .build();
  }
}
