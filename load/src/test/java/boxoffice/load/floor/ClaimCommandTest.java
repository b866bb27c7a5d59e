package boxoffice.load.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.load.floor.ClaimCommand.Seat;
import boxoffice.load.floor.ClaimCommand.Segment;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClaimCommandTest {
  private static final UUID HOLD = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final UUID BUYER = UUID.fromString("00000000-0000-4000-8000-000000000002");
  private static final UUID OTHER = UUID.fromString("00000000-0000-4000-8000-000000000003");
  private static final Segment ROW = new Segment(1, 4, 9);
  private static final List<Seat> SEATS = List.of(new Seat(4, ROW), new Seat(5, ROW));
  private static final String LINE =
      """
      1764000000.1 [0 127.0.0.1:5] "EVALSHA" "abc" "2" "{p:x}:meta" "{p:x}:seats" \
      "1" "%s" "%s" "600000" "5000" "1764000002000" "hash" "q\\x00\\"\\n" "hall" "0" "ACTIVE" "0" \
      "1" "1" "4" "9" "2" "4" "" "5" "" "0"\
      """
          .formatted(HOLD, BUYER);

  @Test
  void readsScriptKeysAndBytes() {
    assertThat(ClaimCommand.isClaim(LINE, HOLD)).isTrue();
    assertThat(ClaimCommand.isClaim(LINE, OTHER)).isFalse();

    var command = ClaimCommand.read(LINE, HOLD, BUYER, SEATS);

    assertThat(command.sha()).isEqualTo("abc");
    assertThat(command.keys()).hasSize(2);
    assertThat(command.arguments()).hasSize(22);
    assertThat(command.arguments().get(7)).containsExactly('q', 0, '"', '\n');
  }

  @Test
  void namesOtherSeatsOfAnotherHold() {
    var command = ClaimCommand.read(LINE, HOLD, BUYER, SEATS);

    var arguments = command.of(OTHER, BUYER, 99, List.of(new Seat(17, new Segment(3, 10, 20))));

    assertThat(arguments.stream().map(String::new))
        .containsExactly(
            "1",
            OTHER.toString(),
            BUYER.toString(),
            "600000",
            "5000",
            "99",
            "hash",
            "q\0\"\n",
            "hall",
            "0",
            "ACTIVE",
            "0",
            "1",
            "3",
            "10",
            "20",
            "1",
            "17",
            "",
            "0");
  }

  @Test
  void refusesAFormThatItDoesNotKnow() {
    var more = LINE.strip() + " \"one more\"";
    var others = LINE.replace("\"5\" \"\"", "\"6\" \"\"");

    for (var line : List.of(more, others)) {
      assertThatThrownBy(() -> ClaimCommand.read(line, HOLD, BUYER, SEATS))
          .hasMessageContaining("other arguments than this floor knows");
    }
  }
}
