package boxoffice.inventory.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Who looks after pools when one of them cannot be.
final class PoolRepairsTest {
  @Test
  void goesOnAfterPoolsThatCannotBeLookedAfter() {
    var bad = Stream.generate(UUID::randomUUID).limit(10).toList();
    var good = Stream.generate(UUID::randomUUID).limit(10).toList();
    Set<UUID> done = ConcurrentHashMap.newKeySet();
    var repairs = new PoolRepairs();
    repairs.repairWith(performance -> {
      if (bad.contains(performance)) {
        throw new IllegalStateException("a bug");
      }
      done.add(performance);
    });

    repairs.all(bad);
    repairs.all(good);
    repairs.all(List.of(bad.getFirst()));

    assertThat(done).containsExactlyInAnyOrderElementsOf(good);
  }
}
