package boxoffice.load.check;

import java.util.List;

/// S8: no more of a product is promised or sold than there is, and at rest nothing is promised that
/// nobody orders any more.
final class StockKept {
  private StockKept() {}

  static void judge(Evidence evidence, Tally tally) {
    for (var stock : evidence.facts().books().stocks()) {
      tally.checked();
      if (stock.reserved() < 0
          || stock.sold() < 0
          || stock.reserved() + stock.sold() > stock.total()) {
        tally.violation("more than there is", List.of(stock));
      } else if (stock.reserved() > 0) {
        tally.violation("still reserved though all is at rest", List.of(stock));
      }
    }
  }
}
