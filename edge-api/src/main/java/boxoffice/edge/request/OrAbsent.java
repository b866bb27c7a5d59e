package boxoffice.edge.request;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import tools.jackson.databind.annotation.JsonDeserialize;

/// A member of a request that may be left out, but is never null: without it more is meant than
/// with it. Whoever writes null has lost what they wanted to say, and hears that before anything
/// happens.
@JacksonAnnotationsInside
@JsonSetter(nulls = Nulls.SET)
@JsonDeserialize(using = AbsentNotNull.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface OrAbsent {}
