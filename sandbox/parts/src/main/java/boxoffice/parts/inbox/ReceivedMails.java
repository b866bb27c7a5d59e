package boxoffice.parts.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// The mails in the order they came, and a way to wait for one. Safe for any thread. The oldest are
/// dropped beyond [#MOST].
final class ReceivedMails {
  static final int MOST = 10_000;

  private final Lock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final List<Mail> mails = new ArrayList<>();

  void add(Mail mail) {
    lock.lock();
    try {
      if (mails.size() == MOST) {
        mails.removeFirst();
      }
      mails.add(mail);
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Newest first.
  List<Mail> all() {
    lock.lock();
    try {
      return List.copyOf(mails).reversed();
    } finally {
      lock.unlock();
    }
  }

  /// Newest first.
  List<Mail> to(String address) {
    var wanted = address.toLowerCase(Locale.ROOT);
    return all().stream().filter(mail -> mail.to().equals(wanted)).toList();
  }

  Optional<Mail> find(String id) {
    return all().stream().filter(mail -> mail.id().equals(id)).findFirst();
  }

  Mail await(String address, Duration patience) throws InterruptedException, TimeoutException {
    lock.lock();
    try {
      var left = patience.toNanos();
      for (var found = to(address); ; found = to(address)) {
        if (!found.isEmpty()) {
          return found.getFirst();
        }
        if (left <= 0) {
          throw new TimeoutException("no mail to " + address + " within " + patience);
        }
        left = arrived.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      mails.clear();
    } finally {
      lock.unlock();
    }
  }
}
