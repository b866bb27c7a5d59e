/// This process as a client of user-grpc: its own access token, and with
/// [boxoffice.guard.client.RemoteUserConfiguration] all that a process needs which verifies tokens
/// and is not user-grpc itself.
@NullMarked
package boxoffice.guard.client;

import org.jspecify.annotations.NullMarked;
