package org.musweep.mup.parametrization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.musweep.mup.testing.ReferenceFixtures.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.musweep.mup.testing.ReferenceFixtures;

/** The tables in width, depth and sparsity against the published code and papers, every row. */
class TransformerRulesParityTest {

  private static final Map<String, TransformerClass> CLASSES =
      Map.ofEntries(
          Map.entry("embedding", TransformerClass.EMBEDDING),
          Map.entry("position_embedding", TransformerClass.EMBEDDING),
          Map.entry("token_embedding_tied_readout", TransformerClass.EMBEDDING),
          Map.entry("hidden_weight", TransformerClass.HIDDEN_WEIGHT),
          Map.entry("hidden_weight_c_attn", TransformerClass.HIDDEN_WEIGHT),
          Map.entry("hidden_weight_c_fc", TransformerClass.HIDDEN_WEIGHT),
          Map.entry("hidden_weight_c_proj", TransformerClass.RESIDUAL_WEIGHT),
          Map.entry("hidden_bias", TransformerClass.HIDDEN_VECTOR),
          Map.entry("hidden_norm", TransformerClass.HIDDEN_VECTOR),
          Map.entry("final_norm", TransformerClass.FINAL_NORM),
          Map.entry("readout", TransformerClass.READOUT));

  @Test
  void paperOfCompletePAgreesAtEveryDepth() {
    ReferenceFixtures.check(
        "rules_completep_paper.json",
        document -> {
          for (JsonNode row : document.path("rows")) {
            checkPaper(row);
          }
          return document.path("rows").size();
        });
  }

  private static void checkPaper(JsonNode row) {
    TransformerRules rules = TransformerRules.completeP(number(row, "alpha"));
    ModelScale scale = ModelScale.of(number(row, "width_mult"), number(row, "depth_mult"));
    if (row.path("class").asText().equals("forward")) {
      assertClose(row + "", rules.residual().factor(scale), number(row, "residual_multiplier"));
      assertClose(row + "", rules.readout().factor(scale), number(row, "readout_multiplier"));
      return;
    }
    TransformerClass parameters = CLASSES.get(row.path("class").asText());
    ParameterScaling scaling = rules.scaling(parameters, scale);
    assertClose(row + " init", scaling.initStd(), number(row, "init_std"));
    assertClose(row + " lr", scaling.learningRate(), number(row, "lr"));
    assertClose(row + " epsilon", scaling.epsilon(), number(row, "eps"));
    assertClose(
        row + " decay",
        parameters.decays() ? scaling.weightDecay() : 0,
        number(row, "weight_decay"));
  }

  @Test
  void publicCompletePAgrees() {
    checkPublic("rules_completep.json");
  }

  @Test
  void nanoGptMuPAgrees() {
    checkPublic("rules_nanogpt_mup.json");
  }

  private static void checkPublic(String file) {
    ReferenceFixtures.check(
        file,
        document -> {
          for (JsonNode row : document.path("rows")) {
            checkPublic(document.path("hyperparameters"), row);
          }
          return document.path("rows").size();
        });
  }

  private static void checkPublic(JsonNode base, JsonNode row) {
    boolean hasAlpha = row.has("alpha");
    TransformerRules rules =
        hasAlpha
            ? TransformerRules.minimalCompleteP(number(row, "alpha"))
            : TransformerRules.nanoGptMuP();
    ModelScale scale = ModelScale.of(number(row, "width_mult"), number(row, "depth_mult"));
    String name = row.path("class").asText();
    if (name.equals("forward")) {
      assertClose(row + "", rules.residual().factor(scale), number(row, "residual_multiplier"));
      assertClose(
          row + "",
          number(base, "output_alpha") * rules.readout().factor(scale),
          number(row, "readout_input_multiplier"));
      assertClose(row + "", number(base, "input_alpha"), number(row, "embedding_multiplier"));
      return;
    }
    TransformerClass parameters = CLASSES.get(name);
    ParameterScaling scaling = rules.scaling(parameters, scale);
    assertClose(row + " lr", scaling.learningRate(), number(row, "lr_mult"));
    assertClose(row + " epsilon", number(base, "eps") * scaling.epsilon(), number(row, "eps"));
    double decay = parameters.decays() ? number(base, "weight_decay") * scaling.weightDecay() : 0;
    assertClose(row + " decay", decay, number(row, "weight_decay"));
    if (!row.path("init_std").isNull()) {
      double atBase = number(base, "init_std");
      if (!hasAlpha && parameters == TransformerClass.RESIDUAL_WEIGHT) {
        atBase /= Math.sqrt(2 * number(base, "base_depth"));
      }
      assertClose(row + " init", atBase * scaling.initStd(), number(row, "init_std"));
    }
  }

