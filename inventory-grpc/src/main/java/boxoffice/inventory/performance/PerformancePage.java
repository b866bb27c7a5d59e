package boxoffice.inventory.performance;

import boxoffice.inventory.performance.PerformanceQuestion.Order;
import boxoffice.inventory.v1.ListPerformancesRequest;
import boxoffice.wire.PageToken;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A page of a list of performances. Its token says behind which performance the page begins, and
/// which question it belongs to: it is no use for another one, nor for another order.
///
/// @param after null for the first page
/// @param size how many it has at most
/// @param question a short hash of what was asked
record PerformancePage(@Nullable After after, int size, String question) {
  private static final int STANDARD = 50;
  private static final int MAX = 100;
  private static final int HASH_BYTES = 12;

  /// Behind this performance.
  ///
  /// @param key its name, or when it begins, whichever the order goes by
  record After(String key, UUID id) {
    Instant startTime() {
      return PageToken.instant(key);
    }
  }

  /// @throws WireException VALIDATION_FAILED for a token that is not of this question
  static PerformancePage of(ListPerformancesRequest request, Order order) {
    var size = PageToken.size(request.getPageSize(), STANDARD, MAX);
    var question = hash(request, order);
    var token = PageToken.parse(request.getPageToken(), 3);
    if (token.isFirstPage()) {
      return new PerformancePage(null, size, question);
    }
    if (!token.parts().get(0).equals(question)) {
      throw PageToken.invalid(null);
    }
    try {
      var after = new After(token.parts().get(1), WireTypes.uuid(token.parts().get(2)));
      if (order != Order.DISPLAY_NAME) {
        var _ = after.startTime();
      }
      return new PerformancePage(after, size, question);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw PageToken.invalid(e);
    }
  }

  /// One more than the page has: it says whether there is another page.
  int limit() {
    return size + 1;
  }

  /// The token of the page behind a performance.
  String next(Performance last, Order order) {
    var key = order == Order.DISPLAY_NAME ? last.displayName() : last.startTime().toString();
    return new PageToken(List.of(question, key, last.performanceId().toString())).encode();
  }

  private static String hash(ListPerformancesRequest request, Order order) {
    var question = request.toBuilder().clearPageSize().clearPageToken().clearOrder().build();
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(order.name().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of()
          .formatHex(Arrays.copyOf(digest.digest(question.toByteArray()), HASH_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
