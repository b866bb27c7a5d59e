package boxoffice.edge.request;

import com.google.protobuf.Message;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Which message of the contract the parameters of a controller's method fill, where no record of
/// its body or its query tells: the description of the interface takes their limits from it.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Fills {
  Class<? extends Message> value();
}
