/// Halls: importing a plan, which streams through, and reading rows, which never change. The import
/// is the one route whose body may be over 64 KiB.
@NullMarked
package boxoffice.edge.seatmap;

import org.jspecify.annotations.NullMarked;
