package boxoffice.inventory.watch;

import boxoffice.inventory.hold.FollowPool.Change;
import boxoffice.inventory.hold.FollowPool.Seen;
import boxoffice.inventory.v1.AvailabilityChanges;
import boxoffice.inventory.v1.AvailabilitySnapshot;
import boxoffice.inventory.v1.WatchAvailabilityResponse;
import com.google.protobuf.ByteString;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Which seats of a performance are taken, and for each of them which change was its last: so any
/// stream can be told what it misses without asking Redis. Not for more than one thread.
final class Picture {
  /// Less than this is no reason to send all seats instead.
  private static final int FEW = 100;

  private final int seatCount;
  private final BitSet taken;
  private final long[] changedAt;

  /// The change before the first that is known.
  private final long oldest;

  private Version version;

  private Picture(Version version, long oldest, int seatCount, BitSet taken) {
    this.version = version;
    this.oldest = oldest;
    this.seatCount = seatCount;
    this.taken = taken;
    this.changedAt = new long[seatCount];
  }

  static Picture of(Seen.All all) {
    var picture =
        new Picture(
            new Version(all.epoch(), all.number()),
            all.number() - all.before().size(),
            all.seatCount(),
            all.taken());
    var number = all.number();
    for (var change : all.before()) {
      for (int ordinal : change.ordinals()) {
        picture.changedAt[ordinal] = Math.max(picture.changedAt[ordinal], number);
      }
      number--;
    }
    return picture;
  }

  /// Of a draft: nobody can hold anything yet.
  static Picture ofDraft(int seatCount) {
    return new Picture(new Version(0, 0), 0, seatCount, new BitSet());
  }

  Version version() {
    return version;
  }

  /// Goes on to a later moment. Of each seat the last change decides.
  ///
  /// @return what is different now; empty where nothing is that anybody sees
  Optional<WatchAvailabilityResponse> follow(Seen.Changes changes) {
    var before = (BitSet) taken.clone();
    var number = changes.number() - changes.list().size();
    for (Change change : changes.list()) {
      number++;
      for (int ordinal : change.ordinals()) {
        taken.set(ordinal, !change.free());
        changedAt[ordinal] = number;
      }
    }
    version = new Version(changes.epoch(), changes.number());
    before.xor(taken);
    return before.isEmpty() ? Optional.empty() : Optional.of(update(before));
  }

  /// What somebody misses who saw that moment: all seats, where it is none or too long ago.
  ///
  /// @return empty where this picture is older than that moment
  Optional<WatchAvailabilityResponse> since(Version seen) {
    if (seen.epoch() != version.epoch() || seen.number() < oldest) {
      return Optional.of(snapshot());
    }
    if (seen.number() > version.number()) {
      return Optional.empty();
    }
    var missed = new BitSet(seatCount);
    for (int ordinal = 0; ordinal < seatCount; ordinal++) {
      missed.set(ordinal, changedAt[ordinal] > seen.number());
    }
    return Optional.of(update(missed));
  }

  /// Says that nothing is different.
  WatchAvailabilityResponse heartbeat() {
    return update(new BitSet());
  }

  WatchAvailabilityResponse snapshot() {
    return WatchAvailabilityResponse.newBuilder()
        .setSnapshot(
            AvailabilitySnapshot.newBuilder()
                .setVersion(version.toString())
                .setSeatCount(seatCount)
                .setTaken(ByteString.copyFrom(taken.toByteArray())))
        .build();
  }

  /// How these seats are now, in whichever form is smaller.
  private WatchAvailabilityResponse update(BitSet ordinals) {
    if (ordinals.cardinality() > Math.max(FEW, seatCount / Byte.SIZE)) {
      return snapshot();
    }
    var freed = (BitSet) ordinals.clone();
    freed.andNot(taken);
    ordinals.and(taken);
    return WatchAvailabilityResponse.newBuilder()
        .setChanges(
            AvailabilityChanges.newBuilder()
                .setVersion(version.toString())
                .addAllTaken(list(ordinals))
                .addAllFreed(list(freed)))
        .build();
  }

  private static List<Integer> list(BitSet ordinals) {
    return ordinals.stream().boxed().toList();
  }
}
