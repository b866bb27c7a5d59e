package boxoffice.inventory.lock;

import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/// Lets a transaction of an organiser's last longer than one of a buyer's: 200 000 seats take a
/// while. Each statement must still end within the 3 s that the connection waits for an answer.
public final class LongTransaction {
  private static final String WHOLE = "28s";
  private static final String STATEMENT = "2500ms";

  private LongTransaction() {}

  /// Comes first in the transaction.
  public static void begin(DSLContext inside) {
    // a timer that runs is stopped by 0 only; another number changes nothing
    set(inside, "transaction_timeout", "0");
    set(inside, "transaction_timeout", WHOLE);
    for (var setting : List.of("statement_timeout", "lock_timeout")) {
      set(inside, setting, STATEMENT);
    }
  }

  private static void set(DSLContext inside, String setting, String value) {
    inside
        .select(
            DSL.function(
                "set_config", SQLDataType.VARCHAR, DSL.val(setting), DSL.val(value), DSL.val(true)))
        .fetch();
  }
}
