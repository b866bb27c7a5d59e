package boxoffice.edge.hold;

import boxoffice.inventory.v1.ListHoldsResponse;
import java.util.List;

/// The caller's holds that are not over.
record HoldsJson(List<HoldJson> holds) {
  static HoldsJson of(ListHoldsResponse response) {
    return new HoldsJson(response.getHoldsList().stream().map(HoldJson::of).toList());
  }
}
