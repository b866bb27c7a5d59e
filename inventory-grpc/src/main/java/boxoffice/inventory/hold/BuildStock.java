package boxoffice.inventory.hold;

import static boxoffice.db.inventory.Tables.POOL;
import static boxoffice.db.inventory.Tables.STOCK;
import static org.jooq.impl.DSL.excluded;

import boxoffice.inventory.redis.LuaScript;
import boxoffice.inventory.redis.ScriptRunner;
import boxoffice.wire.WireException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/// Writes the pools of products from the truth in PostgreSQL: when one is first asked for, and
/// every five seconds those that an emptied Redis lost or that have heard too little.
///
/// A pool says nothing that a reservation would believe, so building one needs no lock: the stock's
/// version tells which of two pieces of news is the newer one.
class BuildStock {
  private static final Logger LOG = LoggerFactory.getLogger(BuildStock.class);
  private static final LuaScript BUILD_STOCK = LuaScript.ofPool("build_stock");
  private static final LuaScript SET_STOCK = LuaScript.ofPool("set_stock");

  private final DSLContext sql;
  private final ScriptRunner scripts;
  private final Epochs epochs;

  /// Those that this process has seen built once.
  private final Set<String> built = ConcurrentHashMap.newKeySet();

  BuildStock(DSLContext sql, ScriptRunner scripts, Epochs epochs) {
    this.sql = sql;
    this.scripts = scripts;
    this.epochs = epochs;
  }

  private record Stock(int total, int committed, long version) {}

  /// What Redis says of a pool.
  private record Head(int epoch, long version) {}

  /// Builds a pool that never was.
  void buildFirst(String sku) {
    if (!built.contains(sku)) {
      buildFirstOf(sku);
    }
  }

  /// Who comes second waits for the first.
  private synchronized void buildFirstOf(String sku) {
    if (!built.contains(sku) && epoch(sku) == 0) {
      mend(sku, 0, new Head(0, 0));
    }
    built.add(sku);
  }

  void addStock(PoolArguments arguments, String sku) {
    var stock = stock(sku);
    arguments.add(stock.total(), stock.committed(), stock.version());
  }

  private Stock stock(String sku) {
    return sql.select(STOCK.TOTAL, STOCK.RESERVED.plus(STOCK.SOLD), STOCK.VERSION)
        .from(STOCK)
        .where(STOCK.SKU.eq(sku))
        .fetchOptional(row -> new Stock(row.value1(), row.value2(), row.value3()))
        .orElseThrow(() -> WireException.notFound("product"));
  }

  private int epoch(String sku) {
    return sql.select(POOL.EPOCH)
        .from(POOL)
        .where(POOL.PERFORMANCE_ID.eq(PoolId.ofSku(sku).id()))
        .fetchOptional(POOL.EPOCH)
        .orElse(0);
  }

  /// The pools of what was ever held: two queries and few round trips.
  @Scheduled(fixedDelayString = "PT5S")
  void mendAll() {
    try {
      var skus =
          sql.select(STOCK.SKU, STOCK.VERSION).from(STOCK).fetchMap(STOCK.SKU, STOCK.VERSION);
      var byId =
          skus.keySet().stream()
              .collect(Collectors.toMap(sku -> PoolId.ofSku(sku).id(), Function.identity()));
      var known =
          sql.selectFrom(POOL)
              .where(POOL.PERFORMANCE_ID.in(byId.keySet()))
              .fetchMap(POOL.PERFORMANCE_ID, POOL.EPOCH);
      mendSome(known.keySet().stream().map(id -> sku(byId, id)).toList(), known, skus);
    } catch (WireException | DataAccessException e) {
      LOG.warn("stocks could not be looked after: {}", e.getMessage());
    }
  }

  private static String sku(Map<UUID, String> byId, UUID id) {
    return Objects.requireNonNull(byId.get(id));
  }

  private void mendSome(List<String> skus, Map<UUID, Integer> epochOf, Map<String, Long> versions) {
    var heads = heads(skus);
    for (int i = 0; i < skus.size(); i++) {
      var sku = skus.get(i);
      var epoch = epochOf.getOrDefault(PoolId.ofSku(sku).id(), 0);
      if (heads.get(i).epoch() != epoch
          || heads.get(i).version() < versions.getOrDefault(sku, 0L)) {
        mend(sku, epoch, heads.get(i));
      }
    }
  }

  private List<Head> heads(List<String> skus) {
    var reads =
        skus.stream()
            .map(sku ->
                new CommandArguments(Command.HMGET)
                    .key(PoolId.ofSku(sku).key("meta"))
                    .add("epoch")
                    .add("version"))
            .toList();
    return scripts.readTogether(reads).stream()
        .map(PoolHeads::list)
        .map(fields ->
            new Head((int) PoolHeads.number(fields.get(0)), PoolHeads.number(fields.get(1))))
        .toList();
  }

  /// Of several that see the same epoch one begins the next; the others wait for it.
  private synchronized void mend(String sku, int epoch, Head head) {
    var pool = PoolId.ofSku(sku);
    if (head.epoch() == epoch && epoch > 0) {
      var arguments = new PoolArguments(epoch);
      addStock(arguments, sku);
      arguments.add("", 0);
      var _ = scripts.run(SET_STOCK, PoolKeys.of(pool), arguments.bytes());
    } else if (begin(pool, epoch)) {
      epochs.forget(pool.id());
      var arguments = new PoolArguments(epoch + 1);
      addStock(arguments, sku);
      var _ = scripts.run(BUILD_STOCK, PoolKeys.of(pool), arguments.bytes());
    }
  }

  private boolean begin(PoolId pool, int seen) {
    return sql.insertInto(POOL)
            .set(POOL.PERFORMANCE_ID, pool.id())
            .set(POOL.EPOCH, seen + 1)
            .onConflict(POOL.PERFORMANCE_ID)
            .doUpdate()
            .set(POOL.EPOCH, excluded(POOL.EPOCH))
            .where(POOL.EPOCH.eq(seen))
            .execute()
        == 1;
  }
}
