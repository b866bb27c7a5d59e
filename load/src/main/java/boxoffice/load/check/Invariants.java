package boxoffice.load.check;

import static boxoffice.load.check.Facts.Source.AUDIT_VIEWS;
import static boxoffice.load.check.Facts.Source.AVAILABILITY;
import static boxoffice.load.check.Facts.Source.HISTORY;
import static boxoffice.load.check.Facts.Source.LEDGER;

import java.util.List;
import java.util.Set;

/// All that is judged, in the order in which it is reported.
final class Invariants {
  static final List<Invariant> ALL =
      List.of(
          new Invariant("S1", "No seat sold twice", Set.of(AUDIT_VIEWS, HISTORY), SoldOnce::judge),
          new Invariant(
              "S2",
              "Confirmed orders, tickets and seats agree",
              Set.of(AUDIT_VIEWS, HISTORY),
              TicketsMatchOrders::judge),
          new Invariant(
              "S3", "All seats or none", Set.of(AUDIT_VIEWS, HISTORY), AllOrNothing::judge),
          new Invariant(
              "S4",
              "Money taken is the tickets' price",
              Set.of(AUDIT_VIEWS, LEDGER),
              MoneyConserved::judge),
          new Invariant("S5", "No double charge", Set.of(LEDGER), ChargedOnce::judge),
          new Invariant("S6", "No free ticket", Set.of(AUDIT_VIEWS, LEDGER), NoFreeTicket::judge),
          new Invariant(
              "S7",
              "Amounts are the catalogue's",
              Set.of(AUDIT_VIEWS, LEDGER, HISTORY),
              PriceIntegrity::judge),
          new Invariant(
              "S8", "Stock is never negative, never leaks", Set.of(AUDIT_VIEWS), StockKept::judge),
          new Invariant("S9", "Purchase limit is kept", Set.of(AUDIT_VIEWS), PurchaseLimit::judge),
          new Invariant(
              "S10", "No acknowledged order is lost", Set.of(HISTORY), NothingLost::judge),
          new Invariant("S11", "Same key, same result", Set.of(HISTORY), SameKeySameResult::judge),
          new Invariant(
              "S14", "Legal transitions only", Set.of(AUDIT_VIEWS), LegalTransitions::judge),
          new Invariant(
              "S15", "Refunded exactly once", Set.of(AUDIT_VIEWS, LEDGER), RefundedOnce::judge),
          new Invariant(
              "S16", "Webhooks work exactly once", Set.of(AUDIT_VIEWS), WebhooksApplied::judge),
          new Invariant(
              "S20",
              "Definite errors are definite",
              Set.of(AUDIT_VIEWS, HISTORY),
              DefiniteErrors::judge),
          new Invariant(
              "L1",
              "Nothing is left held",
              Set.of(AUDIT_VIEWS, AVAILABILITY),
              WholeHouse::nothingHeld),
          new Invariant(
              "L5",
              "Offered and sold is the house",
              Set.of(AUDIT_VIEWS, AVAILABILITY),
              WholeHouse::allForSale),
          new Invariant("Q", "All work is done", Set.of(AUDIT_VIEWS), WholeHouse::quiet));

  private Invariants() {}
}
