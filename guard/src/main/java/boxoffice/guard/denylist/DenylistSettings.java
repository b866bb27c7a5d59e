package boxoffice.guard.denylist;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How closely the denylist is followed.
///
/// @param poll from one look to the next
/// @param maxAge a list that nobody confirmed for longer lets no token pass; several polls long
/// @param firstAnswer how long a process that starts waits for the list before it serves without
@ConfigurationProperties("boxoffice.guard.denylist")
public record DenylistSettings(
    @DefaultValue("500ms") Duration poll,
    @DefaultValue("2s") Duration maxAge,
    @DefaultValue("3s") Duration firstAnswer) {

  private static final int POLLS = 3;

  public DenylistSettings {
    if (poll.toMillis() < 1 || maxAge.compareTo(poll.multipliedBy(POLLS)) < 0) {
      throw new IllegalArgumentException(
          "boxoffice.guard.denylist.poll needs 1ms at least, .max-age three times that");
    }
    if (firstAnswer.isNegative()) {
      throw new IllegalArgumentException("boxoffice.guard.denylist.first-answer is negative");
    }
  }

  /// How old what Redis says may be while nothing shows that it is still written to: with another
  /// poll, and the question to the source after it, that stays within [#maxAge].
  Duration silence() {
    return maxAge.minus(poll).minus(poll.dividedBy(2));
  }
}
