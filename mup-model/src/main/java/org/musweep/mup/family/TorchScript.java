package org.musweep.mup.family;

import java.util.Map;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.foreign.ForeignShapes;
import org.musweep.mup.foreign.TorchScriptModule;
import org.musweep.mup.kernel.ForeignModule;
import org.musweep.mup.parametrization.ParameterRole;
import org.musweep.mup.stack.Architecture;

/**
 * A TorchScript module of some width as an architecture.
 *
 * @param own the module of this width
 * @param base the module at base width
 * @param delta the module at another width than the base
 * @param roles of parameters whose role cannot be told from their shape and layer
 */
public record TorchScript(
    TorchScriptModule own,
    TorchScriptModule base,
    TorchScriptModule delta,
    Map<String, ParameterRole> roles) {

  /** Copies the roles. */
  public TorchScript {
    roles = Map.copyOf(roles);
  }

  /**
   * The architecture on data of a shape.
   *
   * @throws IllegalArgumentException if the modules do not fit each other
   */
  public Architecture on(DataShape data, ForeignModel.Input form) {
    int vocabulary = data instanceof DataShape.Tokens tokens ? tokens.vocabulary() : 0;
    ForeignModule module = ForeignModule.of(own);
    return ForeignModel.of(
        "torchscript",
        data,
        form,
        ForeignShapes.declarations(base.parameters(), delta.parameters(), own.parameters(), roles),
        base.parameters(),
        (pass, parameters, inputs) -> module.outputs(parameters, inputs, vocabulary));
  }
}
