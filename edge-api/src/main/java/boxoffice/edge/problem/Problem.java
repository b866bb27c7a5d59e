package boxoffice.edge.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A problem document.
///
/// @param code the slug that programs switch on
/// @param traceId names the request in our logs
/// @param detail for people
/// @param members what else a program needs, such as the seats that are taken
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
    URI type,
    String title,
    int status,
    String code,
    @Nullable String traceId,
    String detail,
    @JsonAnyGetter Map<String, Object> members) {}
