package boxoffice.order.audit;

import boxoffice.wire.PageToken;
import boxoffice.wire.WireException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A page of what operators look through.
///
/// @param next asks for the next page; empty after the last one
public record KeyedPage<T>(List<T> rows, String next) {
  private static final int STANDARD = 50;
  private static final int MAX = 100;

  public KeyedPage {
    rows = List.copyOf(rows);
  }

  /// What a page asks for.
  public record Asked(int size, String token) {}

  /// How a list is sorted.
  ///
  /// @param parts how many a key has
  /// @param write the parts of a row's key
  /// @param read throws [IllegalArgumentException] or [WireException] for what is no key
  public record Order<T, K>(
      int parts, Function<T, List<String>> write, Function<List<String>, K> read) {}

  /// Where the rows come from.
  public interface Rows<T, K> {
    /// @param after the key of the last row of the page before; null for the first page
    List<T> find(@Nullable K after, int max);
  }

  /// @throws WireException VALIDATION_FAILED for a token of another list
  public static <T, K> KeyedPage<T> of(Asked asked, Order<T, K> order, Rows<T, K> rows) {
    var size = PageToken.size(asked.size(), STANDARD, MAX);
    var token = PageToken.parse(asked.token(), order.parts());
    var found = rows.find(token.isFirstPage() ? null : key(order, token), size + 1);
    if (found.size() <= size) {
      return new KeyedPage<>(found, "");
    }
    var page = found.subList(0, size);
    return new KeyedPage<>(page, new PageToken(order.write().apply(page.getLast())).encode());
  }

  private static <T, K> K key(Order<T, K> order, PageToken token) {
    try {
      return order.read().apply(token.parts());
    } catch (IllegalArgumentException e) {
      throw PageToken.invalid(e);
    }
  }
}
