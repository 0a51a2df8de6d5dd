package org.musweep.pipeline.space;

import java.util.List;
import java.util.Optional;

/**
 * The range of one hyperparameter and how it is measured.
 *
 * <p>Every distribution maps the unit interval onto its values, such that a uniform {@code u} gives
 * values spread evenly on its internal scale: logarithmic for a log range, cells of equal size for
 * integers and choices.
 */
public sealed interface Distribution permits Uniform, LogUniform, IntRange, Choice {

  /**
   * The value at a point of the unit interval.
   *
   * @param unit at least 0 and at most 1; samplers stay below 1, which stands for the upper edge
   * @throws IllegalArgumentException if {@code unit} lies outside
   */
  SettingValue valueAt(double unit);

  /**
   * A point of the unit interval that {@link #valueAt} maps to this value: the middle of its cell
   * for integers and choices.
   *
   * @throws IllegalArgumentException if the value is not contained
   */
  double unit(SettingValue value);

  /** Whether the value is one that this distribution can give; edges included. */
  boolean contains(SettingValue value);

  /**
   * The edge that a value lies close to, measured on the internal scale between the edges. Choices
   * have no edges.
   *
   * @param share of the range that counts as close, less than a half
   * @throws IllegalArgumentException if the value is not contained or the share is out of range
   */
  Optional<Edge> nearEdge(SettingValue value, double share);

  /** Whether {@link #nearEdge} finds an edge. */
  default boolean isNearEdge(SettingValue value, double share) {
    return nearEdge(value, share).isPresent();
  }

  /**
   * That many values, spread evenly on the internal scale with both edges included; the middle if
   * one. Real numbers between the edges are rounded to 12 significant digits. Choices give all
   * their values, and integers never the same twice.
   *
   * @throws IllegalArgumentException if {@code points} is less than 1
   */
  List<SettingValue> spread(int points);

  /** The form shown to people: {@code log-uniform [0.004, 0.125]}. */
  String text();
}
