package boxoffice.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import com.zaxxer.hikari.HikariDataSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Transactions.
class TypedSqlTest {
  private static final Table<Record> NOTE = table(name("public", "typed_sql_note"));
  private static final Field<Integer> ID = field(name("id"), SQLDataType.INTEGER);

  private final HikariDataSource pool = OwnerPool.ofOne();
  private DSLContext sql;

  @BeforeEach
  void connect() {
    sql = TypedSql.on(pool);
    sql.execute("create table public.typed_sql_note (id int unique deferrable initially deferred)");
  }

  @AfterEach
  void disconnect() {
    sql.execute("drop table public.typed_sql_note");
    pool.close();
  }

  private static void note(DSLContext in, int id) {
    in.insertInto(NOTE).columns(ID).values(id).execute();
  }

  @Test
  void commitsWhatIsDone() {
    sql.transaction(transaction -> {
      note(transaction.dsl(), 1);
      note(transaction.dsl(), 2);
    });

    assertThat(sql.fetchCount(NOTE)).isEqualTo(2);
  }

  @Test
  void rollsBackWhatFails() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() ->
            sql.transaction(transaction -> {
              note(transaction.dsl(), 1);
              throw new IllegalStateException("on purpose");
            }));

    assertThat(sql.fetchCount(NOTE)).isZero();
  }

  @Test
  void rollsBackWhatCannotCommit() {
    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(() ->
            sql.transaction(transaction -> {
              note(transaction.dsl(), 1);
              note(transaction.dsl(), 1);
            }))
        .returns("23505", DataAccessException::sqlState);

    assertThat(sql.fetchCount(NOTE)).isZero();
  }

  @Test
  void makesAnInnerTransactionPartOfTheOuterOne() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() ->
            sql.transaction(outer -> {
              outer.dsl().transaction(inner -> note(inner.dsl(), 1));
              assertThat(outer.dsl().fetchCount(NOTE)).isEqualTo(1);
              throw new IllegalStateException("on purpose");
            }));

    assertThat(sql.fetchCount(NOTE)).isZero();
  }
}
