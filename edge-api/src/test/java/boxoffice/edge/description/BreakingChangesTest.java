package boxoffice.edge.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// That the comparison sees what breaks clients, of the interface as it is.
final class BreakingChangesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SCHEMAS = "/components/schemas/";

  private final JsonNode document = InterfaceDocument.read(InterfaceDocument.COPY);

  private String after(Consumer<JsonNode> change) {
    var changed = document.deepCopy();
    change.accept(changed);
    assertThat(changed).isNotEqualTo(document);
    return BreakingChanges.between(document, changed);
  }

  private static ObjectNode object(JsonNode document, String pointer) {
    return (ObjectNode) document.at(pointer);
  }

  private static ArrayNode array(JsonNode document, String pointer) {
    return (ArrayNode) document.at(pointer);
  }

  private static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  @Test
  void seesNothingWhereNothingChanged() {
    assertThat(BreakingChanges.between(document, document)).isEmpty();
  }

  @Test
  void letsOperationsAndFieldsBeAdded() {
    assertThat(
            after(changed -> {
              object(changed, SCHEMAS + "OrderJson/properties")
                  .set("new", json("{\"type\":\"string\"}"));
              object(changed, SCHEMAS + "PayOrderJson/properties")
                  .set("new", json("{\"type\":\"string\"}"));
              object(changed, "/paths")
                  .set("/v1/new", object(changed, "/paths").path("/v1/events"));
            }))
        .isEmpty();
  }

  @Test
  void seesRemovedOperation() {
    assertThat(after(changed -> object(changed, "/paths/~1v1~1orders").remove("get")))
        .contains("/v1/orders");
  }

  @Test
  void seesRemovedResponseField() {
    assertThat(after(changed -> object(changed, SCHEMAS + "OrderJson/properties").remove("state")))
        .contains("state");
  }

  @Test
  void seesRemovedResponse() {
    assertThat(
            after(changed -> object(changed, "/paths/~1v1~1orders/post/responses").remove("202")))
        .contains("202");
  }

  @Test
  void seesNewlyRequiredRequestField() {
    assertThat(
            after(changed -> {
              object(changed, SCHEMAS + "PayOrderJson/properties")
                  .set("new", json("{\"type\":\"string\"}"));
              object(changed, SCHEMAS + "PayOrderJson").withArray("required").add("new");
            }))
        .contains("new");
  }

  @Test
  void seesNewlyRequiredParameter() {
    assertThat(
            after(changed ->
                array(changed, "/paths/~1v1~1orders/get/parameters")
                    .add(
                        json(
                            """
                            {"name":"new","in":"query","required":true,"schema":{"type":"string"}}
                            """))))
        .contains("new");
  }

  @Test
  void seesNarrowedEnumOfRequest() {
    assertThat(
            after(changed ->
                array(changed, SCHEMAS + "CreatePerformanceJson/properties/state/enum").remove(0)))
        .contains("state");
  }

  @Test
  void letsLimitsBeToldAndSeesWhenTheyBecomeNarrower() {
    var reason = SCHEMAS + "CancelSaleJson/properties/reason";
    var silent = document.deepCopy();
    object(silent, reason).remove("maxLength");

    assertThat(BreakingChanges.between(silent, document)).isEmpty();
    assertThat(after(changed -> object(changed, reason).put("maxLength", 1))).contains("reason");
  }

  @Test
  void letsLimitsOfParametersBeToldAndSeesWhenTheyBecomeNarrower() {
    var parameters = "/paths/~1v1~1performances~1{performance}~1orders/get/parameters";
    var silent = document.deepCopy();
    for (var parameter : silent.at(parameters)) {
      ((ObjectNode) parameter.path("schema")).remove(List.of("enum", "maxLength", "minimum"));
    }
    assertThat(silent).isNotEqualTo(document);

    assertThat(BreakingChanges.between(silent, document)).isEmpty();
    assertThat(
            after(changed -> {
              for (var parameter : changed.at(parameters)) {
                if (parameter.path("schema").path("enum") instanceof ArrayNode names) {
                  names.remove(1);
                }
              }
            }))
        .contains("state");
  }

  @Test
  void seesChangedType() {
    assertThat(
            after(changed -> {
              var amount = object(changed, SCHEMAS + "MoneyJson/properties/amountMinor");
              amount.remove("format");
              amount.put("type", "string");
            }))
        .contains("amountMinor");
  }
}
