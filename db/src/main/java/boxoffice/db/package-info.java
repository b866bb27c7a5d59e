/// The database as code: [boxoffice.db.MigrateDatabase] brings it to the shape that this version
/// needs.
///
/// The migrations stand under `resources/db/migration`, one table or index each; the generated
/// packages beside this one (`users`, `inventory`, `orders`, `audit`) are their typed form. A
/// service imports only its own.
@NullMarked
package boxoffice.db;

import org.jspecify.annotations.NullMarked;