  @Test
  void suParAgrees() {
    ReferenceFixtures.check(
        "rules_supar.json",
        document -> {
          for (JsonNode row : document.path("rows")) {
            checkSparse(document.path("hyperparameters"), row);
          }
          return document.path("rows").size();
        });
  }

  private static void checkSparse(JsonNode base, JsonNode row) {
    boolean writes = row.path("parameter").asText().contains("c_proj");
    ParameterScaling scaling =
        TransformerRules.suPar()
            .scaling(
                writes ? TransformerClass.RESIDUAL_WEIGHT : TransformerClass.HIDDEN_WEIGHT,
                new ModelScale(number(row, "width_mult"), 1, 1 - number(row, "sparsity")));
    double atBase = number(base, "init_std");
    atBase /= writes ? Math.sqrt(2 * number(base, "n_layer")) : 1;
    assertClose(row + " init", atBase * scaling.initStd(), number(row, "init_std"));
    assertClose(row + " lr", scaling.learningRate(), number(row, "lr_mult"));
    assertClose(
        row + " decay",
        number(base, "weight_decay") * scaling.weightDecay(),
        number(row, "weight_decay"));
  }

  @Test
  void unitScalingAgrees() {
    ReferenceFixtures.check(
        "rules_unit_scaling.json",
        document -> {
          document.path("lr_rows").forEach(TransformerRulesParityTest::checkUnitRates);
          for (JsonNode row : document.path("residual_taus")) {
            List<Double> weights =
                UnitScalingRules.branchWeights(
                    row.path("layers").asInt(),
                    number(row, "residual_mult"),
                    number(row, "residual_attn_ratio"));
            assertThat(weights).hasSize(row.path("tau").size());
            for (int i = 0; i < weights.size(); i++) {
              assertClose(row + "", weights.get(i), row.path("tau").path(i).asDouble());
            }
          }
          document.path("op_factors").forEach(TransformerRulesParityTest::checkUnitFactors);
          return document.path("lr_rows").size()
              + document.path("residual_taus").size()
              + document.path("op_factors").size();
        });
  }

  private static void checkUnitFactors(JsonNode row) {
    UnitScalingFactors factors = factors(row);
    assertClose(row + " forward", factors.forward(), number(row, "forward"));
    List<Double> backward = new ArrayList<>();
    row.path("backward").forEach(each -> backward.add(each.asDouble()));
    if (row.has("backward_at_split")) {
      backward.add(number(row, "backward_at_split"));
    }
    assertThat(factors.backward()).as(row + "").hasSameSizeAs(backward);
    for (int i = 0; i < backward.size(); i++) {
      assertClose(row + " backward", factors.backward().get(i), backward.get(i));
    }
  }

