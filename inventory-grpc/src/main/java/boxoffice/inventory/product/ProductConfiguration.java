package boxoffice.inventory.product;

import boxoffice.inventory.audit.AuditLog;
import boxoffice.inventory.membership.Memberships;
import java.time.Clock;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProductConfiguration {
  @Bean
  ProductsForSale productsForSale(DSLContext sql) {
    return new ProductsForSale(sql);
  }

  @Bean
  ProductGrpcService productGrpcService(
      DSLContext sql, Memberships memberships, AuditLog audit, Clock clock) {
    var variants = new VariantStore();
    var products = new ProductStore(variants);
    var stocks = new StockStore();
    var changes = new ProductChanges(products, stocks, memberships, audit, clock);
    return new ProductGrpcService(
        new ReadProducts(sql, products, stocks, memberships),
        new CreateProduct(sql, products, variants, changes),
        new UpdateProduct(sql, products, changes),
        new ChangeVariant(sql, products, variants, stocks, changes),
        new AdjustStock(sql, products, stocks, changes));
  }
}
