/// What the tests of every service start with: one real, migrated PostgreSQL for each JVM.
@NullMarked
package boxoffice.db;

import org.jspecify.annotations.NullMarked;
