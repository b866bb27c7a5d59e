package boxoffice.edge.order;

/// All of an order is cancelled: there is nothing to say. Whoever names items has another call in
/// mind, and hears that before anything is cancelled.
record CancelOrderJson() {}
