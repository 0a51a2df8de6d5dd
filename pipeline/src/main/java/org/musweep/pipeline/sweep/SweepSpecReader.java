package org.musweep.pipeline.sweep;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.musweep.pipeline.sweep.SpecNode.Entry;
import org.musweep.pipeline.sweep.SpecNode.Items;
import org.musweep.pipeline.sweep.SpecNode.Scalar;
import org.musweep.pipeline.sweep.SpecNode.Section;
import org.musweep.pipeline.sweep.SpecNode.Style;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads sweep files.
 *
 * <p>Everything that is wrong with a file is reported at once, in one {@link SpecException}. Its
 * keys, their types and defaults are in docs/sweep-file.md.
 */
public final class SweepSpecReader {

  private static final long LARGEST_FILE = 1 << 20;

  /** Of a file with the modules that it names in it. */
  private static final int LARGEST_TEXT = 1 << 28;

  private static final int DEEPEST_NESTING = 20;

  private SweepSpecReader() {}

  /**
   * What a sweep file says. Whether its paths exist is not checked.
   *
   * @throws SpecException if the file cannot be read or anything in it is wrong
   */
  public static SweepSpec read(Path file) {
    return open(file).spec();
  }

  /**
   * A sweep file with its cautions. Whether its paths exist is not checked.
   *
   * @throws SpecException if the file cannot be read or anything in it is wrong
   */
  public static SweepFile open(Path file) {
    Findings findings = new Findings(file.toString());
    SweepFile read = read(file, findings);
    findings.throwProblems();
    return read;
  }

  /**
   * A sweep file whose local data is there and whose local output can be written; problems with
   * those are reported together with all others.
   *
   * @param base where relative paths start, usually the current directory
   * @throws SpecException if the file cannot be read or anything in it is wrong
   */
  public static SweepFile openVerified(Path file, Path base) {
    Findings findings = new Findings(file.toString());
    SweepFile read = read(file, findings);
    PathChecks.check(read.spec(), findings, base);
    findings.throwProblems();
    return read;
  }

  /**
   * As {@link #openVerified(Path, Path)}, for results that go elsewhere than the file says.
   *
   * @param output the folder in the place of the file's {@code output}
   * @throws SpecException if the file cannot be read or anything in it is wrong
   */
  public static SweepFile openVerified(Path file, Path base, String output) {
    Findings findings = new Findings(file.toString());
    SweepFile read = read(file, findings);
    PathChecks.check(read.spec(), output, findings, base);
    findings.throwProblems();
    return read;
  }

  /**
   * What the text of a sweep file says, such as one that travelled with a pack. Whether its paths
   * exist is not checked.
   *
   * @param label what messages call the file
   * @throws SpecException if anything in it is wrong
   */
  public static SweepSpec parse(String text, String label) {
    Findings findings = new Findings(label);
    SweepSpec spec = SpecAssembly.assemble(root(Path.of(label), text), findings);
    findings.throwProblems();
    return spec;
  }

  /** Every key that reading this file asks for, whether the file has it or not. */
  static Set<String> knownKeys(Path file) {
    Findings findings = new Findings(file.toString());
    read(file, findings);
    return findings.knownKeys();
  }

  private static SweepFile read(Path file, Findings findings) {
    String text = text(file);
    SweepSpec spec = SpecAssembly.assemble(root(file, text), findings);
    return new SweepFile(
        InlinedModules.text(InlinedShapes.text(text, spec, findings), spec, findings),
        spec,
        findings);
  }

