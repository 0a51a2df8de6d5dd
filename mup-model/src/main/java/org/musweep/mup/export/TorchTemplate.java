package org.musweep.mup.export;

/** The parts of the Python module that are the same for every model. */
final class TorchTemplate {

  static final String TEXT =
      """
      \"""Initial values, parameter groups and schedule of one model. Written by musweep export.

      Rules: @RULES@; optimizer: @OPTIMIZER_NAME@. Every number holds its factors of the width already.

          initialize(model)
          optimizer = make_optimizer(model)
          for step in range(1, steps + 1):
              for group in optimizer.param_groups:
                  group["lr"] = group["peak_lr"] * schedule(step)
              ...

      The model's forward pass has to multiply as MULTIPLIERS says: "input" the input or the sum of
      embeddings, "attention" the products of queries and keys (in the place of 1 / sqrt(head size)),
      "readout" the readout's input, which leaves its bias alone.
      \"""

      import math

      import torch

      MULTIPLIERS = {
      @MULTIPLIERS@
      }

      PARAMETERS = {
      @PARAMETERS@
      }


      def settings(model):
          \"""The settings of each parameter of a model, by name.\"""
          named = dict(model.named_parameters())
          if set(named) != set(PARAMETERS):
              raise KeyError(
                  "only in the model: %s; only here: %s"
                  % (sorted(set(named) - set(PARAMETERS)), sorted(set(PARAMETERS) - set(named)))
              )
          for name, parameter in named.items():
              if tuple(parameter.shape) != PARAMETERS[name]["shape"]:
                  raise ValueError("%s is %s, not %s" % (name, tuple(parameter.shape), PARAMETERS[name]["shape"]))
          return [(parameter, PARAMETERS[name]) for name, parameter in named.items()]


      def parameter_groups(model):
          \"""Parameters that share learning rate, weight decay and epsilon, as torch's optimizers take them.\"""
          groups = {}
          for parameter, own in settings(model):
              key = (own["lr"], own["weight_decay"], own["eps"])
              groups.setdefault(key, []).append(parameter)
          return [
              {"params": members, "lr": lr, "peak_lr": lr, "weight_decay": weight_decay, "eps": eps}
              for (lr, weight_decay, eps), members in groups.items()
          ]


      def initialize(model):
          \"""Draws fresh initial values in place.\"""
          with torch.no_grad():
              for parameter, own in settings(model):
                  if "init_value" in own:
                      parameter.fill_(own["init_value"])
                  else:
                      parameter.normal_(0.0, own["init_std"])
                      parameter[: own.get("zero_rows", 0)] = 0.0


      def make_optimizer(model):
          \"""The optimizer, with a group for each setting.\"""
      @OPTIMIZER@


      def schedule(step):
          \"""The factor of every learning rate at a step, from 1.\"""
      @SCHEDULE@
      """;

  private TorchTemplate() {}
}
