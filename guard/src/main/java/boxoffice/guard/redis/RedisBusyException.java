package boxoffice.guard.redis;

import redis.clients.jedis.exceptions.JedisException;

/// No connection to Redis came free in time, because this process asks for more at once than it
/// has. Says nothing about Redis: nothing was sent.
public final class RedisBusyException extends JedisException {
  private static final long serialVersionUID = 1L;

  RedisBusyException(JedisException cause) {
    super(cause);
  }
}
