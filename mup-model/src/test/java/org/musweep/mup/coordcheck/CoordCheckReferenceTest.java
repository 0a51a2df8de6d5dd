package org.musweep.mup.coordcheck;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.musweep.mup.testing.ReferenceFixtures;

/** Slopes and verdicts on coordinate checks that another implementation recorded. */
class CoordCheckReferenceTest {

  /** The reference names the model as a whole with the empty string. */
  private static final String WHOLE_MODEL = "whole-model";

  @ParameterizedTest
  @ValueSource(strings = {"coordcheck_gpt.json", "coordcheck_mlp.json"})
  void slopesAreThoseOfTheReference(String file) {
    ReferenceFixtures.check(
        file,
        document -> {
          for (JsonNode testCase : document.path("cases")) {
            List<CoordRecord> records = records(testCase);
            for (JsonNode expected : testCase.path("slopes")) {
              if (expected.path("stat").textValue().equals(CoordRecord.L1)) {
                compare(testCase.path("name").textValue(), records, expected);
              }
            }
          }
          return document.path("cases").size();
        });
  }

  /**
   * The standard parametrization must fail and maximal update pass, on l1 alone. The bundled cases
   * only: those of another directory may hold other mistakes.
   */
  @ParameterizedTest
  @ValueSource(strings = {"coordcheck_gpt.json", "coordcheck_mlp.json"})
  void verdictsTellTheParametrizationsApart(String file) {
    ReferenceFixtures.check(
        file,
        document -> {
          for (JsonNode testCase : document.path("cases")) {
            CoordVerdict verdict =
                CoordVerdict.of(
                    records(testCase).stream()
                        .filter(record -> !record.module().equals(WHOLE_MODEL))
                        .toList(),
                    CoordLimits.forEveryLearningRate());
            boolean standard = testCase.path("parametrization").textValue().equals("sp");
            if (ReferenceFixtures.isBundled()) {
              assertThat(verdict.outcome())
                  .as("%s: %s", testCase.path("name").textValue(), verdict.reasons())
                  .isEqualTo(standard ? CoordOutcome.FAILED : CoordOutcome.PASSED);
            }
          }
          return document.path("cases").size();
        });
  }

  private static void compare(String name, List<CoordRecord> records, JsonNode expected) {
    String module = module(expected.path("module").textValue());
    int step = expected.path("t").intValue();
    SlopeEstimate actual =
        SlopeFit.of(
            records.stream().filter(r -> r.module().equals(module) && r.step() == step).toList());
    String what = "%s %s step %d".formatted(name, module, step);
    if (expected.path("slope").isNull()) {
      assertThat(actual).as(what).isInstanceOf(NoSlope.class);
    } else {
      assertThat(actual).as(what).isInstanceOf(SlopeFit.class);
      ReferenceFixtures.assertClose(
          what, ((SlopeFit) actual).slope(), expected.path("slope").doubleValue());
    }
  }

  /** The l1 rows; those of one width, module and step are its seeds, in order. */
  private static List<CoordRecord> records(JsonNode testCase) {
    List<String> columns = new ArrayList<>();
    testCase.path("columns").forEach(column -> columns.add(column.textValue()));
    Map<List<Object>, Long> seeds = new HashMap<>();
    List<CoordRecord> records = new ArrayList<>();
    for (JsonNode row : testCase.path("rows")) {
      int width = row.path(columns.indexOf("width")).intValue();
      String module = module(row.path(columns.indexOf("module")).textValue());
      int step = row.path(columns.indexOf("t")).intValue();
      long seed = seeds.merge(List.of(width, module, step), 1L, Long::sum);
      records.add(
          new CoordRecord(
              testCase.path("parametrization").textValue(),
              width,
              0,
              testCase.path("batch").intValue(),
              row.path(columns.indexOf("lr")).doubleValue(),
              seed,
              step,
              module,
              CoordRecord.L1,
              row.path(columns.indexOf("l1")).doubleValue()));
    }
    return records;
  }

  private static String module(String name) {
    return name.isEmpty() ? WHOLE_MODEL : name;
  }
}
