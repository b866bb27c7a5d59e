/// What the parts cost alone, measured in the same run and in turns with the whole: an empty call,
/// the claim script straight on Redis, plain inserts on PostgreSQL.
@NullMarked
package boxoffice.load.floor;

import org.jspecify.annotations.NullMarked;
