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
  private final AccessTokens tokens;
  private final Supplier<UUID> ids;
  private final Clock clock;

  Sessions(SessionStore store, AccessTokens tokens, Supplier<UUID> ids, Clock clock) {
    this.store = store;
    this.tokens = tokens;
    this.ids = ids;
    this.clock = clock;
  }

  /// Starts a session for each of these accounts.
  ///
  /// @param roles that all of them have
  /// @param life of the access tokens; one hour at most
  /// @return the access tokens by account, in the order of the accounts
  public Map<UUID, Issued> startAll(Collection<UUID> accounts, Set<String> roles, Duration life) {
    var sessions = new LinkedHashMap<UUID, UUID>();
    accounts.forEach(account -> sessions.put(ids.get(), account));
    store.insertAll(sessions, clock.instant());
    var issued = new LinkedHashMap<UUID, Issued>();
    sessions.entrySet().parallelStream()
        .map(session ->
            Map.entry(
                session.getValue(),
                tokens.person(session.getValue(), session.getKey(), roles, life)))
        .forEachOrdered(token -> issued.put(token.getKey(), token.getValue()));
    return issued;
  }
}
