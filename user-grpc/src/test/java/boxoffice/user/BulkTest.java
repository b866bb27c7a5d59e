package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.guard.TokenVerifier;
import boxoffice.user.account.Accounts;
import boxoffice.user.session.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/// Many people at once, as a sandbox makes them.
class BulkTest {
  private static final Set<String> ROLES = Set.of("buyer");
  private static final Duration HOUR = Duration.ofHours(1);

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static RunningUserGrpc user;

  @BeforeAll
  static void start() {
    user = RunningUserGrpc.start();
  }

  @AfterAll
  static void stop() {
    user.close();
  }

  @Test
  void makesMoreAccountsThanOneStatementTakesAndSignsThemIn() {
    var emails = emails(2_500);

    var ids = accounts().createAll(emails, RunningUserGrpc.PASSWORD, "Buyer", ROLES);
    var tokens = user.bean(Sessions.class).startAll(ids, ROLES, HOUR);

    assertThat(ids).hasSize(2_500).doesNotHaveDuplicates();
    assertThat(tokens.keySet()).containsExactlyElementsOf(ids);
    for (var index : List.of(0, 999, 1_000, 2_499)) {
      var account = accounts().find(emails.get(index)).orElseThrow();
      assertThat(account.id()).isEqualTo(ids.get(index));
      assertThat(account.verified()).isTrue();
      var token = Objects.requireNonNull(tokens.get(ids.get(index)));
      assertThat(token.expires()).isAfter(Instant.now().plus(Duration.ofMinutes(59)));
      var caller = user.bean(TokenVerifier.class).verify(token.text());
      assertThat(caller.toString()).contains(ids.get(index).toString());
    }
    assertThat(user.signIn(emails.get(7)).accountId()).isEqualTo(ids.get(7));
  }

  @Test
  void makesAllOrNone() {
    var emails = emails(3);
    accounts().create(emails.get(2), RunningUserGrpc.PASSWORD, "Known", ROLES);

    assertThatThrownBy(() -> accounts().createAll(emails, RunningUserGrpc.PASSWORD, "Buyer", ROLES))
        .isInstanceOf(DataIntegrityViolationException.class);
    assertThat(accounts().find(emails.get(0))).isEmpty();
  }

  @Test
  void givesNoTokenALongerLifeThanVerifiersTake() {
    var ids = accounts().createAll(emails(1), RunningUserGrpc.PASSWORD, "Buyer", ROLES);

    assertThatThrownBy(
            () -> user.bean(Sessions.class).startAll(ids, ROLES, HOUR.plus(Duration.ofSeconds(1))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Accounts accounts() {
    return user.bean(Accounts.class);
  }

  private static List<String> emails(int count) {
    return Stream.generate(() -> "bulk-" + UUID.randomUUID() + "@example.com")
        .limit(count)
        .toList();
  }
}
