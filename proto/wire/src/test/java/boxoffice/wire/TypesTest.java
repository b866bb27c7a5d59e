package boxoffice.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Ids, page tokens and times.
class TypesTest {

  @Nested
  class DerivedIds {
    /// Stored ids follow from these: another value would make every repeated request a new one.
    @Test
    void staysTheSameForEver() {
      assertThat(
              DerivedId.of(
                  "hold",
                  "0b5c9a5e-4a3e-4b55-8d5f-000000000001",
                  "5b1e7c1a-58cf-4c3e-9a0e-000000000002"))
          .hasToString("b21159ac-673b-5343-9085-e6d3b41c74c2");
      assertThat(DerivedId.of("seat", "Stalls-A-1"))
          .hasToString("4a6e9a58-def7-5cc5-ad7f-6c947e2123d8");
    }

    @Test
    void isAVersionFiveUuid() {
      assertThat(DerivedId.of("hold", "a").version()).isEqualTo(5);
      assertThat(DerivedId.of("hold", "a").variant()).isEqualTo(2);
    }

    @Test
    void differsByKindAndByEachPart() {
      assertThat(
              List.of(
                  DerivedId.of("hold", "a", "b"),
                  DerivedId.of("order", "a", "b"),
                  DerivedId.of("hold", "ab"),
                  DerivedId.of("hold", "a", "b", ""),
                  DerivedId.of("hold", "b", "a")))
          .doesNotHaveDuplicates();
    }

    @Test
    void refusesAPartWithALineFeed() {
      assertThatThrownBy(() -> DerivedId.of("hold", "a\nb"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Nested
  class PageTokens {
    @Test
    void readsBackWhatItWrote() {
      var token = new PageToken(List.of("2026-01-01T00:00:00Z", "", "Große Halle"));

      assertThat(PageToken.parse(token.encode(), 3)).isEqualTo(token);
      assertThat(token.encode()).matches("[A-Za-z0-9_-]+");
      assertThat(token.isFirstPage()).isFalse();
    }

    @Test
    void asksForTheFirstPageWhenEmpty() {
      assertThat(PageToken.parse("", 2).isFirstPage()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "a", "not base 64", "YQ", "YQpiCmM", "\u0000"})
    void refusesWhatIsNoTokenOfTwoParts(String token) {
      var refusal = catchThrowableOfType(WireException.class, () -> PageToken.parse(token, 2));

      assertThat(refusal.reason()).isEqualTo(ErrorReason.VALIDATION_FAILED);
      assertThat(refusal.metadata()).isEqualTo(Map.of("field", "page_token"));
    }

    @Test
    void takesTwoPartsOnly() {
      var encoded = Base64.getUrlEncoder().encodeToString("a\nb".getBytes(StandardCharsets.UTF_8));

      assertThat(PageToken.parse(encoded, 2).parts()).containsExactly("a", "b");
    }

    @Test
    void refusesAPartWithALineFeed() {
      assertThatThrownBy(() -> new PageToken(List.of("a\nb")))
          .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,20", "1,1", "100,100", "101,100", "2147483647,100"})
    void coercesTheSize(int asked, int given) {
      assertThat(PageToken.size(asked, 20, 100)).isEqualTo(given);
    }
  }

  @Nested
  class Times {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "0001-01-01T00:00:00Z",
          "1969-12-31T23:59:59.999999999Z",
          "2026-03-01T12:00:00.000000001Z",
          "9999-12-31T23:59:59.999999999Z"
        })
    void readsBackWhatItWrote(String time) {
      var instant = Instant.parse(time);

      assertThat(WireTypes.instant(WireTypes.timestamp(instant))).isEqualTo(instant);
    }

    @ParameterizedTest
    @CsvSource({
      "-62135596801,0",
      "253402300800,0",
      "0,-1",
      "0,1000000000",
      "9223372036854775807,0",
      "-9223372036854775808,999999999"
    })
    void refusesATimeOutOfRange(long seconds, int nanos) {
      var timestamp = Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();

      assertThat(
              catchThrowableOfType(WireException.class, () -> WireTypes.instant(timestamp))
                  .reason())
          .isEqualTo(ErrorReason.VALIDATION_FAILED);
    }

    @Test
    void readsAnIdInAnyCaseOfLetters() {
      assertThat(WireTypes.uuid("0B5C9A5E-4A3E-4B55-8D5F-00000000000F"))
          .isEqualTo(UUID.fromString("0b5c9a5e-4a3e-4b55-8d5f-00000000000f"));
    }
  }
}
