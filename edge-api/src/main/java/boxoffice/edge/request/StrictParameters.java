package boxoffice.edge.request;

import java.beans.PropertyEditorSupport;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/// Reads numbers, truths and times of a query as JSON writes them, and ids as all messages do:
/// Spring itself takes `0x1` for a number, `on` for true, `Tue, 3 Jun 2008 11:05:30 GMT` for a time
/// and `1-1-1-1-1` for an id. Editors, because where a converter refuses Spring asks its own
/// editors.
@ControllerAdvice
final class StrictParameters {
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,9})");

  @InitBinder
  void register(WebDataBinder binder) {
    var number = new Editor(StrictParameters::wholeNumber);
    binder.registerCustomEditor(int.class, number);
    binder.registerCustomEditor(Integer.class, number);
    var truth = new Editor(StrictParameters::trueOrFalse);
    binder.registerCustomEditor(boolean.class, truth);
    binder.registerCustomEditor(Boolean.class, truth);
    binder.registerCustomEditor(Instant.class, new Editor(StrictParameters::time));
    binder.registerCustomEditor(UUID.class, new Editor(StrictParameters::id));
  }

  private static Instant time(String text) {
    try {
      return StrictTime.read(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a time of RFC 3339", e);
    }
  }

  private static UUID id(String text) {
    if (!ID.matcher(text).matches()) {
      throw new IllegalArgumentException("not a UUID");
    }
    return UUID.fromString(text);
  }

  private static Integer wholeNumber(String text) {
    if (!WHOLE_NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException("not a whole number");
    }
    return Integer.valueOf(text);
  }

  private static Boolean trueOrFalse(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static final class Editor extends PropertyEditorSupport {
    private final Function<String, Object> read;

    Editor(Function<String, Object> read) {
      this.read = read;
    }

    @Override
    public void setAsText(String text) {
      setValue(read.apply(text));
    }
  }
}
