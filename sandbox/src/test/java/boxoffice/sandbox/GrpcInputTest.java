package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import boxoffice.wire.RawCall;
import boxoffice.wire.Rpcs;
import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.Violation;
import build.buf.protovalidate.exceptions.ValidationException;
import build.buf.validate.FieldPathElement;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Every RPC of the contract, asked over the wire with what is wrong, by whoever may and by whoever
/// may not: rows G3, G4, G11, G13, H8, H9, I3, I4, I7.
@ExtendWith(SharedLocalSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrpcInputTest {
  /// Requests that need to say nothing.
  private static final Set<String> ASKING_NOTHING =
      Set.of(
          "Ping",
          "GetAccount",
          "GetDenylist",
          "ListAccounts",
          "ListAllocations",
          "ListAuditEntries",
          "ListClients",
          "ListEvents",
          "ListHolds",
          "ListOrders",
          "ListOrganisations",
          "ListParkedWebhooks",
          "ListPerformances",
          "ListPopularPerformances",
          "ListProducts",
          "ListSessions",
          "ListSigningKeys",
          "ListStuckOrders",
          "ListUnsentMessages");

  /// Read or compared by the operation itself; `delta` may be less than nothing.
  private static final Set<String> WITHOUT_RULE =
      Set.of(
          "page_token",
          "known_version",
          "after_version",
          "signature",
          "refresh_token",
          "best.section",
          "best.category",
          "also.best.section",
          "also.best.category",
          "expected_total.amount_minor",
          "delta");

  private final LocalSystem system;
  private final Validator validator = ValidatorFactory.newBuilder().build();

  @SuppressWarnings("NullAway.Init") // set before the first test
  private ContractCallers callers;

  GrpcInputTest(LocalSystem system) {
    this.system = system;
  }

  @BeforeAll
  void signIn() {
    callers = new ContractCallers(system);
  }

  @AfterAll
  void hangUp() {
    callers.close();
  }

  @TestFactory
  Stream<DynamicTest> g3g4RefusesWhoeverMayNotCall() {
    return Rpcs.each(rpc -> {
      if (ContractCallers.access(rpc).getAnyone()) {
        return;
      }
      assertThat(refusal(rpc, null)).isEqualTo(ErrorReason.UNAUTHENTICATED);
      for (var token : callers.strangers(rpc)) {
        assertThat(refusal(rpc, token)).isEqualTo(ErrorReason.FORBIDDEN);
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> g11RefusesWhatIsNoMessage() {
    var noise = new byte[500];
    new Random(11).nextBytes(noise);
    return Rpcs.each(rpc -> {
      var refused = refused(rpc, callers.caller(rpc), noise);

      assertThat(reason(refused)).isEqualTo(ErrorReason.VALIDATION_FAILED);
      assertThat(refused.getStatus().getDescription()).isEqualTo("the message cannot be read");
    });
  }

  @TestFactory
  Stream<DynamicTest> g13RefusesARequestThatSaysNothing() {
    return Rpcs.each(rpc -> {
      var asksNothing = ASKING_NOTHING.contains(rpc.getName());
      assertThat(broken(rpc, new byte[0]).isEmpty()).isEqualTo(asksNothing);
      if (!asksNothing) {
        assertThat(refusal(rpc, callers.caller(rpc))).isEqualTo(ErrorReason.VALIDATION_FAILED);
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> g13i3i4RefusesAWrongField() {
    return Rpcs.each(rpc -> {
      var faults = new ArrayList<String>();
      for (var wrong : WrongFields.of(rpc.getInputType())) {
        var request = wrong.request().toByteArray();
        if (!WITHOUT_RULE.contains(wrong.field()) && !isBroken(rpc, wrong)) {
          faults.add(wrong + ", and no rule is against it");
        }
        if (refusal(rpc, callers.caller(rpc), request) != ErrorReason.VALIDATION_FAILED) {
          faults.add(wrong + ", and it is not refused");
        }
      }
      assertThat(faults).isEmpty();
    });
  }

  @TestFactory
  Stream<DynamicTest> i7AsksNobodyForAnAddressToCall() {
    return Rpcs.each(rpc ->
        assertThat(WrongFields.of(rpc.getInputType()))
            .noneMatch(wrong -> wrong.field().matches(".*(ur[il]|host|callback|avatar).*")));
  }

  /// Whether it breaks a rule of that field, or of what the field is a part of.
  private boolean isBroken(MethodDescriptor rpc, WrongFields.Wrong wrong) {
    return broken(rpc, wrong.request().toByteArray()).stream()
        .anyMatch(field -> (wrong.field() + ".").startsWith(field + "."));
  }

  /// The fields whose rules a request breaks.
  private Set<String> broken(MethodDescriptor rpc, byte[] request) {
    try {
      var message = DynamicMessage.parseFrom(rpc.getInputType(), request);
      return validator.validate(message).getViolations().stream()
          .map(GrpcInputTest::field)
          .collect(Collectors.toUnmodifiableSet());
    } catch (InvalidProtocolBufferException | ValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String field(Violation violation) {
    return violation.toProto().getField().getElementsList().stream()
        .map(FieldPathElement::getFieldName)
        .collect(Collectors.joining("."));
  }

  private ErrorReason refusal(MethodDescriptor rpc, @Nullable String token, byte... request) {
    return reason(refused(rpc, token, request));
  }

  private static ErrorReason reason(StatusRuntimeException refused) {
    assertThat(refused.getStatus().getCode()).isNotIn(Status.Code.UNKNOWN, Status.Code.INTERNAL);
    return ErrorStatus.reason(refused).orElseThrow(() -> new AssertionError(refused));
  }

  private StatusRuntimeException refused(
      MethodDescriptor rpc, @Nullable String token, byte... request) {
    return catchThrowableOfType(
        StatusRuntimeException.class,
        () -> RawCall.of(rpc).send(callers.channel(rpc), token, request));
  }
}
