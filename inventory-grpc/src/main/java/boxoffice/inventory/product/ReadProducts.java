package boxoffice.inventory.product;

import static boxoffice.inventory.product.ProductMessages.toProto;

import boxoffice.inventory.change.Page;
import boxoffice.inventory.membership.Memberships;
import boxoffice.inventory.v1.ListProductsRequest;
import boxoffice.inventory.v1.ListProductsResponse;
import boxoffice.inventory.v1.ListStockAdjustmentsRequest;
import boxoffice.inventory.v1.ListStockAdjustmentsResponse;
import boxoffice.wire.PageToken;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Reads products: buyers see what is sold or was, members everything of theirs.
final class ReadProducts {
  private static final int STANDARD_PAGE = 50;
  private static final int MAX_PAGE = 100;

  private final DSLContext sql;
  private final ProductStore products;
  private final StockStore stocks;
  private final Memberships memberships;

  ReadProducts(DSLContext sql, ProductStore products, StockStore stocks, Memberships memberships) {
    this.sql = sql;
    this.products = products;
    this.stocks = stocks;
    this.memberships = memberships;
  }

  /// @throws WireException NOT_FOUND also for somebody else's draft
  Product visible(UUID id) {
    var product = products.find(sql, id).orElseThrow(() -> WireException.notFound("product"));
    if (product.state() == Product.State.DRAFT) {
      memberships.check(sql, product.organisationId(), "product");
    }
    return product;
  }

  /// @throws WireException NOT_FOUND for somebody else's organisation
  ListProductsResponse list(ListProductsRequest request) {
    var page = Page.of(request.getPageSize(), request.getPageToken());
    var response = ListProductsResponse.newBuilder();
    var next =
        page.fill(
            products.list(sql, organisation(request.getOrganisationId()), page),
            product -> response.addProducts(toProto(product)),
            last -> new Page.After(last.description().displayName(), last.productId()));
    return response.setNextPageToken(next).build();
  }

  private @Nullable UUID organisation(String id) {
    if (id.isEmpty()) {
      return null;
    }
    var organisation = WireTypes.uuid(id);
    memberships.check(sql, organisation, "organisation");
    return organisation;
  }

  /// @throws WireException NOT_FOUND also for somebody else's
  ListStockAdjustmentsResponse listAdjustments(ListStockAdjustmentsRequest request) {
    var organisation =
        products
            .organisationOf(sql, request.getSku())
            .orElseThrow(() -> WireException.notFound("variant"));
    memberships.check(sql, organisation, "variant");
    var size = PageToken.size(request.getPageSize(), STANDARD_PAGE, MAX_PAGE);
    // one more than asked for says whether there is another page
    var found =
        stocks.list(
            sql, request.getSku(), before(PageToken.parse(request.getPageToken(), 1)), size + 1);
    var response = ListStockAdjustmentsResponse.newBuilder();
    found.stream().limit(size).map(ProductMessages::toProto).forEach(response::addAdjustments);
    if (found.size() > size) {
      var last = found.get(size - 1).number();
      response.setNextPageToken(new PageToken(List.of(Long.toString(last))).encode());
    }
    return response.build();
  }

  private static @Nullable Long before(PageToken token) {
    if (token.isFirstPage()) {
      return null;
    }
    try {
      return Long.valueOf(token.parts().getFirst());
    } catch (NumberFormatException e) {
      throw PageToken.invalid(e);
    }
  }
}
