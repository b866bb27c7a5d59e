/// REST/JSON in front of the services, for browsers and scripts. Each request goes through the
/// filters of [boxoffice.edge.request] to one thin controller per noun, which calls one RPC and
/// turns its outcome into a status. No business rule and no store: what is right is decided behind.
@NullMarked
package boxoffice.edge;

import org.jspecify.annotations.NullMarked;
