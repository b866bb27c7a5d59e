package boxoffice.inventory.hold;

import boxoffice.inventory.OnCluster;

/// Holds over the wire, with the pools on a cluster of three masters.
@OnCluster
class ClusterHoldsTest extends HoldsTest {}
