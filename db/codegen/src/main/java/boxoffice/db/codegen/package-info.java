/// Build time only: writes the typed SQL that the services use.
///
/// jOOQ reads the schema from a real PostgreSQL that the migrations of `db` have just been run
/// against, so the generated types can never differ from what is deployed. Nothing generated is
/// checked in.
@NullMarked
package boxoffice.db.codegen;

import org.jspecify.annotations.NullMarked;
