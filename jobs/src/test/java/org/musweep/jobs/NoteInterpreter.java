package org.musweep.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import scala.collection.immutable.List;
import scala.collection.immutable.List$;
import scala.collection.immutable.Nil$;
import scala.tools.nsc.Settings;
import scala.tools.nsc.interpreter.IMain;
import scala.tools.nsc.interpreter.shell.ReplReporterImpl;

/** Runs the Scala of notes on a Spark session, as Zeppelin's interpreter and Spark's shell do. */
final class NoteInterpreter implements AutoCloseable {

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final SparkSession session;
  private final IMain scala;

  private NoteInterpreter(SparkSession session, IMain scala) {
    this.session = session;
    this.scala = scala;
  }

  /** An interpreter that keeps the classes it makes in a folder, where tasks find them. */
  static NoteInterpreter open(Path folder) {
    Path classes;
    try {
      classes = Files.createDirectories(folder.resolve("classes"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var settings = new Settings();
    List<String> arguments = Nil$.MODULE$.$colon$colon(System.getProperty("java.class.path"));
    for (String word :
        java.util.List.of(
            "-classpath", classes.toString(), "-Yrepl-outdir", "-Yrepl-class-based")) {
      arguments = arguments.$colon$colon(word);
    }
    settings.processArguments(arguments, true);
    var printed = new StringWriter();
    var scala = new IMain(settings, new ReplReporterImpl(settings, new PrintWriter(printed, true)));
    scala.initializeCompiler();
    SparkSession session =
        SparkSession.builder()
            .master("local[2]")
            .appName("notes")
            .config("spark.repl.class.outputDir", classes.toString())
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate();
    var interpreter = new NoteInterpreter(session, scala);
    Thread.currentThread().setContextClassLoader(scala.classLoader());
    interpreter.bind("spark", SparkSession.class, session);
    return interpreter;
  }

  SparkSession session() {
    return session;
  }

  /** Gives a value a name that Scala text can use. */
  void bind(String name, Class<?> type, Object value) {
    String outcome =
        scala.bind(name, type.getName(), value, List$.MODULE$.<String>empty()).toString();
    if (!outcome.equals("Success")) {
      throw new IllegalStateException("Cannot bind " + name + ": " + outcome);
    }
  }

  /** What became of a text: {@code Success}, {@code Error} or {@code Incomplete}. */
  String run(String text) {
    return scala.interpret(text).toString();
  }

  @Override
  public void close() {
    Thread.currentThread().setContextClassLoader(before);
    session.stop();
    scala.close();
  }
}
