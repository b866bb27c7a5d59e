package boxoffice.user.session;

import boxoffice.user.TimeKey;
import boxoffice.wire.PageToken;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Lists a person's live sessions, the last used first.
@Component
final class ListSessions {
  private static final int STANDARD_PAGE = 50;
  private static final int MAX_PAGE = 100;

  private final SessionStore store;
  private final SessionSettings settings;
  private final Clock clock;

  ListSessions(SessionStore store, SessionSettings settings, Clock clock) {
    this.store = store;
    this.settings = settings;
    this.clock = clock;
  }

  /// @param nextToken empty when this is the last page
  record Page(List<SessionStore.Row> sessions, String nextToken) {}

  Page list(UUID account, int pageSize, String pageToken) {
    var size = PageToken.size(pageSize, STANDARD_PAGE, MAX_PAGE);
    var now = clock.instant();
    var usedAfter = now.minus(settings.idle());
    // one more than asked for says whether there is another page
    var found = store.live(account, now, usedAfter, TimeKey.parse(pageToken), size + 1);
    if (found.size() <= size) {
      return new Page(found, "");
    }
    var last = found.get(size - 1);
    return new Page(found.subList(0, size), new TimeKey(last.lastUsed(), last.id()).encode());
  }
}
