package boxoffice.inventory.product;

import static boxoffice.inventory.product.ProductCalls.id;
import static boxoffice.inventory.product.ProductCalls.reason;
import static boxoffice.inventory.product.ProductCalls.refusal;
import static boxoffice.inventory.product.ProductCalls.sku;
import static boxoffice.inventory.product.ProductCalls.update;
import static boxoffice.inventory.product.ProductCalls.variant;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Together;
import boxoffice.inventory.Truth;
import boxoffice.inventory.v1.AddVariantRequest;
import boxoffice.inventory.v1.GetProductRequest;
import boxoffice.inventory.v1.ListProductsRequest;
import boxoffice.inventory.v1.Product;
import boxoffice.inventory.v1.ProductState;
import boxoffice.inventory.v1.UpdateVariantRequest;
import boxoffice.inventory.v1.Variant;
import boxoffice.money.v1.Money;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireTypes;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Products and their variants, over the wire.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProductTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  private RunningUserGrpc users;
  private ProductCalls products;
  private Truth truth;
  private Person ann;
  private Person otto;
  private Person buyer;

  @BeforeAll
  void start(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    this.users = users;
    products = new ProductCalls(inventory);
    truth = new Truth();
    ann = users.organiser();
    otto = users.organiser();
    buyer = users.person("buyer");
  }

  @AfterAll
  void stop() {
    truth.close();
  }

  @Test
  void createsAProductWithItsVariants() {
    var small = sku();
    var large = sku();

    var product =
        products
            .as(ann)
            .createProduct(
                products
                    .request(ann, "Shirt", small, large)
                    .setOnSaleTime(at(0))
                    .setOffSaleTime(at(1))
                    .setPerBuyerLimit(3)
                    .build())
            .getProduct();

    assertThat(product.getState()).isEqualTo(ProductState.PRODUCT_STATE_PUBLISHED);
    assertThat(product.getVariantsList()).extracting(Variant::getSku).containsExactly(small, large);
    assertThat(product.getVariants(0).getStock().getAvailable()).isEqualTo(10);
    assertThat(product.getVariants(0).getPrice().getAmountMinor()).isEqualTo(1990);
    assertThat(product.getOnSaleTime()).isEqualTo(at(0));
    assertThat(product.getPerBuyerLimit()).isEqualTo(3);
    assertThat(products.get(buyer, product)).isEqualTo(product);
    assertThat(truth.rows("select total, reserved, sold from audit.stock where sku = ?", small))
        .containsExactly("10 0 0");
    assertThat(audited(product.getProductId())).containsExactly("product-created");
  }

  @Test
  void createsOneProductOfOneRequest() {
    var request = products.request(ann, "Shirt", sku()).build();
    var first = products.as(ann).createProduct(request).getProduct();

    assertThat(products.as(ann).createProduct(request).getProduct()).isEqualTo(first);
    assertThat(audited(first.getProductId())).hasSize(1);
    var other = request.toBuilder().setDisplayName("Cap").build();
    assertThat(reason(() -> products.as(ann).createProduct(other)))
        .isEqualTo(ErrorReason.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void storesNothingWhereOthersHaveTheNames() {
    var taken = sku();
    products.create(otto, taken);
    var free = sku();
    var request = products.request(ann, "Shirt", free, taken).build();

    var answer = products.as(ann).createProduct(request);

    assertThat(answer.getSkusTaken().getSkusList()).containsExactly(taken);
    assertThat(truth.rows("select 1 from inventory.variant where sku = ?", free)).isEmpty();
    assertThat(truth.rows("select 1 from audit.stock where sku = ?", free)).isEmpty();
    assertThat(products.create(ann, free).getVariantsCount()).isEqualTo(1);
  }

  @Test
  void givesANameToOneOfManyWhoWantItAtOnce() throws InterruptedException, ExecutionException {
    var one = sku();
    var two = sku();
    var creations =
        IntStream.range(0, 20)
            .mapToObj(i -> {
              var request =
                  products.request(ann, "Shirt", i % 2 == 0 ? one : two, i % 2 == 0 ? two : one);
              return Together.insisting(
                  () -> products.as(ann).createProduct(request.build()).hasProduct());
            })
            .toList();

    assertThat(Together.all(creations).stream().filter(won -> won)).hasSize(1);
  }

  @Test
  void refusesWhatIsNoProduct() {
    var good = products.request(ann, "Shirt", sku()).build();
    var dollars =
        variant(sku(), 1).toBuilder()
            .setPrice(Money.newBuilder().setAmountMinor(1).setCurrency("USD"));
    var bad =
        List.of(
            good.toBuilder().setRequestId("x").build(),
            good.toBuilder().setDisplayName("").build(),
            good.toBuilder().setDisplayName("a\u0000b").build(),
            good.toBuilder().clearVariants().build(),
            good.toBuilder().addVariants(dollars).build(),
            good.toBuilder().addVariants(good.getVariants(0)).build(),
            good.toBuilder().addVariants(variant("Not A Sku", 1)).build(),
            good.toBuilder().addVariants(variant("", 1)).build(),
            good.toBuilder().addVariants(variant(sku(), -1)).build(),
            good.toBuilder().addVariants(variant(sku(), 10_000_001)).build(),
            good.toBuilder().setOnSaleTime(at(1)).setOffSaleTime(at(1)).build(),
            good.toBuilder().setPerBuyerLimit(1001).build());

    for (var request : bad) {
      assertThat(reason(() -> products.as(ann).createProduct(request)))
          .isEqualTo(ErrorReason.VALIDATION_FAILED);
    }
    assertThat(products.as(ann).createProduct(good).hasProduct()).isTrue();
  }

  @Test
  void keepsAProductToItsOrganisation() {
    var draft =
        products
            .as(ann)
            .createProduct(products.request(ann, "Secret", sku()).setPublished(false).build())
            .getProduct();
    var read = GetProductRequest.newBuilder().setProductId(draft.getProductId()).build();
    var unknown = read.toBuilder().setProductId(id()).build();

    assertThat(products.get(ann, draft)).isEqualTo(draft);
    assertThat(products.get(users.person("admin"), draft)).isEqualTo(draft);
    for (var person : List.of(otto, buyer)) {
      assertThat(refusal(() -> products.as(person).getProduct(read)).getStatus().toString())
          .isEqualTo(refusal(() -> products.as(person).getProduct(unknown)).getStatus().toString());
    }
    assertThat(reason(() -> products.anyone().getProduct(read))).isEqualTo(ErrorReason.NOT_FOUND);

    var create = products.request(ann, "Shirt", sku()).build();
    var change = update(draft, "display_name").setDisplayName("Mine").build();
    var add = add(draft, sku());
    var edit = edit(draft.getVariants(0).getSku(), "withdrawn").setWithdrawn(true).build();
    var calls =
        List.<Consumer<Person>>of(
            person -> products.as(person).createProduct(create),
            person -> products.as(person).updateProduct(change),
            person -> products.as(person).addVariant(add),
            person -> products.as(person).updateVariant(edit));
    for (var call : calls) {
      assertThat(reason(() -> call.accept(otto))).isEqualTo(ErrorReason.NOT_FOUND);
      assertThat(reason(() -> call.accept(buyer))).isEqualTo(ErrorReason.FORBIDDEN);
    }
    assertThat(reason(() -> products.anyone().updateProduct(change)))
        .isEqualTo(ErrorReason.UNAUTHENTICATED);
    assertThat(products.get(ann, draft)).isEqualTo(draft);
  }

  @Test
  void changesWhatTheMaskNamesOnce() {
    var product = products.create(ann, sku());
    var request =
        update(product, "display_name", "on_sale_time", "per_buyer_limit")
            .setDisplayName("Cap")
            .setDescription("not named")
            .setOnSaleTime(at(5))
            .setPerBuyerLimit(2)
            .setEtag(product.getEtag())
            .build();

    var changed = products.as(ann).updateProduct(request).getProduct();

    assertThat(changed.getDisplayName()).isEqualTo("Cap");
    assertThat(changed.getDescription()).isEqualTo(product.getDescription());
    assertThat(changed.getOnSaleTime()).isEqualTo(at(5));
    assertThat(changed.getPerBuyerLimit()).isEqualTo(2);
    assertThat(changed.getEtag()).isNotEqualTo(product.getEtag());
    assertThat(products.as(ann).updateProduct(request).getProduct()).isEqualTo(changed);
    assertThat(audited(product.getProductId()))
        .containsExactly("product-created", "product-updated");

    var reused = request.toBuilder().setDisplayName("Hat").build();
    assertThat(reason(() -> products.as(ann).updateProduct(reused)))
        .isEqualTo(ErrorReason.IDEMPOTENCY_KEY_REUSED);
    var stale =
        update(product, "display_name").setDisplayName("Hat").setEtag(product.getEtag()).build();
    assertThat(reason(() -> products.as(ann).updateProduct(stale)))
        .isEqualTo(ErrorReason.ETAG_MISMATCH);
    assertThat(products.get(ann, product)).isEqualTo(changed);

    var without = products.as(ann).updateProduct(update(product, "on_sale_time").build());
    assertThat(without.getProduct().hasOnSaleTime()).isFalse();
  }

  @Test
  void refusesChangesThatMakeNoSense() {
    var product = products.create(ann, sku());
    products.as(ann).updateProduct(update(product, "on_sale_time").setOnSaleTime(at(5)).build());
    var bad =
        List.of(
            update(product).build(),
            update(product, "currency").build(),
            update(product, "display_name").build(),
            update(product, "state").build(),
            update(product, "off_sale_time").setOffSaleTime(at(5)).build(),
            update(product, "per_buyer_limit").setPerBuyerLimit(-1).build());

    for (var request : bad) {
      assertThat(reason(() -> products.as(ann).updateProduct(request)))
          .isEqualTo(ErrorReason.VALIDATION_FAILED);
    }
  }

  @Test
  void withdrawsAndPublishesAgainButIsNoDraftAnyMore() {
    var product =
        products
            .as(ann)
            .createProduct(products.request(ann, "Shirt", sku()).setPublished(false).build())
            .getProduct();

    assertThat(state(product, ProductState.PRODUCT_STATE_PUBLISHED)).isTrue();
    assertThat(state(product, ProductState.PRODUCT_STATE_DRAFT)).isFalse();
    assertThat(state(product, ProductState.PRODUCT_STATE_WITHDRAWN)).isTrue();
    assertThat(products.get(buyer, product).getState())
        .isEqualTo(ProductState.PRODUCT_STATE_WITHDRAWN);
    assertThat(listed(product)).isFalse();
    assertThat(state(product, ProductState.PRODUCT_STATE_PUBLISHED)).isTrue();
    assertThat(listed(product)).isTrue();
  }

  private boolean state(Product product, ProductState state) {
    var answer = products.as(ann).updateProduct(update(product, "state").setState(state).build());
    assertThat(answer.hasProduct() || answer.hasStateConflict()).isTrue();
    return answer.hasProduct();
  }

  private boolean listed(Product product) {
    var token = "";
    do {
      var page =
          products
              .anyone()
              .listProducts(
                  ListProductsRequest.newBuilder().setPageSize(100).setPageToken(token).build());
      if (page.getProductsList().stream()
          .anyMatch(found -> found.getProductId().equals(product.getProductId()))) {
        return true;
      }
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return false;
  }

  @Test
  void addsVariantsOnceWhateverHappensSince() {
    var product = products.create(ann, sku());
    var second = sku();
    var request = add(product, second);

    var added = products.as(ann).addVariant(request).getProduct();
    assertThat(added.getVariantsList())
        .extracting(Variant::getSku)
        .containsExactly(product.getVariants(0).getSku(), second);
    assertThat(products.as(ann).addVariant(request).getProduct()).isEqualTo(added);
    products.as(ann).updateProduct(update(product, "display_name").setDisplayName("Cap").build());
    assertThat(products.as(ann).addVariant(request).getProduct().getVariantsCount()).isEqualTo(2);

    var reused = request.toBuilder().setVariant(variant(second, 11)).build();
    assertThat(reason(() -> products.as(ann).addVariant(reused)))
        .isEqualTo(ErrorReason.IDEMPOTENCY_KEY_REUSED);
    var stale = add(product, sku()).toBuilder().setEtag(product.getEtag()).build();
    assertThat(reason(() -> products.as(ann).addVariant(stale)))
        .isEqualTo(ErrorReason.ETAG_MISMATCH);
    assertThat(products.as(ann).addVariant(add(product, second)).getSkusTaken().getSkusList())
        .containsExactly(second);
    var dollars =
        add(product, sku()).toBuilder()
            .setVariant(
                variant(sku(), 1).toBuilder()
                    .setPrice(Money.newBuilder().setAmountMinor(1).setCurrency("USD")))
            .build();
    assertThat(reason(() -> products.as(ann).addVariant(dollars)))
        .isEqualTo(ErrorReason.VALIDATION_FAILED);
    assertThat(audited(second)).containsExactly("variant-added");
  }

  @Test
  void hasFiftyVariantsAtMost() {
    var skus = IntStream.range(0, 50).mapToObj(_ -> sku()).toArray(String[]::new);
    var product = products.create(ann, skus);

    assertThat(products.as(ann).addVariant(add(product, sku())).getTooMany().getLimit())
        .isEqualTo(50);
  }

  @Test
  void changesAVariantOnce() {
    var sku = sku();
    var product = products.create(ann, sku);
    var request =
        edit(sku, "price", "withdrawn")
            .setPrice(Money.newBuilder().setAmountMinor(500).setCurrency("EUR"))
            .setWithdrawn(true)
            .setEtag(product.getEtag())
            .build();

    var changed = products.as(ann).updateVariant(request).getProduct();

    assertThat(changed.getVariants(0).getPrice().getAmountMinor()).isEqualTo(500);
    assertThat(changed.getVariants(0).getWithdrawn()).isTrue();
    assertThat(changed.getVariants(0).getDisplayName()).isEqualTo("M");
    assertThat(products.as(ann).updateVariant(request).getProduct()).isEqualTo(changed);
    assertThat(audited(sku)).containsExactly("variant-updated");
    assertThat(reason(() -> products.as(ann).updateVariant(edit(sku, "price").build())))
        .isEqualTo(ErrorReason.VALIDATION_FAILED);
    var dollars =
        edit(sku, "price")
            .setPrice(Money.newBuilder().setAmountMinor(1).setCurrency("USD"))
            .build();
    assertThat(reason(() -> products.as(ann).updateVariant(dollars)))
        .isEqualTo(ErrorReason.VALIDATION_FAILED);
    assertThat(reason(() -> products.as(ann).updateVariant(edit(sku, "sku").build())))
        .isEqualTo(ErrorReason.VALIDATION_FAILED);
    var reused = request.toBuilder().setWithdrawn(false).build();
    assertThat(reason(() -> products.as(ann).updateVariant(reused)))
        .isEqualTo(ErrorReason.IDEMPOTENCY_KEY_REUSED);
    var stale = edit(sku, "withdrawn").setEtag(product.getEtag()).build();
    assertThat(reason(() -> products.as(ann).updateVariant(stale)))
        .isEqualTo(ErrorReason.ETAG_MISMATCH);
    assertThat(reason(() -> products.as(ann).updateVariant(edit(sku(), "withdrawn").build())))
        .isEqualTo(ErrorReason.NOT_FOUND);
  }

  @Test
  void listsByNameInPagesThatStayStable() {
    var own = users.organiser();
    var names = List.of("Cap", "Mug", "Poster", "Shirt");
    names.forEach(name -> create(own, name));
    var draft =
        products
            .as(own)
            .createProduct(products.request(own, "Book", sku()).setPublished(false).build())
            .getProduct();
    var request =
        ListProductsRequest.newBuilder()
            .setPageSize(2)
            .setOrganisationId(draft.getOrganisationId());

    var first = products.as(own).listProducts(request.build());
    create(own, "Apron"); // stands before the page that was read
    create(own, "Vase");
    var second =
        products.as(own).listProducts(request.setPageToken(first.getNextPageToken()).build());
    var third =
        products.as(own).listProducts(request.setPageToken(second.getNextPageToken()).build());

    assertThat(first.getProductsList())
        .extracting(Product::getDisplayName)
        .containsExactly("Book", "Cap");
    assertThat(second.getProductsList())
        .extracting(Product::getDisplayName)
        .containsExactly("Mug", "Poster");
    assertThat(third.getProductsList())
        .extracting(Product::getDisplayName)
        .containsExactly("Shirt", "Vase");
    assertThat(third.getNextPageToken()).isEmpty();
    assertThat(third.getProducts(0).getVariantsCount()).isEqualTo(1);
    assertThat(listed(draft)).isFalse();
    for (var person : List.of(otto, buyer)) {
      assertThat(reason(() -> products.as(person).listProducts(request.clearPageToken().build())))
          .isEqualTo(ErrorReason.NOT_FOUND);
    }
    assertThat(reason(() -> products.as(own).listProducts(request.setPageToken("AAAA").build())))
        .isEqualTo(ErrorReason.VALIDATION_FAILED);
  }

  private void create(Person own, String name) {
    var _ = products.as(own).createProduct(products.request(own, name, sku()).build());
  }

  private static AddVariantRequest add(Product product, String sku) {
    return AddVariantRequest.newBuilder()
        .setRequestId(id())
        .setProductId(product.getProductId())
        .setVariant(variant(sku, 10))
        .build();
  }

  private static UpdateVariantRequest.Builder edit(String sku, String... fields) {
    return UpdateVariantRequest.newBuilder()
        .setRequestId(id())
        .setSku(sku)
        .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(fields)));
  }

  private static Timestamp at(int days) {
    return WireTypes.timestamp(NOW.plus(Duration.ofDays(days)));
  }

  private List<String> audited(String subject) {
    return truth.rows(
        "select action from inventory.audit_entry where subject = ? order by number", subject);
  }
}
