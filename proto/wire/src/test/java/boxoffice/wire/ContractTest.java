package boxoffice.wire;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.access.v1.Access;
import boxoffice.access.v1.AccessOuterClass;
import boxoffice.access.v1.Role;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What every RPC of the contract must have, whoever adds it.
class ContractTest {
  /// There are never more than a few signing keys, and a ranking is its first places.
  private static final Set<String> SHORT =
      Set.of("ListSigningKeys", "ListPopularPerformances", "ListHolds");

  @Test
  void findsTheServices() {
    assertThat(Rpcs.all())
        .extracting(rpc -> rpc.getService().getName())
        .contains("AccountService", "HoldService", "ReservationService", "OrderService");
  }

  @TestFactory
  Stream<DynamicTest> saysWhoMayCall() {
    return Rpcs.each(rpc -> {
      assertThat(rpc.getOptions().hasExtension(AccessOuterClass.access)).isTrue();
      var access = rpc.getOptions().getExtension(AccessOuterClass.access);
      assertThat(isMeaningful(access)).as("%s", access).isTrue();
    });
  }

  @TestFactory
  Stream<DynamicTest> canBeRepeatedWhenItChangesSomething() {
    return Rpcs.each(rpc -> {
      var reads = rpc.getName().matches("(Get|List|Watch|Export|Preview|Compare).+|Ping");
      // an event of the payment provider has an id of its own
      var isEvent = rpc.getName().equals("ReceiveWebhook");
      assertThat(reads || isEvent || hasRequestId(rpc)).isTrue();
    });
  }

  @TestFactory
  Stream<DynamicTest> pagesWhatItLists() {
    return Rpcs.each(rpc -> {
      if (rpc.getName().startsWith("List") && !SHORT.contains(rpc.getName())) {
        assertThat(rpc.getInputType().findFieldByName("page_size")).isNotNull();
        assertThat(rpc.getInputType().findFieldByName("page_token")).isNotNull();
        assertThat(rpc.getOutputType().findFieldByName("next_page_token")).isNotNull();
      }
    });
  }

  private static boolean isMeaningful(Access access) {
    return switch (access.getCallerCase()) {
      case ANYONE -> access.getAnyone();
      case SIGNED_IN -> access.getSignedIn();
      case ROLE -> access.getRole() != Role.ROLE_UNSPECIFIED;
      case SIGNED_IN_OR_SCOPE -> !access.getSignedInOrScope().isEmpty();
      case SCOPE -> access.getScope().matches("[a-z]+\\.[a-z]+");
      case CALLER_NOT_SET -> false;
    };
  }

  /// In the request itself, or in the first piece of a stream.
  private static boolean hasRequestId(MethodDescriptor rpc) {
    return Stream.concat(
            Stream.of(rpc.getInputType()),
            rpc.getInputType().getFields().stream()
                .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
                .map(FieldDescriptor::getMessageType))
        .anyMatch(message -> message.findFieldByName("request_id") != null);
  }
}
