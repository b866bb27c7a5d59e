package boxoffice.order.receipt;

import static boxoffice.db.orders.Tables.RECEIPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import boxoffice.db.FreshDatabase;
import boxoffice.db.MigratedPostgres;
import boxoffice.db.TypedSql;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.jooq.DSLContext;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

@ExtendWith(FreshDatabase.class)
class ReceiptNumbersTest {
  private static final int THREADS = 6;
  private static final int EACH = 20;

  private final ReceiptNumbers receipts = new ReceiptNumbers(Clock.systemUTC());
  private final DSLContext sql = TypedSql.on(postgres());

  private static PGSimpleDataSource postgres() {
    var postgres = new PGSimpleDataSource();
    postgres.setUrl(MigratedPostgres.jdbcUrl());
    postgres.setUser("order_grpc");
    postgres.setPassword(MigratedPostgres.orderGrpcPassword());
    return postgres;
  }

  /// As an order is confirmed: in a batch of several statements.
  private void issue(UUID order, UUID organisation) {
    sql.transaction(transaction -> {
      var in = transaction.dsl();
      in.batch(in.selectOne(), receipts.next(in, order, organisation)).execute();
    });
  }

  private List<Long> numbers(UUID organisation) {
    return sql.select(RECEIPT.NUMBER)
        .from(RECEIPT)
        .where(RECEIPT.ORGANISATION_ID.eq(organisation))
        .orderBy(RECEIPT.NUMBER)
        .fetch(RECEIPT.NUMBER);
  }

  @Test
  void leavesNoGapWhereOthersFail() throws Exception {
    var organisation = UUID.randomUUID();
    var issued = UUID.randomUUID();
    issue(issued, organisation);
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      var all = new ArrayList<Future<?>>();
      for (var thread = 0; thread < THREADS; thread++) {
        all.add(
            threads.submit(() -> {
              for (var i = 0; i < EACH; i++) {
                issue(UUID.randomUUID(), organisation);
                assertThatExceptionOfType(IntegrityConstraintViolationException.class)
                    .isThrownBy(() -> issue(issued, organisation));
              }
            }));
      }
      for (var one : all) {
        one.get();
      }
    }

    assertThat(numbers(organisation))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 1 + THREADS * EACH).boxed().toList());
  }

  @Test
  void numbersEachOrganisationByItself() {
    var one = UUID.randomUUID();
    var other = UUID.randomUUID();

    issue(UUID.randomUUID(), one);
    issue(UUID.randomUUID(), one);
    issue(UUID.randomUUID(), other);
    var nobodys = UUID.randomUUID();
    sql.transaction(transaction -> receipts.next(transaction.dsl(), nobodys, null).execute());

    assertThat(numbers(one)).containsExactly(1L, 2L);
    assertThat(numbers(other)).containsExactly(1L);
    assertThat(numbers(ReceiptNumbers.NOBODYS)).containsExactly(1L);
  }
}
