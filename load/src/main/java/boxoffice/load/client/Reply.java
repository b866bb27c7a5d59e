package boxoffice.load.client;

import boxoffice.load.history.Event.Phase;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// What a client learned of its call.
///
/// @param phase OK, FAIL (certainly nothing happened) or UNKNOWN
/// @param outcome `ok`, or the problem's code, or what went wrong on the way
/// @param status HTTP status; 0 where there was no answer
/// @param body missing where there was none
/// @param retryAfter zero where the answer says nothing
public record Reply(Phase phase, String outcome, int status, JsonNode body, Duration retryAfter) {

  static Reply ok(int status, JsonNode body) {
    return new Reply(Phase.OK, "ok", status, body, Duration.ZERO);
  }

  static Reply refused(String outcome, int status, JsonNode body, Duration retryAfter) {
    return new Reply(Phase.FAIL, outcome, status, body, retryAfter);
  }

  static Reply unknown(String outcome, int status) {
    return new Reply(Phase.UNKNOWN, outcome, status, MissingNode.getInstance(), Duration.ZERO);
  }

  public boolean ok() {
    return phase == Phase.OK;
  }

  /// Whether the same call with the same key may still find its answer.
  public boolean worthRepeating() {
    return phase == Phase.UNKNOWN || status == 503 || status == 429;
  }
}
