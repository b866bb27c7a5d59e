package boxoffice.user.session;

import boxoffice.user.key.AccessTokens;
import boxoffice.user.key.AccessTokens.Issued;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Sessions without signing in, for a sandbox that needs many people at once. No RPC leads here.
@Component
public class Sessions {
  private final SessionStore store;
  private final SessionSettings settings;
  private final AccessTokens tokens;
  private final Supplier<UUID> ids;
  private final Clock clock;

  Sessions(
      SessionStore store,
      SessionSettings settings,
      AccessTokens tokens,
      Supplier<UUID> ids,
      Clock clock) {
    this.store = store;
    this.settings = settings;
    this.tokens = tokens;
    this.ids = ids;
    this.clock = clock;
  }

  /// Starts a session without a refresh token for each of these accounts.
  ///
  /// @param roles that all of them have
  /// @param life of the access tokens; one hour at most
  /// @return the access tokens by account, in the order of the accounts
  public Map<UUID, Issued> startAll(Collection<UUID> accounts, Set<String> roles, Duration life) {
    var sessions = new LinkedHashMap<UUID, UUID>();
    accounts.forEach(account -> sessions.put(ids.get(), account));
    var notBefore = store.notBefore(accounts);
    var now = clock.instant();
    store.insertAll(sessions, now, now.plus(settings.absolute()));
    var issued = new LinkedHashMap<UUID, Issued>();
    sessions.entrySet().parallelStream()
        .map(session ->
            Map.entry(
                session.getValue(),
                tokens.person(
                    session.getValue(),
                    session.getKey(),
                    roles,
                    tokens.issueTime(notBefore.getOrDefault(session.getValue(), 0L)),
                    life)))
        .forEachOrdered(token -> issued.put(token.getKey(), token.getValue()));
    return issued;
  }
}
