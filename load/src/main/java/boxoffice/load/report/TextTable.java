package boxoffice.load.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import com.github.freva.asciitable.Styler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A table of a terminal: columns of text to the left and of numbers to the right, each with a
/// width that it never exceeds; what is longer goes on in the next line of its cell.
final class TextTable {
  private static final int PADDING = 2; // the library counts a space on each side

  private final List<Column> columns = new ArrayList<>();
  private final List<String[]> rows = new ArrayList<>();
  private final List<UnaryOperator<String>> styles = new ArrayList<>();

  TextTable text(String header, int width) {
    columns.add(column(header, HorizontalAlign.LEFT, width));
    return this;
  }

  TextTable number(String header, int width) {
    columns.add(column(header, HorizontalAlign.RIGHT, width));
    return this;
  }

  void row(String... cells) {
    row(UnaryOperator.identity(), cells);
  }

  /// A row whose lines are changed by `style`, which must not change how wide they look.
  void row(UnaryOperator<String> style, String... cells) {
    var shown = new String[cells.length];
    for (var i = 0; i < cells.length; i++) {
      shown[i] = printable(cells[i]);
    }
    rows.add(shown);
    styles.add(style);
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  @Override
  public String toString() {
    return AsciiTable.builder()
        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
        .lineSeparator("\n")
        .styler(new RowStyle())
        .data(columns.toArray(Column[]::new), rows.toArray(Object[][]::new))
        .asString();
  }

  /// What comes from the run cannot steer the terminal.
  static String printable(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}]", "?").replaceAll("[\u00a0\u202f]", " ");
  }

  private static Column column(String header, HorizontalAlign align, int width) {
    return new Column()
        .header(header)
        .headerAlign(align)
        .dataAlign(align)
        .minWidth(width + PADDING)
        .maxWidth(width + PADDING, OverflowBehaviour.NEWLINE);
  }

  private final class RowStyle implements Styler {
    @Override
    public List<String> styleCell(Column column, int row, int col, List<String> data) {
      return data.stream().map(styles.get(row)).toList();
    }
  }
}