  private static UnitScalingFactors factors(JsonNode row) {
    int fanIn = row.path("fan_in").asInt();
    int fanOut = row.path("fan_out").asInt();
    int batch = row.path("batch").asInt();
    double multiplier = row.path("mult").asDouble();
    return switch (row.path("op").asText()) {
      case "linear" ->
          UnitScalingFactors.linear(
              fanIn, fanOut, batch, constraint(row.path("constraint").asText()));
      case "linear_readout" -> UnitScalingFactors.readout(fanIn, fanOut, batch);
      case "matmul" ->
          UnitScalingFactors.product(
              row.path("left").asInt(), row.path("inner").asInt(), row.path("right").asInt());
      case "gelu" -> UnitScalingFactors.gelu(multiplier);
      case "silu" -> UnitScalingFactors.silu(multiplier);
      case "silu_glu" -> UnitScalingFactors.gatedSilu(multiplier);
      case "softmax" -> UnitScalingFactors.softmax(row.path("dim_size").asInt(), multiplier);
      case "attention" ->
          UnitScalingFactors.attention(
              row.path("d_head").asInt(),
              row.path("seq_len").asInt(),
              row.path("causal").asBoolean(),
              multiplier);
      case "cross_entropy" ->
          UnitScalingFactors.crossEntropy(row.path("vocab").asInt(), batch, multiplier);
      case "add" -> UnitScalingFactors.sum();
      case "embedding" ->
          UnitScalingFactors.embedding(row.path("vocab").asInt(), row.path("tokens").asInt());
      case "residual_branch" -> UnitScalingFactors.branch(number(row, "tau"));
      case "residual_skip" -> UnitScalingFactors.skip(number(row, "tau"));
      default -> throw new IllegalArgumentException(row + "");
    };
  }

  private static UnitScalingFactors.Constraint constraint(String name) {
    return switch (name) {
      case "null" -> UnitScalingFactors.Constraint.NONE;
      case "to_output_scale" -> UnitScalingFactors.Constraint.OUTPUT;
      case "to_grad_input_scale" -> UnitScalingFactors.Constraint.GRADIENT;
      case "gmean" -> UnitScalingFactors.Constraint.GEOMETRIC_MEAN;
      case "hmean" -> UnitScalingFactors.Constraint.HARMONIC_MEAN;
      case "amean" -> UnitScalingFactors.Constraint.ARITHMETIC_MEAN;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static void checkUnitRates(JsonNode row) {
    UnitScalingRules rules =
        switch (row.path("mup_type").asText()) {
          case "weight" -> UnitScalingRules.WEIGHT;
          case "output" -> UnitScalingRules.OUTPUT;
          default -> UnitScalingRules.VECTOR;
        };
    int size = row.path("shape").path(0).asInt();
    int fanIn = 1;
    for (int axis = 1; axis < row.path("shape").size(); axis++) {
      fanIn *= row.path("shape").path(axis).asInt();
    }
    int depth = Math.max(1, row.path("depth").asInt());
    double rate = rules.adamLearningRate(fanIn, size, depth);
    assertClose(row + " adam", rate, number(row, "adam_lr"));
    assertClose(
        row + " sgd",
        rules.sgdLearningRate(fanIn, size, depth),
        number(row, "sgd_lr_readout_to_output_scale"));
    assertClose(row + " group", 0.5 * rate, number(row, "group_lr_for_0.5"));
    assertClose(
        row + " decay",
        UnitScalingRules.weightDecay(0.01, 0.5 * rate),
        number(row, "group_weight_decay_for_0.01"));
  }

  @Test
  void baseModelHasNoFactors() {
    for (TransformerRules rules : TransformerRules.all()) {
      for (TransformerClass parameters : TransformerClass.values()) {
        assertThat(rules.scaling(parameters, ModelScale.of(1, 1)))
            .isEqualTo(ParameterScaling.atBaseWidth());
      }
    }
  }

  @Test
  void refusesWhatIsNoTable() {
    assertThatThrownBy(() -> TransformerRules.completeP(2))
        .hasMessage("Invalid depth exponent: 2.0 (must be between 0.5 and 1)");
    assertThatThrownBy(() -> ModelScale.of(0, 1)).hasMessageStartingWith("Invalid model scale: ");
    TransformerRules rules = TransformerRules.suPar();
    assertThatThrownBy(
            () ->
                new TransformerRules(
                    "x", "", rules.rows().subList(1, 6), rules.residual(), rules.readout()))
        .hasMessageStartingWith("Invalid rules x: rows for ");
  }

  private static double number(JsonNode row, String field) {
    return row.path(field).asDouble();
  }
}