  private static String text(Path file) {
    try {
      if (!Files.exists(file)) {
        throw broken(file, "no such file; needs a sweep file such as conf/quickstart.yaml");
      }
      if (!Files.isRegularFile(file)) {
        throw broken(file, "is not a file; needs a sweep file such as conf/quickstart.yaml");
      }
      if (Files.size(file) > LARGEST_FILE) {
        throw broken(file, "has more than " + LARGEST_FILE + " bytes; is it a sweep file?");
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw broken(file, "is not UTF-8 text");
    } catch (IOException e) {
      throw broken(file, "cannot be read: " + FileTrouble.of(e));
    }
  }

  private static SpecException broken(Path file, String message) {
    return new SpecException(List.of(file + ": " + message));
  }

  private static SpecException broken(Path file, int line, String message) {
    return new SpecException(List.of("%s:%d: %s".formatted(file, line, message)));
  }

  private static Section root(Path file, String text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(file.toString()).setCodePointLimit(LARGEST_TEXT).build();
    try {
      Iterator<Event> events = new Parse(settings).parseString(text).iterator();
      return new TreeBuilder(file, events).document();
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      int line = mark.map(Mark::getLine).orElse(0) + 1;
      throw broken(file, line, "not valid YAML: " + explanation(e));
    } catch (YamlEngineException e) {
      throw broken(file, 1, "not valid YAML: " + oneLine(String.valueOf(e.getMessage())));
    }
  }

  private static String explanation(MarkedYamlEngineException e) {
    String context = e.getContext() == null ? "" : oneLine(e.getContext()) + ", ";
    return context + oneLine(e.getProblem());
  }

  private static String oneLine(String message) {
    return message.replaceAll("\\s+", " ").strip();
  }

  /** Makes a tree of the parser's events; anchors, aliases and tags are refused. */
  private static final class TreeBuilder {

    private final Path file;
    private final Iterator<Event> events;

    TreeBuilder(Path file, Iterator<Event> events) {
      this.file = file;
      this.events = events;
    }

    Section document() {
      next(Event.ID.StreamStart);
      if (events.next().getEventId() == Event.ID.StreamEnd) {
        throw broken(file, 1, "the file is empty; start from conf/quickstart.yaml");
      }
      SpecNode node = node(events.next(), 0);
      next(Event.ID.DocumentEnd);
      Event end = events.next();
      if (end.getEventId() != Event.ID.StreamEnd) {
        throw broken(file, line(end), "a second document starts; a sweep file has one");
      }
      if (!(node instanceof Section section)) {
        throw broken(
            file, node.line(), "needs keys such as 'sweep: name', but is " + node.description());
      }
      return section;
    }

    private void next(Event.ID expected) {
      Event event = events.next();
      if (event.getEventId() != expected) {
        throw broken(file, line(event), "not valid YAML: unexpected " + event.getEventId());
      }
    }

    private SpecNode node(Event event, int depth) {
      if (depth > DEEPEST_NESTING) {
        throw broken(file, line(event), "more than " + DEEPEST_NESTING + " levels of nesting");
      }
      refuseUnsupported(event);
      if (event instanceof ScalarEvent scalar) {
        Style style = scalar.isPlain() ? Style.PLAIN : Style.QUOTED;
        return new Scalar(line(event), scalar.getValue(), style);
      }
      return event instanceof MappingStartEvent ? section(event, depth) : items(event, depth);
    }

    private Section section(Event start, int depth) {
      List<Entry> entries = new ArrayList<>();
      for (Event event = events.next();
          event.getEventId() != Event.ID.MappingEnd;
          event = events.next()) {
        SpecNode key = node(event, depth + 1);
        SpecNode value = node(events.next(), depth + 1);
        if (!(key instanceof Scalar scalar)) {
          throw broken(file, key.line(), "a key must be text, but is " + key.description());
        }
        boolean nothing = value instanceof Scalar empty && empty.isNothing();
        entries.add(
            new Entry(
                scalar.text(),
                key.line(),
                nothing ? new Scalar(key.line(), "", Style.PLAIN) : value));
      }
      return new Section(line(start), entries);
    }

    private Items items(Event start, int depth) {
      List<SpecNode> values = new ArrayList<>();
      for (Event event = events.next();
          event.getEventId() != Event.ID.SequenceEnd;
          event = events.next()) {
        values.add(node(event, depth + 1));
      }
      return new Items(line(start), values);
    }

    private void refuseUnsupported(Event event) {
      boolean tagged =
          (event instanceof ScalarEvent scalar && scalar.getTag().isPresent())
              || (event instanceof CollectionStartEvent start && start.getTag().isPresent());
      boolean anchored =
          event instanceof AliasEvent
              || (event instanceof NodeEvent node && node.getAnchor().isPresent());
      if (tagged || anchored) {
        throw broken(
            file,
            line(event),
            (tagged ? "tags (!)" : "anchors (&) and aliases (*)") + " are not supported");
      }
    }

    private static int line(Event event) {
      return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
  }
}
