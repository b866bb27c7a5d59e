package boxoffice.edge.account;

import boxoffice.edge.request.RequestId;
import boxoffice.user.v1.UpdateAccountRequest;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.google.protobuf.FieldMask;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What to change; what is not given stays.
record UpdateAccountJson(
    @Schema(minLength = 1) @JsonSetter(nulls = Nulls.SET) @Nullable String displayName,
    @JsonSetter(nulls = Nulls.SET) @Nullable String locale,
    @JsonSetter(nulls = Nulls.SET) @Nullable String timeZone) {

  /// @param etag empty to change it whatever it is
  UpdateAccountRequest toProto(RequestId requestId, String etag) {
    var request = UpdateAccountRequest.newBuilder().setRequestId(requestId.text()).setEtag(etag);
    var mask = FieldMask.newBuilder();
    if (displayName != null) {
      request.setDisplayName(displayName);
      mask.addPaths("display_name");
    }
    if (locale != null) {
      request.setLocale(locale);
      mask.addPaths("locale");
    }
    if (timeZone != null) {
      request.setTimeZone(timeZone);
      mask.addPaths("time_zone");
    }
    return request.setUpdateMask(mask).build();
  }
}
