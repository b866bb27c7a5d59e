package boxoffice.guard.denylist;

import boxoffice.guard.redis.RealRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/// Copies a source into Redis as user-grpc does: the log and its head at once, with a beat.
public final class Publisher implements AutoCloseable {
  private static final String SCRIPT =
      """
      if redis.call('HGET', KEYS[1], 'epoch') ~= ARGV[1]
          or tonumber(redis.call('HGET', KEYS[1], 'number')) > tonumber(ARGV[2]) then
        redis.call('DEL', KEYS[1], KEYS[2])
      end
      local from = tonumber(redis.call('HGET', KEYS[1], 'number') or 0)
      for number = from + 1, tonumber(ARGV[2]) do
        local at = 3 + (number - 1) * 3
        redis.call('XADD', KEYS[2], ARGV[1] .. '-' .. number,
            'id', ARGV[at], 'not_before', ARGV[at + 1], 'expires', ARGV[at + 2])
      end
      local time = redis.call('TIME')
      redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'number', ARGV[2],
          'beat', time[1] .. string.format('%06d', time[2]))
      """;
  private static final String BEAT =
      """
      local time = redis.call('TIME')
      redis.call('HSET', KEYS[1], 'beat', time[1] .. string.format('%06d', time[2]))
      """;
  private static final long EVERY_MILLIS = 100;

  private final RealRedis redis;
  private final ScriptedSource source;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> beating;
  private Runnable work = this::publish;

  public Publisher(RealRedis redis, ScriptedSource source) {
    this.redis = redis;
    this.source = source;
    beating = timer.scheduleWithFixedDelay(this::tick, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// Returns when all is written and nothing more will be.
  public synchronized void pause() {
    publish();
    work = () -> {};
  }

  /// Copies nothing new, but shows that it is there.
  public synchronized void onlyBeat() {
    publish();
    work = this::beat;
  }

  public synchronized void resume() {
    work = this::publish;
  }

  private synchronized void tick() {
    try {
      work.run();
    } catch (JedisException e) {
      // Redis is away: another time
    }
  }

  private void beat() {
    try (Jedis owner = redis.owner()) {
      owner.eval(BEAT, List.of("{denylist}:head"), List.of());
    }
  }

  private void publish() {
    var entries = source.entries();
    var arguments = new ArrayList<String>();
    arguments.add(Long.toString(source.epoch()));
    arguments.add(Integer.toString(entries.size()));
    for (var entry : entries) {
      arguments.add(entry.revokedId());
      arguments.add(Long.toString(entry.notBefore()));
      arguments.add(Long.toString(entry.expires().getEpochSecond()));
    }
    try (Jedis owner = redis.owner()) {
      owner.eval(SCRIPT, List.of("{denylist}:head", "{denylist}:log"), arguments);
    }
  }

  @Override
  public void close() {
    beating.cancel(true);
    timer.shutdownNow();
  }
}
