package boxoffice.user.password;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.time.Duration;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void turnsAwayWhoComesWhenAllPlacesAreTakenAndNobodyMayWait() {
    var turns = new Turns(2, 0, LONG);
    turns.take();
    turns.take();

    assertThat(reason(turns)).isEqualTo(ErrorReason.OVERLOADED);

    turns.giveBack();
    turns.take();
    assertThat(reason(turns)).isEqualTo(ErrorReason.OVERLOADED);
  }

  @Test
  void letsOneWaitAndTurnsAwayTheNextAtOnce() throws Exception {
    var turns = new Turns(1, 1, LONG);
    turns.take();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ExecutorCompletionService<ErrorReason>(threads);
      calls.submit(() -> reason(turns));
      calls.submit(() -> reason(turns));

      // of two one waits, so whichever is done while the place is taken is the other
      assertThat(calls.take().get()).isEqualTo(ErrorReason.OVERLOADED);
      assertThat(calls.poll()).isNull();

      turns.giveBack();
      assertThat(calls.take().get()).isNull();
    }
  }

  @Test
  void tellsWhoWaitsTooLongAndFreesItsPlaceInTheQueue() {
    var turns = new Turns(1, 1, Duration.ZERO);
    turns.take();

    for (var time = 0; time < 3; time++) {
      assertThat(reason(turns)).isEqualTo(ErrorReason.OVERLOADED);
    }

    turns.giveBack();
    turns.take();
  }

  @Test
  void endsTheWaitOfWhoIsInterrupted() throws Exception {
    var turns = new Turns(1, 1, LONG);
    turns.take();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting =
          threads.submit(() -> {
            Thread.currentThread().interrupt();
            return reason(turns);
          });

      assertThat(waiting.get()).isEqualTo(ErrorReason.OVERLOADED);
    }
    turns.giveBack();
    turns.take();
  }

  /// Why it got no turn; null when it has one.
  private static @Nullable ErrorReason reason(Turns turns) {
    try {
      turns.take();
      return null;
    } catch (WireException e) {
      return e.reason();
    }
  }
}
