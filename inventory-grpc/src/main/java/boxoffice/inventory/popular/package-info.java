/// What buyers look at and buy most, now.
///
/// Each process counts in memory and adds to one sorted set in Redis once a second, under forward
/// decay with an exponential function (Cormode, Shkapenyuk, Srivastava, Xu: Forward Decay, ICDE
/// 2009): what is stored never has to be touched again to grow old. The ranking that everybody is
/// answered is made from it by one process at a time and kept in Redis and in memory.
///
/// Fails open: it is an ornament. What was not counted is not missed, and without Redis the last
/// ranking is answered, or the soonest performances.
@NullMarked
package boxoffice.inventory.popular;

import org.jspecify.annotations.NullMarked;
