package org.musweep.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A table under construction: columns first, then rows with as many cells. */
final class HtmlTable {

  /** How a column is set. */
  enum Column {
    WORDS(""),
    NUMBER("number"),
    LONG("wrap");

    private final String className;

    Column(String className) {
      this.className = className;
    }
  }

  private final List<Column> columns = new ArrayList<>();
  private final List<Html> headers = new ArrayList<>();
  private final List<Html> rows = new ArrayList<>();

  HtmlTable words(String header) {
    return column(Column.WORDS, header);
  }

  HtmlTable number(String header) {
    return column(Column.NUMBER, header);
  }

  /** A column of sentences, which wrap. */
  HtmlTable sentences(String header) {
    return column(Column.LONG, header);
  }

  HtmlTable row(Html... cells) {
    return row("", List.of(cells));
  }

  HtmlTable row(String rowClass, List<Html> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          "Invalid table row: %d cells (must be %d)".formatted(cells.size(), columns.size()));
    }
    List<Html> set = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      set.add(
          i == 0
              ? Html.element("th", List.of("scope", "row"), cells.get(i))
              : cell("td", columns.get(i), List.of(), cells.get(i)));
    }
    Html inside = Html.all(set.stream());
    rows.add(rowClass.isEmpty() ? Html.element("tr", inside) : Html.styled("tr", rowClass, inside));
    return this;
  }

  Html build() {
    return Html.styled(
        "div",
        "scroll",
        Html.element(
            "table",
            Html.element("thead", Html.element("tr", Html.all(headers.stream()))),
            Html.element("tbody", Html.all(rows.stream()))));
  }

  private HtmlTable column(Column column, String header) {
    columns.add(column);
    headers.add(cell("th", column, List.of("scope", "col"), Html.text(header)));
    return this;
  }

  private static Html cell(String tag, Column column, List<String> attributes, Html content) {
    List<String> all =
        column.className.isEmpty()
            ? attributes
            : Stream.concat(Stream.of("class", column.className), attributes.stream()).toList();
    return Html.element(tag, all, content);
  }
}
