package boxoffice.inventory.hold;

import boxoffice.inventory.OnCluster;

/// Holds over several pools, which are on several masters of a cluster.
@OnCluster
class ClusterHoldTogetherTest extends HoldTogetherTest {}
