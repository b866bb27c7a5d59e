package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.user.account.Accounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the time of an answer tells that an address has an account (row A6): 500 known and 500
/// unknown addresses in random order, compared by how likely a known one takes longer (area under
/// the curve; 0.5 tells nothing).
///
/// Minutes long and at its best on a machine that does nothing else: `./mvnw -Pfaults -pl user-grpc
/// -am test -Dtest=AccountTimingTest -Dsurefire.failIfNoSpecifiedTests=false`. A failure can be
/// looked into with `-Dseed=...`.
@Tag("faults")
class AccountTimingTest {
  private static final Logger log = LoggerFactory.getLogger(AccountTimingTest.class);
  private static final int OF_EACH = 500;
  private static final int WARM_UP = 50;
  private static final double MOST = 0.60;
  private static final long SEED = Long.getLong("seed", System.nanoTime());

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static RunningUserGrpc user;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static AccountCalls calls;

  @BeforeAll
  static void start() {
    user =
        RunningUserGrpc.start(
            "--boxoffice.user.mail-every=1s",
            "--boxoffice.guard.limits.sign-in-account.burst=1000000",
            "--boxoffice.guard.limits.mail-account.burst=1000000",
            "--boxoffice.guard.limits.reset-account.burst=1000000");
    calls = new AccountCalls(user);
  }

  @AfterAll
  static void stop() {
    user.close();
  }

  private record Sample(boolean known, long nanos) {}

  @Test
  void registrationTakesAsLongU1() {
    tellsNothing(
        "Register",
        address ->
            assertThat(calls.register(address, RunningUserGrpc.PASSWORD).getSerializedSize())
                .isZero());
  }

  @Test
  void aFailedSignInTakesAsLongU2() {
    tellsNothing(
        "SignIn",
        address ->
            Refusals.failure(() -> user.signIn(UUID.randomUUID(), address, "a wrong password")));
  }

  @Test
  void aRequestForAResetTakesAsLongU3() {
    tellsNothing(
        "RequestPasswordReset",
        address ->
            assertThat(calls.askForReset(UUID.randomUUID(), address).getSerializedSize()).isZero());
  }

  private static void tellsNothing(String call, Consumer<String> made) {
    var random = new Random(SEED);
    var known = addresses();
    user.bean(Accounts.class).createAll(known, RunningUserGrpc.PASSWORD, "Known", Set.of("buyer"));
    var unknown = addresses();
    var samples = new ArrayList<Sample>();
    var order = new ArrayList<Boolean>();
    for (int index = 0; index < known.size(); index++) {
      order.add(true);
      order.add(false);
    }
    Collections.shuffle(order.subList(0, 2 * WARM_UP), random);
    Collections.shuffle(order.subList(2 * WARM_UP, order.size()), random);
    var left = List.of(known.iterator(), unknown.iterator());
    for (boolean isKnown : order) {
      var address = left.get(isKnown ? 0 : 1).next();
      var start = System.nanoTime();
      made.accept(address);
      samples.add(new Sample(isKnown, System.nanoTime() - start));
    }
    var area = area(samples.subList(2 * WARM_UP, samples.size()));
    log.info("{}: seed {}, area under the curve {}", call, SEED, area);
    assertThat(Math.max(area, 1 - area)).as("%s, seed %s", call, SEED).isLessThanOrEqualTo(MOST);
  }

  private static List<String> addresses() {
    return Stream.generate(() -> "t-" + UUID.randomUUID() + "@example.com")
        .limit(OF_EACH + WARM_UP)
        .toList();
  }

  /// By the sum of ranks (Mann-Whitney); nanoseconds hardly ever tie.
  private static double area(List<Sample> samples) {
    var sorted = samples.stream().sorted(Comparator.comparingLong(Sample::nanos)).toList();
    long ranks = 0;
    for (int index = 0; index < sorted.size(); index++) {
      ranks += sorted.get(index).known() ? index + 1 : 0;
    }
    return (ranks - OF_EACH * (OF_EACH + 1) / 2.0) / ((double) OF_EACH * OF_EACH);
  }
}
