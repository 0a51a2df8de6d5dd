package org.musweep.pipeline.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class FigureTest {

  private static final Axis UNIT = new Axis("", Scale.Linear.of(0, 1, 2));

  private static Document parsed(Figure figure) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(figure.svg())));
  }

  private static Figure of(Mark... marks) {
    Panel panel = new Panel("panel", UNIT, UNIT, List.of(marks));
    return new Figure("a figure", "", List.of(), List.of(panel), 1, 200);
  }

  private static Element only(Document document, String tag) {
    NodeList found = document.getElementsByTagName(tag);
    assertThat(found.getLength()).as(tag).isEqualTo(1);
    return (Element) found.item(0);
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  @Test
  void boxesLieWhereTheScalesPutThem() throws Exception {
    Document document = parsed(of(new Mark.Box(0.25, 0.75, 0.5, 1, "#123456")));

    NodeList boxes = document.getElementsByTagName("rect");
    Element clip = (Element) boxes.item(1);
    Element box = (Element) boxes.item(2);
    double width = number(clip, "width") - 12;
    double height = number(clip, "height") - 12;
    assertThat(number(box, "x") - number(clip, "x") - 6).isBetween(0.24 * width, 0.26 * width);
    assertThat(number(box, "width")).isBetween(0.49 * width, 0.51 * width);
    assertThat(number(box, "y") - number(clip, "y") - 6).isBetween(-0.1, 0.1);
    assertThat(number(box, "height")).isBetween(0.49 * height, 0.51 * height);
    assertThat(box.getAttribute("fill")).isEqualTo("#123456");
  }

  @Test
  void infiniteSidesLieAtTheEdge() throws Exception {
    double infinity = Double.POSITIVE_INFINITY;
    Document document =
        parsed(of(new Mark.Box(-infinity, infinity, -infinity, infinity, "#123456")));

    NodeList boxes = document.getElementsByTagName("rect");
    assertThat(number((Element) boxes.item(2), "height"))
        .isEqualTo(number((Element) boxes.item(1), "height") - 12);
  }

  @Test
  void everySymbolIsDrawn() throws Exception {
    for (Symbol symbol : Symbol.values()) {
      Figure figure = of(new Mark.Dots(List.of(new Point(0.5, 0.5)), symbol, 4, "#123456", 0.5));

      assertThat(figure.svg())
          .contains(symbol.isFilled() ? "fill=\"#123456\"" : "stroke=\"#123456\"");
      assertThat(parsed(figure).getElementsByTagName("g").item(0).getChildNodes().getLength())
          .as(symbol.name())
          .isGreaterThan(1);
    }
  }

  @Test
  void wordsAreEscaped() throws Exception {
    Mark note = new Mark.Note(new Point(0, 0), "<a> & \"b\" \u0007", Mark.Anchor.END, "#000000");
    Document document = parsed(of(note));

    NodeList words = document.getElementsByTagName("text");
    assertThat(words.item(words.getLength() - 1).getTextContent()).isEqualTo("<a> & \"b\" \uFFFD");
  }

  @Test
  void legendWrapsAndPanelsStandInRows() throws Exception {
    Figure.Key key = new Figure.Key("a rather long name of a series", Symbol.DISC, "#123456");
    Panel panel = new Panel("p", UNIT, UNIT, List.of());
    Figure one = new Figure("t", "", List.of(key), List.of(panel), 2, 100);
    Figure many =
        new Figure(
            "t", "", java.util.Collections.nCopies(9, key), List.of(panel, panel, panel), 2, 100);

    double before = number(only(parsed(one), "svg"), "height");
    assertThat(number(only(parsed(many), "svg"), "height")).isEqualTo(before + 100 + 18 + 40);
  }

  @Test
  void figuresThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new Figure("t", "", List.of(), List.of(), 1, 100))
        .hasMessageContaining("0 panels");
  }
}
