package boxoffice.edge.page;

import boxoffice.edge.request.RequestId;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import java.util.List;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;

/// Describes the interface in OpenAPI: what no controller's signature says.
@Configuration(proxyBeanMethods = false)
class InterfaceConfiguration {
  private static final String BEARER = "bearer";
  private static final int MOST_KEY_CHARACTERS = 255;

  InterfaceConfiguration() {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(RequestId.class);
  }

  @Bean
  OpenAPI description() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Boxoffice")
                .version("v1")
                .description("Sells reserved seats. Every error is an RFC 9457 problem."))
        .components(
            new Components()
                .addSecuritySchemes(
                    BEARER, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme(BEARER)))
        .addSecurityItem(new SecurityRequirement().addList(BEARER));
  }

  /// The header that a [RequestId] is made of, and the form of every error.
  @Bean
  OperationCustomizer keyAndProblem() {
    return (operation, method) -> {
      operation.getResponses().addApiResponse("default", problem());
      return takesRequestId(method) ? operation.addParametersItem(key()) : operation;
    };
  }

  private static ApiResponse problem() {
    var schema = new ObjectSchema();
    for (var member : List.of("type", "title", "code", "traceId", "detail")) {
      schema.addProperty(member, new StringSchema());
    }
    schema.addProperty("status", new IntegerSchema());
    return new ApiResponse()
        .description("a problem (RFC 9457): its code says which")
        .content(
            new Content().addMediaType("application/problem+json", new MediaType().schema(schema)));
  }

  private static boolean takesRequestId(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .anyMatch(parameter -> parameter.getParameterType() == RequestId.class);
  }

  private static HeaderParameter key() {
    var schema = new StringSchema();
    schema.minLength(1).maxLength(MOST_KEY_CHARACTERS);
    var key = new HeaderParameter();
    key.name("Idempotency-Key")
        .required(true)
        .description("Visible ASCII. Repeating it repeats the request: nothing happens twice.")
        .schema(schema);
    return key;
  }
}
