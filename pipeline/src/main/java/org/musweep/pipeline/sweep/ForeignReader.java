package org.musweep.pipeline.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.musweep.mup.foreign.TorchScriptModule;
import org.musweep.mup.parametrization.ParameterRole;
import org.musweep.pipeline.sweep.ModelSpec.Input;
import org.musweep.pipeline.sweep.ModelSpec.NamedRole;
import org.musweep.pipeline.sweep.ModelSpec.WidthModule;
import org.musweep.pipeline.sweep.SpecNode.Entry;
import org.musweep.pipeline.sweep.SpecNode.Scalar;
import org.musweep.pipeline.sweep.SpecNode.Section;

/** Reads the keys of models made elsewhere. */
final class ForeignReader {

  static final List<String> FAMILIES = List.of("torchscript", "block");
  static final List<Input> INPUTS = List.of(Input.values());
  static final String MODULES_NEEDED = "a section of widths, each with the path of a module";
  static final String ROLES_NEEDED = "a section of parameters, each with its role";
  static final List<String> ROLES =
      Arrays.stream(ParameterRole.values()).map(ParameterRole::label).toList();
  private static final int FEWEST_MODULES = 2;
  private static final int WIDEST = 8; // digits

  private static final String MODULES = "modules";

  private final SectionReader section;

  ForeignReader(SectionReader section) {
    this.section = section;
  }

  ModelSpec torchScript(int width, int baseWidth) {
    return new ModelSpec.TorchScript(width, baseWidth, modules(baseWidth), input(), roles());
  }

  ModelSpec block(int width, int baseWidth) {
    return new ModelSpec.Block(width, baseWidth, section.text("class"), input(), roles());
  }

  private Input input() {
    return section.word("input", INPUTS, Input.IMAGES);
  }

  private List<WidthModule> modules(int baseWidth) {
    List<WidthModule> modules = new ArrayList<>();
    Optional<SpecNode> node = section.required(MODULES, MODULES_NEEDED);
    if (node.isEmpty()) {
      return modules;
    }
    if (!(node.get() instanceof Section widths)) {
      section.wrong(MODULES, node.get(), MODULES_NEEDED);
      return modules;
    }
    for (Entry entry : widths.entries()) {
      if (!entry.key().matches("[1-9][0-9]{0,%d}".formatted(WIDEST - 1))
          || !(entry.value() instanceof Scalar path)) {
        section.problem(
            MODULES,
            "needs %s, but has '%s' with %s"
                .formatted(MODULES_NEEDED, entry.key(), entry.value().description()));
        continue;
      }
      int width = Integer.parseInt(entry.key());
      module(path.text())
          .map(module -> width == baseWidth ? module : module.withoutNumbers())
          .ifPresent(module -> modules.add(new WidthModule(width, module)));
    }
    section.expect(
        modules.stream().map(WidthModule::width).distinct().count() == widths.entries().size(),
        MODULES,
        "needs widths that differ");
    section.expect(
        modules.size() >= FEWEST_MODULES,
        MODULES,
        "needs modules of at least two widths, since what differs between them is a width");
    return modules;
  }

  private Optional<TorchScriptModule> module(String value) {
    try {
      return Optional.of(TorchScriptModule.of(InlinedModules.bytes(value)));
    } catch (IOException e) {
      String reason =
          Files.exists(path(value)) || InlinedModules.isInlined(value)
              ? "cannot be read: " + FileTrouble.of(e)
              : "does not exist";
      unreadable(value, reason);
    } catch (InvalidPathException e) {
      unreadable(value, "is no path: " + e.getMessage());
    }
    return Optional.empty();
  }

  private static Path path(String value) {
    return Path.of(InlinedModules.isInlined(value) ? "" : value);
  }

  private void unreadable(String value, String reason) {
    section.problem(
        MODULES,
        "needs TorchScript modules, but '%s' %s"
            .formatted(value.substring(0, Math.min(60, value.length())), reason));
  }

  private List<NamedRole> roles() {
    Optional<SpecNode> node = section.node("roles");
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof Section names)) {
      section.wrong("roles", node.get(), ROLES_NEEDED);
      return List.of();
    }
    List<NamedRole> roles = new ArrayList<>();
    for (Entry entry : names.entries()) {
      Optional<ParameterRole> role =
          Arrays.stream(ParameterRole.values())
              .filter(
                  each -> entry.value() instanceof Scalar word && each.label().equals(word.text()))
              .findFirst();
      if (role.isPresent()) {
        roles.add(new NamedRole(entry.key(), role.get()));
      } else {
        section.problem(
            "roles",
            "%s needs one of %s, but is %s"
                .formatted(
                    entry.key(),
                    ROLES.stream().collect(Collectors.joining(", ")),
                    entry.value().description()));
      }
    }
    return List.copyOf(roles);
  }
}
