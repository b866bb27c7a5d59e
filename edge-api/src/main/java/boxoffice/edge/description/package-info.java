/// The description of the interface in OpenAPI, made of the controllers: their signatures, their
/// comments, and what both leave unsaid, which is the rules of all operations and the examples in
/// `examples.json`. docs/openapi.json is a copy of it.
@NullMarked
package boxoffice.edge.description;

import org.jspecify.annotations.NullMarked;
