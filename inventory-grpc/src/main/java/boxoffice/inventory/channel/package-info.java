/// Channels: partners that sell seats of an organisation's, each through one API client.
///
/// What a channel may sell of a performance is its *allocation*; in the performance it goes by a
/// number, as the cells of the pool have it. Holds ask [boxoffice.inventory.channel.Channels] what
/// the caller sells, reservations and the builder of pools
/// [boxoffice.inventory.channel.SeatChannels] whose a seat is. Allocating and releasing, which need
/// the pool, are in [boxoffice.inventory.house]: nothing here knows of holds.
@NullMarked
package boxoffice.inventory.channel;

import org.jspecify.annotations.NullMarked;
