package boxoffice.edge.performance;

import boxoffice.edge.value.ChargesJson;
import boxoffice.edge.value.MoneyJson;
import boxoffice.inventory.v1.CategoryPrice;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;

/// What a seat of a category costs.
///
/// @param category as a seat map's rows name it
/// @param price without what `charges` adds
/// @param charges not there for neither fee nor tax
record CategoryPriceJson(
    String category,
    MoneyJson price,
    @JsonSetter(nulls = Nulls.SET) @Nullable ChargesJson charges) {

  static CategoryPriceJson of(CategoryPrice price) {
    return new CategoryPriceJson(
        price.getCategory(), MoneyJson.of(price.getPrice()), ChargesJson.of(price.getCharges()));
  }

  CategoryPrice toProto() {
    var proto = CategoryPrice.newBuilder().setCategory(category).setPrice(price.toProto());
    return charges == null ? proto.build() : proto.setCharges(charges.toProto()).build();
  }
}
