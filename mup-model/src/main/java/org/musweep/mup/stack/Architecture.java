package org.musweep.mup.stack;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.parametrization.MultiplierSite;
import org.musweep.mup.parametrization.ParameterRole;

/** A model family at one size: which parameters it has, and how it computes. Immutable. */
public interface Architecture {

  /** How the names of a block's parameters begin. */
  Pattern BLOCK = Pattern.compile("blocks\\.([0-9]+)\\.");

  /** The family's name, such as {@code transformer}. */
  String family();

  /** The data that it reads. */
  DataShape input();

  /** Its parameters, in the order in which a stack keeps them. */
  List<ParameterSpec> parameters();

  /** What it keeps beside its parameters; nothing, unless it has running statistics. */
  default List<BufferSpec> buffers() {
    return List.of();
  }

  /**
   * The block that a parameter is in, counted from 0 at the input; empty for what comes before or
   * after the blocks. Parameters of block N are named {@code blocks.N.…} unless a family says
   * otherwise.
   */
  default OptionalInt blockOf(String parameter) {
    Matcher name = BLOCK.matcher(parameter);
    return name.lookingAt() ? OptionalInt.of(Integer.parseInt(name.group(1))) : OptionalInt.empty();
  }

  /** Where forward factors apply. */
  List<MultiplierSite> multipliers();

  /**
   * Multiply-adds of the forward pass of one sequence or image in matrix products, convolutions and
   * attention; what is done element by element is left out. Attention counts every pair of
   * positions, although half of them are masked. Unless a family says otherwise, every matrix that
   * is not a table is applied once per target.
   */
  default long multiplyAdds() {
    return input().targetsPerRow()
        * parameters().stream()
            .map(ParameterSpec::declaration)
            .filter(parameter -> parameter.role() != ParameterRole.EMBEDDING)
            .filter(parameter -> parameter.shape().rank() == 2)
            .mapToLong(parameter -> parameter.shape().entries())
            .sum();
  }

  /**
   * The forward pass.
   *
   * <p>Shapes: tokens come as table rows {@code [T, batch·length]} (token + lane · vocabulary),
   * images as {@code [T, batch, features]}; the result is {@code [T, rows, classes]}, one row per
   * target.
   *
   * @param rows sequences or images per lane
   */
  NDArray logits(ForwardPass pass, NDArray inputs, int rows);
}
