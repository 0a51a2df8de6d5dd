package org.musweep.pipeline.sweep;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.musweep.pipeline.sweep.SpecNode.Scalar;

/**
 * A type of value that a key may have.
 *
 * @param allowed what is allowed, in words
 * @param words the words that are allowed; empty if those are not all that is
 * @param reading the value of a node; empty if the node has another form
 */
record Form<T>(String allowed, List<String> words, Function<SpecNode, Optional<T>> reading) {

  Form {
    words = List.copyOf(words);
  }

  Form(String allowed, Function<SpecNode, Optional<T>> reading) {
    this(allowed, List.of(), reading);
  }

  /** The largest whole number where 32 bits are meant; small multiples of it still fit them. */
  static final int MOST = 100_000_000;

  /** Text that is not blank. */
  static Form<String> text() {
    return new Form<>("text", Form::asText);
  }

  /** One of these texts. */
  static Form<String> textOf(List<String> words) {
    return new Form<>(
        "one of " + String.join(", ", words), words, node -> asText(node).filter(words::contains));
  }

  /** One of the words of an enum. */
  static <E extends SpecWord> Form<E> word(List<E> words) {
    return new Form<>(
        words.stream().map(SpecWord::key).collect(Collectors.joining(", ", "one of ", "")),
        words.stream().map(SpecWord::key).toList(),
        node ->
            asText(node)
                .flatMap(
                    text -> words.stream().filter(word -> word.key().equals(text)).findFirst()));
  }

  /** A whole number of 32 bits. */
  static Form<Integer> wholeNumber(int least) {
    return new Form<>(
        "a whole number from %d to %d".formatted(least, MOST),
        node -> asLong(node, least).filter(value -> value <= MOST).map(Long::intValue));
  }

  /** One whole number, for a reason. */
  static Form<Integer> exactly(int number, String reason) {
    return new Form<>(
        "%d, %s".formatted(number, reason),
        node -> asLong(node, number).filter(value -> value == number).map(Long::intValue));
  }

  /** A whole number of 64 bits, negative or not. */
  static Form<Long> longNumber() {
    return new Form<>("a whole number", node -> asLong(node, Long.MIN_VALUE));
  }

  /** A whole number of 64 bits. */
  static Form<Long> longNumber(long least) {
    return new Form<>("a whole number, %d or more".formatted(least), node -> asLong(node, least));
  }

  /** A number of an interval. */
  static Form<Double> number(Interval interval) {
    return new Form<>("a number " + interval.text(), node -> asNumber(node, interval));
  }

  /** {@code true} or {@code false}. */
  static Form<Boolean> truth() {
    return new Form<>(
        "true or false",
        node -> node instanceof Scalar scalar ? ScalarForm.truth(scalar) : Optional.empty());
  }

  /** A duration. */
  static Form<Duration> duration() {
    return new Form<>(
        "a duration such as 90s, 10m or 1h30m",
        node -> node instanceof Scalar scalar ? ScalarForm.duration(scalar) : Optional.empty());
  }

  /** The allowed word that was probably meant. */
  Optional<String> meant(SpecNode node) {
    return asText(node).flatMap(text -> Spelling.nearest(text, words));
  }

  private static Optional<String> asText(SpecNode node) {
    return node instanceof Scalar scalar && !scalar.isNothing() && !scalar.text().isBlank()
        ? Optional.of(scalar.text())
        : Optional.empty();
  }

  private static Optional<Long> asLong(SpecNode node, long least) {
    if (!(node instanceof Scalar scalar)) {
      return Optional.empty();
    }
    OptionalLong value = ScalarForm.wholeNumber(scalar);
    return value.isPresent() && value.getAsLong() >= least
        ? Optional.of(value.getAsLong())
        : Optional.empty();
  }

  private static Optional<Double> asNumber(SpecNode node, Interval interval) {
    if (!(node instanceof Scalar scalar)) {
      return Optional.empty();
    }
    OptionalDouble value = ScalarForm.number(scalar);
    return value.isPresent() && interval.admits().test(value.getAsDouble())
        ? Optional.of(value.getAsDouble())
        : Optional.empty();
  }
}
