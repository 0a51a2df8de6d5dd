package org.musweep.pipeline.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.family.BlockFactory;
import org.musweep.mup.family.BlockModel;
import org.musweep.mup.family.ForeignModel;
import org.musweep.mup.family.TorchScript;
import org.musweep.mup.foreign.TorchScriptModule;
import org.musweep.mup.parametrization.ParameterRole;
import org.musweep.mup.stack.Architecture;
import org.musweep.pipeline.sweep.ModelSpec;
import org.musweep.pipeline.sweep.ModelSpec.WidthModule;

/** Builds models made elsewhere at a width. */
final class ForeignModels {

  private ForeignModels() {}

  static Architecture of(ModelSpec.Foreign model, DataShape data, int width) {
    Map<String, ParameterRole> roles = new LinkedHashMap<>();
    model.roles().forEach(named -> roles.put(named.parameter(), named.role()));
    ForeignModel.Input input = ForeignModel.Input.valueOf(model.input().name());
    if (model instanceof ModelSpec.TorchScript modules) {
      int other =
          modules.widths().stream()
              .filter(each -> each != modules.baseWidth())
              .reduce((first, last) -> last)
              .orElseThrow();
      return new TorchScript(
              module(modules, width),
              module(modules, modules.baseWidth()),
              module(modules, other),
              roles)
          .on(data, input);
    }
    ModelSpec.Block block = (ModelSpec.Block) model;
    return new BlockModel(factory(block.factory()), block.baseWidth(), roles)
        .ofWidth(width, data, input);
  }

  private static TorchScriptModule module(ModelSpec.TorchScript model, int width) {
    return model.modules().stream()
        .filter(each -> each.width() == width)
        .map(WidthModule::module)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot build a model of width %d: model.modules has those of %s"
                        .formatted(width, model.widths())));
  }

  /** With the class loader of the thread, which on Spark knows what was submitted with the job. */
  private static BlockFactory factory(String name) {
    try {
      Object made =
          Class.forName(name, true, Thread.currentThread().getContextClassLoader())
              .getDeclaredConstructor()
              .newInstance();
      if (made instanceof BlockFactory factory) {
        return factory;
      }
      throw new IllegalArgumentException(
          "Invalid model.class: %s does not implement %s"
              .formatted(name, BlockFactory.class.getName()));
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IllegalArgumentException(
          "Cannot make a %s, which model.class names: %s (it needs a public constructor without arguments, and its jar on the class path of driver and executors)"
              .formatted(name, e),
          e);
    }
  }
}
