package boxoffice.inventory.change;

import boxoffice.wire.WireException;
import com.google.protobuf.FieldMask;
import java.util.Set;
import java.util.TreeSet;

/// Which fields a request changes.
public record Mask(Set<String> fields) {
  public Mask {
    fields = Set.copyOf(fields);
  }

  /// @param known the fields that can be changed
  /// @throws WireException VALIDATION_FAILED for an empty mask, and for other fields
  public static Mask of(FieldMask mask, Set<String> known) {
    var fields = new TreeSet<>(mask.getPathsList());
    if (fields.isEmpty()) {
      throw WireException.invalidField("update_mask", "names no field");
    }
    if (!known.containsAll(fields)) {
      throw WireException.invalidField("update_mask", "knows only " + new TreeSet<>(known));
    }
    return new Mask(fields);
  }

  public boolean has(String field) {
    return fields.contains(field);
  }

  /// What the field is from now on.
  public <T> T pick(String field, T wanted, T before) {
    return has(field) ? wanted : before;
  }

  /// As [#pick], for a name, which is never empty.
  ///
  /// @throws WireException VALIDATION_FAILED
  public String pickName(String field, String wanted, String before) {
    if (has(field) && wanted.isEmpty()) {
      throw WireException.invalidField(field, "is empty");
    }
    return pick(field, wanted, before);
  }
}
