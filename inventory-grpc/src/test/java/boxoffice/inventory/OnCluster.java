package boxoffice.inventory;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A test class whose [SharedInventory] has its pools on a cluster of three masters.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnCluster {}
