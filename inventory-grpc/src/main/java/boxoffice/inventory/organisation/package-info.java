/// Organisations and their members: who owns venues, seat maps, events, performances and products.
///
/// Other packages ask [boxoffice.inventory.membership.Memberships] whether the caller may see or
/// change what belongs to an organisation.
@NullMarked
package boxoffice.inventory.organisation;

import org.jspecify.annotations.NullMarked;
