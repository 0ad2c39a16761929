package dev.runtree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceJsonTest {
    private static final String RUN_FIELDS =
            "run_id trace_id parent_run_id type name agent_id team_id workflow_id user_id session_id model status error"
                    + " start_time end_time duration_ms input_tokens output_tokens cached_tokens reasoning_tokens total_tokens"
                    + " tree_tokens cost tree_cost span_count error_count input output source replay_of dialect tags"
                    + " unpriced_calls tree_unpriced_calls";
    private static final String SPAN_FIELDS =
            "span_id parent_span_id depth span_name name kind status status_message start_time duration_ms self_ms model"
                    + " provider input_tokens output_tokens cached_tokens reasoning_tokens cost tool_name user_id session_id"
                    + " cost_source price_date";
    private static final String PAYLOAD_FIELDS =
            "input output messages tool_arguments tool_result documents attributes events logs links resource scope"
                    + " requested_model response_id finish_reasons audio_input_tokens audio_output_tokens parameters"
                    + " prompt metadata release logs_left_out";

    private final Captured captured = new Captured();

    @Test
    void aRunHasItsFieldsInTheirOrder() throws IOException {
        var json = new Json(captured.terminal().out());
        RunJson.write(json, Story.run());
        json.endLine();

        JsonNode run = new ObjectMapper().readTree(captured.out());
        assertThat(names(run)).containsExactly(RUN_FIELDS.split(" "));
        assertThat(run.get("run_id").asText()).isEqualTo(Story.TRACE + "-00f067aa0ba902b7");
        assertThat(run.get("start_time").asText()).isEqualTo("2026-11-24T13:02:11.000000123Z");
        assertThat(run.get("duration_ms").asText()).isEqualTo("2500");
        assertThat(run.get("total_tokens").asLong()).isEqualTo(1622);
        assertThat(run.get("cost").asText()).isEqualTo("0.0031");
        assertThat(run.get("reasoning_tokens").isNull()).isTrue();
        assertThat(run.get("parent_run_id").isNull()).isTrue();
        assertThat(run.get("tags").toString()).isEqualTo("[\"beta\",\"eu\"]");
    }

    @Test
    void runsAreJsonLines() {
        var json = new Json(captured.terminal().out());
        for (int i = 0; i < 3; i++) {
            RunJson.write(json, Story.run());
            json.endLine();
        }
        assertThat(captured.lines()).hasSize(3).allMatch(line -> line.startsWith("{\"run_id\":") && line.endsWith("}"));
    }

    @Test
    void aTraceHasRunRunsAndSpansWithDepthAndSelfTime() throws IOException {
        new TraceJson(new Json(captured.terminal().out()), Story.trace(), List.of()).write();

        assertThat(captured.lines()).hasSize(1);
        JsonNode trace = new ObjectMapper().readTree(captured.out());
        assertThat(names(trace)).containsExactly("run", "runs", "spans");
        assertThat(trace.get("spans"))
                .allSatisfy(span -> assertThat(names(span)).containsExactly(SPAN_FIELDS.split(" ")));
        assertThat(trace.get("spans").findValuesAsText("depth")).containsExactly("0", "1", "1", "1");
        JsonNode agent = trace.get("spans").get(0);
        assertThat(agent.get("self_ms").asText()).isEqualTo("80");
        JsonNode running = trace.get("spans").get(3);
        assertThat(running.get("self_ms").isNull()).isTrue();
        assertThat(running.get("duration_ms").isNull()).isTrue();
        assertThat(running.get("kind").asText()).isEqualTo("LLM");
    }

    @Test
    void payloadsAddTheirFieldsAndKeepTheProducersJson() throws IOException {
        new TraceJson(new Json(captured.terminal().out()), Story.trace(), Story.recorded()).write();

        JsonNode span = new ObjectMapper().readTree(captured.out()).get("spans").get(0);
        assertThat(names(span)).containsExactly((SPAN_FIELDS + " " + PAYLOAD_FIELDS).split(" "));
        assertThat(captured.out()).contains("\"attributes\":{\"gen_ai.request.temperature\":0.2}");
    }

    @Test
    void jsonStaysJsonAndTextStaysText() {
        var json = new Json(captured.terminal().out());
        json.startObject()
                .jsonOrText("object", "{\"a\": 1e2}")
                .jsonOrText("text", "{not json")
                .jsonOrText("two", "[1] [2]")
                .jsonOrText("number", "42")
                .jsonOrText("none", null)
                .endObject()
                .endLine();
        assertThat(captured.out())
                .isEqualTo(
                        "{\"object\":{\"a\": 1e2},\"text\":\"{not json\",\"two\":\"[1] [2]\",\"number\":\"42\",\"none\":null}\n");
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
