package org.musweep.pipeline.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.trial.TrialId;
import org.musweep.pipeline.trial.TrialResult;

class EventJsonTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final TrialId TRIAL = StudyEvents.trial(0).id();

  @Test
  void everyKindOfEventReadsBack() throws JsonProcessingException {
    for (Event event : StudyEvents.life(30, 6)) {
      assertThat(read(EventJson.write(event).toString())).isEqualTo(event);
    }
  }

  @Test
  void lossesThatAreNoNumbersReadBack() throws JsonProcessingException {
    for (double loss :
        List.of(Double.NaN, Double.POSITIVE_INFINITY, -0.0, Double.MIN_VALUE, 1e30)) {
      Event event = new Event.TrialEnded(TRIAL, new TrialResult.Diverged(3, loss, "r"), 5L);
      assertThat(read(EventJson.write(event).toString())).isEqualTo(event);
    }
  }

  @Test
  void formIsStable() {
    assertThat(EventJson.write(new Event.TrialSuggested(StudyEvents.trial(0))))
        .hasToString(
            "{\"type\":\"trial-suggested\",\"trial\":{\"id\":\""
                + TRIAL
                + "\","
                + "\"purpose\":\"exploration\",\"index\":0,\"shape\":{\"rules\":\"maximal-update\","
                + "\"width\":32,\"depth\":2,\"batch-size\":4,\"steps\":1200},\"configuration\":["
                + "{\"name\":\"learning-rate\",\"number\":0.004},"
                + "{\"name\":\"init-scale\",\"number\":0.3333333333333333},"
                + "{\"name\":\"schedule\",\"choice\":\"cosine\"}],"
                + "\"seed\":-9223372036854775808}}");
  }

  @Test
  void packThatHungSaysSo() throws JsonProcessingException {
    Event event = new Event.PackLost("p0001", Event.PackLost.Cause.STALL, "no step");

    assertThat(read(EventJson.write(event).toString())).isEqualTo(event);
    assertThat(read("{\"type\":\"pack-lost\",\"pack\":\"p0001\",\"reason\":\"gone\"}"))
        .isEqualTo(new Event.PackLost("p0001", Event.PackLost.Cause.EXECUTOR, "gone"));
  }

  @Test
  void unknownFieldsArePassedOver() throws JsonProcessingException {
    Event event = new Event.PackLost("p0001", "gone");
    ObjectNode node = EventJson.write(event).put("cost-in-euro", 3);
    assertThat(read(node.toString())).isEqualTo(event);
  }

  @Test
  void unknownTypesAndWrongFieldsAreNamed() {
    assertThatThrownBy(() -> read("{\"type\":\"trial-cloned\"}"))
        .hasMessageContaining("Unknown event type: 'trial-cloned'");
    assertThatThrownBy(() -> read("{\"type\":\"pack-lost\",\"pack\":7}"))
        .hasMessage("Invalid pack: 7 (must be a string)");
    assertThatThrownBy(() -> read("{\"type\":\"pack-lost\",\"pack\":\"p0001\"}"))
        .hasMessage("Invalid reason: missing (must be a string)");
    assertThatThrownBy(
            () ->
                read(
                    "{\"type\":\"rung-decided\",\"trial\":\"%s\",\"rung\":0,\"step\":1,\"decision\":\"kept\",\"reason\":\"\"}"
                        .formatted(TRIAL)))
        .hasMessageStartingWith("Invalid decision: 'kept' (must be one of [PROMOTED, STOPPED");
  }

  private static Event read(String json) throws JsonProcessingException {
    return EventJson.read(new JsonFields(MAPPER.readTree(json)));
  }
}
