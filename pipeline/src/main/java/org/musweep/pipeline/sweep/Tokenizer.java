package org.musweep.pipeline.sweep;

/** How text becomes tokens. */
public sealed interface Tokenizer {

  /** One token per Unicode character; the vocabulary is the characters that the text holds. */
  record Characters() implements Tokenizer {
    @Override
    public String text() {
      return "characters";
    }
  }

  /** One token per byte of UTF-8; the vocabulary has 256 tokens. */
  record Bytes() implements Tokenizer {
    @Override
    public String text() {
      return "bytes";
    }
  }

  /**
   * A Hugging Face {@code tokenizer.json}; needs {@code ai.djl.huggingface:tokenizers} on the
   * classpath.
   *
   * @param path of the file
   */
  record HuggingFace(String path) implements Tokenizer {
    /** Checks that there is a path. */
    public HuggingFace {
      Bounds.notBlank("tokenizer path", path);
    }

    @Override
    public String text() {
      return path;
    }
  }

  /** The form that the sweep file has: {@code characters}, {@code bytes} or the path. */
  String text();

  /** The tokenizer that a sweep file's word means: anything but the two names is a path. */
  static Tokenizer parse(String text) {
    if (text.equals("characters")) {
      return new Characters();
    }
    return text.equals("bytes") ? new Bytes() : new HuggingFace(text);
  }
}
