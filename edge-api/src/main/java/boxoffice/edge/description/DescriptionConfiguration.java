package boxoffice.edge.description;

import boxoffice.edge.problem.ProblemType;
import boxoffice.edge.problem.Problems;
import boxoffice.edge.request.RequestId;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Describes the interface in OpenAPI: what no controller says.
@Configuration(proxyBeanMethods = false)
class DescriptionConfiguration {
  private static final String BEARER = "bearer";
  private static final String ABOUT =
      """
      Sells tickets for reserved seats, areas and products.

      To buy:

      1. Register (`POST /v1/accounts`), verify the address (`POST /v1/accounts:verifyEmail`) with the token that \
      stands in the mailed link behind `#token=`, sign in (`POST /v1/sessions`). The sandbox's mails are at \
      `http://localhost:8025`, for programs at `/messages?to=` and the address.
      2. Choose a performance that is `OPEN` (`GET /v1/performances`), and its seats: all pages of \
      `GET /v1/seatMaps/{seatMap}/rows`, less those whose `ordinal` is among the `takenOrdinals` of its `availability`.
      3. Hold them (`POST /v1/performances/{performance}/holds`), and show `total` and `expireTime`. After a 409 \
      `seat-unavailable` choose others.
      4. Order the hold by its `name` (`POST /v1/orders`). 201: it is paid. 202: see below. 402: pay with another card \
      (`POST /v1/orders/{order}:pay`, with the `orderId` of the problem).
      5. Read the tickets of an order that is `CONFIRMED` (`GET /v1/orders/{order}/tickets`).

      An access token lives for minutes: `POST /v1/sessions:refresh` gives the next one, before `expireTime` or after \
      a 401 `invalid-token`.

      - Whoever needs a token sends `Authorization: Bearer ...` with the `accessToken` of `POST /v1/sessions`.
      - Every request that changes something carries an `Idempotency-Key`, new for each new wish. Who gets no \
      answer, or 500 or 504, repeats the request with the same key: nothing happens twice, and the answer has \
      `Idempotent-Replayed: true` if the request had been carried out before. Answers that must not tell who has an \
      account, such as those of a registration, never have it.
      - Every answer from 400 on is a problem (RFC 9457): programs look at its `code`, and its `type` is the \
      address of a page about it. `Accept-Language` chooses English or Korean.
      - Answers of one person are never cached. Every answer has an `X-Request-Id`, which is the `traceId` of a \
      problem.
      - Lists come in pages: `pageToken` is the `nextPageToken` of the page before, `pageSize` is coerced to what \
      is allowed.
      - 202 with an order: it is not settled yet. Without a `paymentAction` read it at `Location` until its `state` is \
      not `PENDING`. With one, its owner has to go to `paymentAction.redirectUrl` and comes back to the address that \
      the shop's operator has set, with the order's id; until that is decided no other card is taken. Once the \
      `paymentAction` is gone and the order still `PENDING`, it was refused: pay again.
      - Pages of other origins may call only if the operator lists them in `boxoffice.edge.origins`, else preflights \
      are answered 403 `cross-origin` and a browser shows the page no answer. Listed pages can read `Location`, `ETag`, \
      `Retry-After`, `RateLimit`, `RateLimit-Policy`, `X-Request-Id` and `Idempotent-Replayed`. The sandbox lists the usual development \
      servers: `http://localhost` with port 3000, 4200, 5173 or 8081.
      - `RateLimit` names each limit of the caller that the request counted against, what is left of it (`r`), and the \
      seconds until it is whole again (`t`); `RateLimit-Policy` how much it has in all (`q`, within `w` seconds).
      - Amounts are whole numbers of the currency's smallest unit, times are RFC 3339.
      - More members may come: ignore those that you do not know.
      """;

  private static final String MEMBERS =
      """
      A problem (RFC 9457). Some codes have members of their own beside these: `payment-declined` has `declineCode`, \
      `attemptsLeft`, `orderId` and `order`, which waits for another card; `seat-unavailable` has `performanceId` and \
      `seats`, each with its `seatId` and a `reason` such as `TAKEN`, or what was wished for; `price-changed` has the \
      `total` that it costs; `order-state-conflict` has the `order` in the way; `purchase-limit` has the `limit` and \
      what is `owned`; `sale-not-open` has the `onSaleTime`, or says that it is `closed`. The page at the `type` is \
      served by this edge at `/problems/` and the code as well.\
      """;

  /// Buyers first.
  private static final List<String> NOUNS =
      List.of(
          "Account",
          "Own Account",
          "Session",
          "Performance",
          "Seat Map",
          "Hold",
          "Order",
          "Ticket",
          "Event",
          "Venue",
          "Organisation",
          "Sale",
          "Attendee",
          "Money Report",
          "Performance Cancellation",
          "Ping",
          "Key Set",
          "Webhook");

  private final Examples examples = new Examples();

  DescriptionConfiguration() {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(RequestId.class);
  }

  @Bean
  OpenAPI description(Problems problems) {
    var components =
        new Components()
            .addSecuritySchemes(
                BEARER, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme(BEARER))
            .addSchemas(OperationDescription.PROBLEM, problem());
    examples.all().forEach(components::addExamples);
    for (var type : ProblemType.all()) {
      components.addExamples(
          type.code(),
          new Example()
              .summary(type.code())
              .value(examples.withMembers(type.code(), problems.example(type))));
    }
    return new OpenAPI()
        .tags(NOUNS.stream().map(noun -> new Tag().name(noun)).toList())
        .info(new Info().title("Boxoffice").version("v1").description(ABOUT))
        .addServersItem(new Server().url("/").description("where this document is read"))
        .components(components)
        .addSecurityItem(new SecurityRequirement().addList(BEARER));
  }

  @Bean
  OperationCustomizer operationDescription() {
    return new OperationDescription(examples);
  }

  /// Springdoc takes the comment of each controller for a tag that no operation has.
  @Bean
  OpenApiCustomizer commentsOfNouns() {
    return document -> {
      var comments = new HashMap<String, String>();
      document.getTags().forEach(tag -> comments.put(tag.getName(), tag.getDescription()));
      document.setTags(
          NOUNS.stream()
              .map(noun -> new Tag().name(noun).description(comments.get(controller(noun))))
              .toList());
    };
  }

  private static String controller(String noun) {
    return noun.toLowerCase(Locale.ROOT).replace(' ', '-') + "-controller";
  }

  @Bean
  RecordSchemas recordSchemas() {
    return new RecordSchemas();
  }

  private static Schema<?> problem() {
    var schema = new ObjectSchema();
    schema.description(MEMBERS);
    schema.addProperty("type", text("the address of a page about it").format("uri"));
    schema.addProperty("title", text("for people, in their language"));
    schema.addProperty("status", new IntegerSchema().format("int32"));
    schema.addProperty("code", text("what programs look at"));
    schema.addProperty("traceId", text("names the request to us"));
    schema.addProperty("detail", text("for people: what is wrong, or what to do"));
    schema.addProperty("field", text("the member or parameter at fault, where it is one"));
    schema.setRequired(List.of("type", "title", "status", "code", "detail"));
    return schema;
  }

  private static Schema<?> text(String description) {
    return new StringSchema().description(description);
  }
}
