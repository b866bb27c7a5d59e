package boxoffice.inventory.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.wire.WireException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HoldNameTest {
  private static final UUID PERFORMANCE = new UUID(1, 1);
  private static final UUID ADA = new UUID(2, 2);
  private static final UUID BOB = new UUID(3, 3);

  @Test
  void isTheSameForTheSameBuyerAndRequestOnly() {
    var name = HoldName.of(PERFORMANCE, ADA, new UUID(4, 4));

    assertThat(HoldName.of(PERFORMANCE, ADA, new UUID(4, 4))).isEqualTo(name);
    assertThat(HoldName.of(PERFORMANCE, ADA, new UUID(4, 5))).isNotEqualTo(name);
    assertThat(HoldName.of(PERFORMANCE, BOB, new UUID(4, 4))).isNotEqualTo(name);
    assertThat(HoldName.parse(name.toString())).isEqualTo(name);
  }

  @Test
  void knowsItsBuyerWithoutAskingAnybody() {
    var name = HoldName.of(PERFORMANCE, ADA, new UUID(4, 4));

    assertThat(name.isOf(ADA)).isTrue();
    assertThat(name.isOf(BOB)).isFalse();
    assertThat(new HoldName(PERFORMANCE, UUID.nameUUIDFromBytes(new byte[1])).isOf(ADA)).isFalse();
  }

  @Test
  void refusesWhatIsNoName() {
    for (var text : new String[] {"", "performances/x/holds/y", "a/b/c/d", "performances/" + ADA}) {
      assertThatThrownBy(() -> HoldName.parse(text)).isInstanceOf(WireException.class);
    }
  }
}
