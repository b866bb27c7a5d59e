package boxoffice.guard.client;

import boxoffice.guard.Channels;
import boxoffice.guard.GuardSettings;
import boxoffice.guard.PeerConfiguration;
import boxoffice.guard.RemoteSigningKeys;
import boxoffice.guard.TokenVerifier;
import boxoffice.guard.denylist.DenylistSource;
import boxoffice.guard.denylist.DenylistTail;
import boxoffice.guard.denylist.RemoteDenylist;
import boxoffice.guard.redis.GuardRedis;
import boxoffice.user.v1.ClientTokenServiceGrpc;
import boxoffice.wire.BearerToken;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import io.grpc.Channel;
import java.time.Clock;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// What every process except user-grpc imports: the channel `user`, the signing keys asked for over
/// it, the token that this process shows of itself, and the denylist followed in Redis and asked
/// for at user-grpc. Brings what [PeerConfiguration] brings.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClientSettings.class)
@Import(PeerConfiguration.class)
public class RemoteUserConfiguration {

  @Bean
  Channel user(Channels channels) {
    return channels.open("user", ErrorReason.SERVICE_UNAVAILABLE);
  }

  /// What this process asks by itself must not count among what its callers wait for.
  @Bean
  Channel userAside(Channels channels) {
    return channels.openAside("user");
  }

  @Bean
  RemoteSigningKeys signingKeys(
      @Qualifier("userAside") Channel user, GuardSettings settings, Clock clock) {
    var keys = new RemoteSigningKeys(user, clock);
    keys.refreshEach(settings.keyRefresh());
    return keys;
  }

  @Bean
  BearerToken ownToken(
      @Qualifier("user") Channel user, ClientSettings client, TokenVerifier tokens, Clock clock) {
    return tokenOf(user, client, tokens, clock);
  }

  @Bean
  DenylistSource denylistSource(
      @Qualifier("userAside") Channel user,
      ClientSettings client,
      TokenVerifier tokens,
      Clock clock) {
    return new RemoteDenylist(user, tokenOf(user, client, tokens, clock));
  }

  @Bean
  DenylistTail denylistTail(GuardRedis redis) {
    return new DenylistTail(redis);
  }

  private static BearerToken tokenOf(
      Channel user, ClientSettings client, TokenVerifier tokens, Clock clock) {
    return new BearerToken(
        new OwnToken(
            ClientTokenServiceGrpc.newBlockingStub(user),
            client,
            clock,
            UUID::randomUUID,
            token -> isRefused(tokens, token)));
  }

  private static boolean isRefused(TokenVerifier tokens, String token) {
    try {
      tokens.verify(token);
      return false;
    } catch (WireException e) {
      return e.reason() == ErrorReason.INVALID_TOKEN; // else nobody knows
    }
  }
}
