/// What every server of Boxoffice does before an operation runs, in this order: turn failures into
/// statuses, cap the deadline, verify the token, apply the access rule that the contract states,
/// check the message. Import [boxoffice.guard.GuardConfiguration] and it happens, and
/// [boxoffice.guard.client.RemoteUserConfiguration] for what it needs of user-grpc.
///
/// Also how a service calls a peer ([boxoffice.guard.Channels]) and how it verifies a token
/// ([boxoffice.guard.TokenVerifier]). No SQL and no domain noun; twenty-five classes at most, and
/// sub-packages for what has a noun of its own.
@NullMarked
package boxoffice.guard;

import org.jspecify.annotations.NullMarked;
