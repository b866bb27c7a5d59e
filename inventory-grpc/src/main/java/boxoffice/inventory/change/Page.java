package boxoffice.inventory.change;

import boxoffice.wire.PageToken;
import boxoffice.wire.WireTypes;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One page of a list that is in the order of a name and an id.
///
/// @param after where the page begins; null for the first one
/// @param size how many it has at most
public record Page(@Nullable After after, int size) {
  private static final int STANDARD = 50;
  private static final int MAX = 100;

  /// Behind this thing.
  public record After(String name, UUID id) {}

  public static Page of(int pageSize, String pageToken) {
    var size = PageToken.size(pageSize, STANDARD, MAX);
    var token = PageToken.parse(pageToken, 2);
    if (token.isFirstPage()) {
      return new Page(null, size);
    }
    try {
      return new Page(new After(token.parts().get(0), WireTypes.uuid(token.parts().get(1))), size);
    } catch (IllegalArgumentException e) {
      throw PageToken.invalid(e);
    }
  }

  /// One more than the page has: it says whether there is another page.
  public int limit() {
    return size + 1;
  }

  /// Hands the page's things on.
  ///
  /// @param found up to [#limit] of them
  /// @return the token of the next page; empty after the last one
  public <T> String fill(List<T> found, Consumer<T> add, Function<T, After> key) {
    found.stream().limit(size).forEach(add);
    if (found.size() <= size) {
      return "";
    }
    var last = key.apply(found.get(size - 1));
    return new PageToken(List.of(last.name(), last.id().toString())).encode();
  }
}
