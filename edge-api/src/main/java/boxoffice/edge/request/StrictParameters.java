package boxoffice.edge.request;

import java.beans.PropertyEditorSupport;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/// Reads numbers and truths of a query as JSON writes them: Spring itself takes `0x1` for a number
/// and `on` for true. Editors, because where a converter refuses Spring asks its own editors.
@ControllerAdvice
final class StrictParameters {
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,9})");

  @InitBinder
  void register(WebDataBinder binder) {
    var number = new Editor(StrictParameters::wholeNumber);
    binder.registerCustomEditor(int.class, number);
    binder.registerCustomEditor(Integer.class, number);
    var truth = new Editor(StrictParameters::trueOrFalse);
    binder.registerCustomEditor(boolean.class, truth);
    binder.registerCustomEditor(Boolean.class, truth);
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
