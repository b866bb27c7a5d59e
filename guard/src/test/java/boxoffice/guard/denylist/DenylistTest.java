package boxoffice.guard.denylist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.guard.denylist.DenylistSource.Entry;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// The list in memory, with time in the test's hand.
class DenylistTest {
  private static final Instant EXPIRES = Instant.ofEpochSecond(10_000);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it may overflow
  private final Denylist list = new Denylist(Duration.ofSeconds(2), nanos::get);

  @Test
  void refusesASessionAndASubjectUpToASecond() {
    list.confirm(list.now());
    list.add(List.of(entry("session", Long.MAX_VALUE), entry("account", 100)));

    assertThat(list.refuses("other", "session", 5_000)).isTrue();
    assertThat(list.refuses("account", "other", 100)).isTrue();
    assertThat(list.refuses("account", null, 100)).isTrue();
    assertThat(list.refuses("account", "other", 101)).isFalse();
    assertThat(list.refuses("other", "another", 1)).isFalse();
  }

  @Test
  void neverTakesARevocationBack() {
    list.confirm(list.now());
    list.add(List.of(entry("account", 100)));
    list.add(List.of(new Entry("account", 50, EXPIRES.minusSeconds(5_000))));
    list.dropExpired(EXPIRES.minusSeconds(1));

    assertThat(list.refuses("account", null, 100)).isTrue();
  }

  @Test
  void dropsWhatRefusesNothingAnyMore() {
    list.add(List.of(entry("account", 100)));
    list.dropExpired(EXPIRES.minusSeconds(1));
    assertThat(list.size()).isOne();

    list.dropExpired(EXPIRES);
    assertThat(list.size()).isZero();
  }

  @Test
  void tellsNobodyAnythingBeforeItIsConfirmed() {
    assertUnavailable();
    assertThat(list.ageSeconds()).isInfinite();
  }

  @Test
  void tellsNobodyAnythingOnceItIsOld() {
    list.confirm(list.now());
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(list.refuses("account", null, 1)).isFalse();
    assertThat(list.ageSeconds()).isEqualTo(2);

    nanos.incrementAndGet();
    assertUnavailable();
  }

  private void assertUnavailable() {
    assertThatThrownBy(() -> list.refuses("account", null, 1))
        .isInstanceOfSatisfying(
            WireException.class,
            failure -> assertThat(failure.reason()).isEqualTo(ErrorReason.SERVICE_UNAVAILABLE));
  }

  private static Entry entry(String id, long notBefore) {
    return new Entry(id, notBefore, EXPIRES);
  }
}
