package boxoffice.edge.performance;

import boxoffice.edge.value.MoneyJson;
import boxoffice.inventory.v1.CategoryPrice;

/// What a seat of a category costs.
record CategoryPriceJson(String category, MoneyJson price) {

  static CategoryPriceJson of(CategoryPrice price) {
    return new CategoryPriceJson(price.getCategory(), MoneyJson.of(price.getPrice()));
  }

  CategoryPrice toProto() {
    return CategoryPrice.newBuilder().setCategory(category).setPrice(price.toProto()).build();
  }
}
