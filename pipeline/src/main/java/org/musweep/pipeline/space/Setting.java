package org.musweep.pipeline.space;

/**
 * One hyperparameter and the value it takes.
 *
 * @param name the hyperparameter's key in the sweep file, such as {@code learning-rate}
 * @param value its value
 */
public record Setting(String name, SettingValue value) {

  /** A numeric setting. */
  public static Setting of(String name, double number) {
    return new Setting(name, new SettingValue.Numeric(number));
  }

  /** A named choice. */
  public static Setting of(String name, String choice) {
    return new Setting(name, new SettingValue.Named(choice));
  }
}
