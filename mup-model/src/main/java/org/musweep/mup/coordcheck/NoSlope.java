package org.musweep.mup.coordcheck;

/**
 * No slope can be fitted.
 *
 * @param reason why, such as too few widths or a statistic of zero
 */
public record NoSlope(String reason) implements SlopeEstimate {

  @Override
  public String text() {
    return reason;
  }
}
