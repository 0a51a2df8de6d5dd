package org.musweep.mup.foreign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the TorchScript method that computes a module lane by lane, each with its own parameters.
 *
 * <p>For every lane the method puts that lane's slice of the stacked parameters in the place of the
 * module's own and calls {@code forward}; gradients flow to the stacked parameters. When it is
 * done, the module has no parameters.
 */
public final class LaneMethod {

  /** The method's name; its arguments are parameters {@code [T, …]}, inputs and a vocabulary. */
  public static final String NAME = "musweep_lanes";

  private final String className;
  private final List<List<String>> parameters;
  private final Map<List<String>, String> modules = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();

  private LaneMethod(String className, List<List<String>> parameters) {
    this.className = className;
    this.parameters = parameters;
    modules.put(List.of(), "self");
  }

  /**
   * A source file with the method added to one of its classes.
   *
   * @param className with its package
   * @param parameters the attributes that lead to each parameter
   */
  static String into(String source, String className, List<List<String>> parameters) {
    String head = "class " + className.substring(className.lastIndexOf('.') + 1) + "(Module):";
    List<String> lines = new ArrayList<>(source.lines().toList());
    int at = lines.indexOf(head) + 1;
    if (at == 0) {
      throw new IllegalArgumentException("Invalid module: its code has no " + head);
    }
    while (at < lines.size() && (lines.get(at).isBlank() || lines.get(at).startsWith(" "))) {
      at++;
    }
    lines.addAll(at, new LaneMethod(className, parameters).lines());
    return String.join("\n", lines) + "\n";
  }

  private List<String> lines() {
    lines.add("  def " + NAME + "(self: " + className + ",");
    lines.add("    parameters: List[Tensor],");
    lines.add("    inputs: Tensor,");
    lines.add("    vocabulary: Tensor) -> Tensor:");
    for (List<String> path : parameters) {
      module(path.subList(0, path.size() - 1));
    }
    for (int i = 0; i < parameters.size(); i++) {
      lines.add("    p%d = torch.unbind(parameters[%d])".formatted(i, i));
    }
    lines.add("    xs = torch.unbind(inputs)");
    lines.add("    outputs = annotate(List[Tensor], [])");
    lines.add("    for lane in range(torch.len(xs)):");
    for (int i = 0; i < parameters.size(); i++) {
      lines.add("      %s = p%d[lane]".formatted(target(parameters.get(i)), i));
    }
    lines.add("      x = xs[lane]");
    lines.add("      if torch.is_floating_point(x):");
    lines.add("        pass");
    lines.add("      else:");
    lines.add("        x = torch.remainder(x, vocabulary)");
    lines.add("      _0 = torch.append(outputs, (self).forward(x, ))");
    lines.add("    nothing = torch.zeros([0])");
    for (List<String> path : parameters) {
      lines.add("    %s = nothing".formatted(target(path)));
    }
    lines.add("    return torch.stack(outputs)");
    return lines;
  }

  private String target(List<String> path) {
    int last = path.size() - 1;
    return modules.get(path.subList(0, last)) + "." + path.get(last);
  }

  private void module(List<String> path) {
    if (modules.containsKey(path)) {
      return;
    }
    List<String> outer = path.subList(0, path.size() - 1);
    module(outer);
    String variable = "m" + modules.size();
    lines.add(
        "    %s = getattr(%s, \"%s\")"
            .formatted(variable, modules.get(outer), path.get(path.size() - 1)));
    modules.put(path, variable);
  }
}
