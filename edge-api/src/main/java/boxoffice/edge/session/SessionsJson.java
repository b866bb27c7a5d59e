package boxoffice.edge.session;

import boxoffice.user.v1.ListSessionsResponse;
import boxoffice.user.v1.Session;
import boxoffice.wire.WireTypes;
import java.time.Instant;
import java.util.List;

/// A page of the caller's sessions, the last used first.
///
/// @param nextPageToken empty when this is the last page
record SessionsJson(List<SessionJson> sessions, String nextPageToken) {

  static SessionsJson of(ListSessionsResponse page) {
    return new SessionsJson(
        page.getSessionsList().stream().map(SessionJson::of).toList(), page.getNextPageToken());
  }

  /// A sign-in.
  ///
  /// @param device what the browser called itself
  /// @param expireTime when it ends by itself at the latest
  /// @param current whether it is the session of this request
  record SessionJson(
      String sessionId,
      String device,
      Instant createTime,
      Instant lastUseTime,
      Instant expireTime,
      boolean current) {

    static SessionJson of(Session session) {
      return new SessionJson(
          session.getSessionId(),
          session.getDevice(),
          WireTypes.instant(session.getCreateTime()),
          WireTypes.instant(session.getLastUseTime()),
          WireTypes.instant(session.getExpireTime()),
          session.getCurrent());
    }
  }
}
