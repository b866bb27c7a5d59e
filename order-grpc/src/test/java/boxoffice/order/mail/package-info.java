/// Tests of the package of the same name.
@NullMarked
package boxoffice.order.mail;

import org.jspecify.annotations.NullMarked;
