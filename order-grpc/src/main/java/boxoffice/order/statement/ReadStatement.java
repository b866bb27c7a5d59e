package boxoffice.order.statement;

import boxoffice.wire.PageToken;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;

/// Reads a partner's statement of a month, its entries page by page.
///
/// Throws [WireException]: VALIDATION_FAILED for a page token of something else.
final class ReadStatement {
  private static final int STANDARD = 100;
  private static final int MAX = 500;
  private static final int KEY_PARTS = 3;

  private final StatementStore accounts;

  ReadStatement(StatementStore accounts) {
    this.accounts = accounts;
  }

  /// Which page of the entries.
  record Page(int size, String token) {}

  Statement read(UUID partnerId, YearMonth month, Page page) {
    var size = PageToken.size(page.size(), STANDARD, MAX);
    var token = PageToken.parse(page.token(), KEY_PARTS);
    var after = token.isFirstPage() ? null : key(token);
    var found = accounts.entries(partnerId, month, after, size + 1);
    var lines = accounts.lines(partnerId, month);
    if (found.size() <= size) {
      return new Statement(month, lines, found, "");
    }
    var entries = found.subList(0, size);
    return new Statement(month, lines, entries, token(entries.getLast().key()).encode());
  }

  private static PageToken token(Statement.Key key) {
    return new PageToken(
        List.of(key.at().toString(), key.entryId().toString(), key.performanceId().toString()));
  }

  private static Statement.Key key(PageToken token) {
    var parts = token.parts();
    try {
      return new Statement.Key(
          PageToken.instant(parts.get(0)),
          UUID.fromString(parts.get(1)),
          UUID.fromString(parts.get(2)));
    } catch (IllegalArgumentException e) {
      throw PageToken.invalid(e);
    }
  }
}
