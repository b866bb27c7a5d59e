package boxoffice.inventory.performance;

import boxoffice.inventory.membership.Memberships;
import boxoffice.wire.Caller;
import boxoffice.wire.WireException;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;

/// Reads performances for callers, who see what is published, and drafts of their organisations.
final class ReadPerformances {
  private static final String ORGANISER = "organiser";

  private final DSLContext sql;
  private final PerformanceStore store;
  private final PerformanceList list;
  private final Performances performances;
  private final Memberships memberships;

  ReadPerformances(
      DSLContext sql,
      PerformanceStore store,
      PerformanceList list,
      Performances performances,
      Memberships memberships) {
    this.sql = sql;
    this.store = store;
    this.list = list;
    this.performances = performances;
    this.memberships = memberships;
  }

  /// As it is now for those who change performances, whichever process they changed it through; as
  /// it was two seconds ago at most for others.
  ///
  /// @throws WireException NOT_FOUND also for somebody else's draft
  Performance read(UUID id) {
    if (Caller.current().filter(caller -> caller.hasRole(ORGANISER)).isEmpty()) {
      return performances.visible(id);
    }
    return store
        .find(sql, id)
        .filter(found ->
            found.state() != Performance.State.DRAFT
                || memberships.isMember(sql, found.owner().organisationId()))
        .orElseThrow(() -> WireException.notFound("performance"));
  }

  /// @throws WireException NOT_FOUND for an organisation that is not the caller's
  List<Performance> list(PerformanceQuestion question, PerformancePage page) {
    if (question.organisation() != null) {
      memberships.check(sql, question.organisation(), "organisation");
    }
    return list.page(question, page);
  }
}
