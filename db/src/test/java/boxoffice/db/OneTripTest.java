package boxoffice.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OneTripTest {
  private static final Table<Record> NOTE = table(name("public", "one_trip_note"));
  private static final Field<Integer> ID = field(name("id"), SQLDataType.INTEGER);
  private static final Field<String> TEXT = field(name("text"), SQLDataType.CLOB);
  private static final Field<UUID> OWNER = field(name("owner"), SQLDataType.UUID);
  private static final Field<JSONB> FACTS = field(name("facts"), SQLDataType.JSONB);
  private static final Field<byte[]> HASH = field(name("hash"), SQLDataType.BLOB);

  private final HikariDataSource pool = OwnerPool.ofOne();
  private DSLContext sql;

  @BeforeEach
  void connect() {
    sql = TypedSql.on(pool);
    sql.execute(
        "create table public.one_trip_note"
            + " (id int unique, text text, owner uuid, facts jsonb, hash bytea)");
  }

  @AfterEach
  void disconnect() {
    sql.execute("drop table public.one_trip_note");
    pool.close();
  }

  private Query note(int id, String text) {
    return sql.insertInto(NOTE)
        .columns(ID, TEXT, OWNER, FACTS, HASH)
        .values(id, text, new UUID(0, id), JSONB.valueOf("{\"a\": \"?\"}"), new byte[] {0, 1})
        .onConflictDoNothing();
  }

  private Query change(int least, String text) {
    return sql.update(NOTE).set(TEXT, text).setNull(HASH).where(ID.ge(least));
  }

  private int[] run(Query... statements) {
    return sql.transactionResult(
        transaction -> OneTrip.run(transaction.dsl(), List.of(statements)));
  }

  @Test
  void tellsWhatEachHasChanged() {
    assertThat(run(note(1, "one"), note(2, "two"), note(1, "again"), change(1, "'; ? {0} --")))
        .containsExactly(1, 1, 0, 2);
    assertThat(sql.select(TEXT).from(NOTE).fetch(TEXT)).containsOnly("'; ? {0} --");
    assertThat(sql.select(OWNER).from(NOTE).orderBy(ID).fetch(OWNER))
        .containsExactly(new UUID(0, 1), new UUID(0, 2));
    assertThat(run(change(3, "none"))).containsExactly(0);
    assertThat(run()).isEmpty();
  }

  @Test
  void undoesAllWhenOneFails() {
    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(() -> run(note(1, "one"), sql.insertInto(NOTE).columns(ID).values(1)))
        .returns("23505", DataAccessException::sqlState);

    assertThat(sql.fetchCount(NOTE)).isZero();
  }

  @Test
  void isPreparedOnce() {
    for (var id = 0; id < 10; id++) {
      assertThat(run(note(id, "x"), change(id, "y"))).containsExactly(1, 1);
    }

    assertThat(
            sql.fetch(
                "select statement from pg_prepared_statements where statement like '%one_trip%'"))
        .hasSize(2);
  }
}
