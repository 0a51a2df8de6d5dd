package org.musweep.pipeline.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A value that a key accepts and one that it rejects.
 *
 * @param key its name, sections separated by slashes
 * @param accepted a file with an allowed value
 * @param appears in the text of what is read from it
 * @param rejected a file with another value
 * @param problem the only problem of that file
 */
record KeyExample(
    String key, SampleFile accepted, String appears, SampleFile rejected, String problem) {

  private static final String ABSENT = "-";

  @Override
  public String toString() {
    return key;
  }

  /** The examples of keys.txt, and those of each hyperparameter, fixed and searched. */
  static List<KeyExample> all() {
    List<KeyExample> examples = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(Path.of("src/test/resources/sweep/keys.txt"))) {
        if (!line.isBlank() && !line.startsWith("#")) {
          examples.add(parse(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (HyperparameterName name : HyperparameterName.values()) {
      examples.add(searched(name));
      if (!TrainingReader.keyOf(name).startsWith("schedule.")) {
        examples.add(fixed(name));
      }
    }
    return examples;
  }

  private static KeyExample parse(String line) {
    List<String> cells = List.of(line.split("\\|", -1)).stream().map(String::strip).toList();
    String key = cells.get(1);
    SampleFile sample = sample(cells.get(0));
    return new KeyExample(
        key,
        changed(sample, key, cells.get(2)),
        cells.get(3),
        changed(sample, key, cells.get(4)),
        key.replace('/', '.') + ": " + cells.get(5));
  }

  private static SampleFile changed(SampleFile sample, String key, String value) {
    boolean section =
        key.equals("data")
            || sample.values().keySet().stream().anyMatch(k -> k.startsWith(key + "/"));
    if (value.equals(ABSENT)) {
      return section ? sample : sample.without(key);
    }
    return (section ? sample.without(key) : sample).with(key, value);
  }

  private static SampleFile sample(String name) {
    return switch (name) {
      case "text" -> SampleFile.transformer();
      case "column" -> SampleFile.transformer().with("data/source", "text-column");
      case "tokens" ->
          SampleFile.transformer().with("data/source", "token-column").with("data/vocabulary", "9");
      case "images" -> SampleFile.mlp();
      case "convnet", "resnet" -> SampleFile.mlp().with("model/family", name);
      case "torchscript" -> SampleFile.torchScript();
      case "block" ->
          SampleFile.mlp().with("model/family", "block").with("model/class", "org.example.Net");
      case "models" ->
          SampleFile.mlp().with("model/base", "{width: 16}").with("model/delta", "{width: 8}");
      case "heads" -> SampleFile.transformer().without("model/head-size").with("model/heads", "4");
      case "muon" -> SampleFile.transformer().with("training/optimizer", "muon");
      case "stopping" ->
          SampleFile.transformer().with("search/early-stopping/rule", "asha-stopping");
      case "patient" -> SampleFile.transformer().with("search/early-stopping/patience", "2");
      case "stall" -> SampleFile.transformer().with("budget/no-improvement", "9");
      case "deep" -> SampleFile.transformer().with("parametrization/rules", "completep");
      case "batch" ->
          SampleFile.transformer()
              .with("transfer/batch-size", "8")
              .with("transfer/batch-law", "diffusion")
              .with("transfer/duration-law", "constant");
      case "noise" ->
          SampleFile.transformer()
              .with("transfer/batch-size", "8")
              .with("transfer/batch-law", "noise-scale")
              .with("transfer/noise-scale", "20")
              .with("transfer/duration-law", "constant");
      case "ordered" -> SampleFile.transformer().with("execution/order", "deterministic");
      case "grid" ->
          SampleFile.transformer().without("search/trials").with("search/sampler", "grid");
      case "tpe" -> SampleFile.transformer().with("search/sampler", "tpe");
      case "schedule" ->
          SampleFile.transformer()
              .with("search/space/schedule", "{choice: [constant, linear, cosine]}")
              .with("search/space/schedule.final-share", "{uniform: [0, 1]}");
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static SampleFile sample(HyperparameterName name) {
    return name.appliesTo(TrainingSpec.Optimizer.ADAMW)
        ? SampleFile.transformer()
        : SampleFile.transformer().with("training/optimizer", "sgd");
  }

  private static KeyExample fixed(HyperparameterName name) {
    String key = "training/" + name.key();
    return new KeyExample(
        key,
        sample(name).with(key, "0.5"),
        "Setting[name=%s, value=Numeric[number=0.5]]".formatted(name.key()),
        sample(name).with(key, "-1"),
        "training.%s: needs a number %s, but is '-1'".formatted(name.key(), name.allowed()));
  }

  private static KeyExample searched(HyperparameterName name) {
    String key = "search/space/" + name.key();
    String value = name.isNumeric() ? "0.5" : "linear";
    SampleFile sample = sample(name).without("search/space/learning-rate");
    return new KeyExample(
        key,
        sample.with(key, "{choice: [" + value + "]}"),
        "Hyperparameter[name=%s, distribution=Choice[".formatted(name.key()),
        sample.with(key, "{choice: [" + value + ", -1]}"),
        "search.space.%s: needs values %s, but has '-1'".formatted(name.key(), name.allowed()));
  }
}
