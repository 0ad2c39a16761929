package dev.runtree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the commands say of costs that are known, known in part, and unknown. */
class CostCommandTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    @Test
    void whatIsNotKnownOfACostStaysUnknown() throws IOException {
        Path file = Files.writeString(folder.resolve("calls.json"), calls());
        printed("import", file.toString());
        JsonNode known = theOnly("ls", "--json", "agent:priced");
        assertThat(known.get("cost").decimalValue()).isEqualByComparingTo("0.00045");
        assertThat(known.get("unpriced_calls").asInt()).isZero();
        JsonNode some = theOnly("ls", "--json", "agent:mixed");
        assertThat(some.get("cost").decimalValue()).isEqualByComparingTo("0.00045");
        assertThat(some.get("unpriced_calls").asInt()).isEqualTo(1);
        assertThat(some.get("tree_unpriced_calls").asInt()).isEqualTo(1);
        JsonNode none = theOnly("ls", "--json", "agent:unpriced");
        assertThat(none.get("cost").isNull()).isTrue();
        assertThat(none.get("tree_cost").isNull()).isTrue();
        assertThat(none.get("unpriced_calls").asInt()).isEqualTo(1);
        assertThat(printed("ls", "agent:mixed").getLast()).contains("≥$0.0005");
        assertThat(printed("ls", "agent:unpriced").getLast()).doesNotContain("$");

        JsonNode spans = theOnly("show", "--json", known.get("run_id").asText()).get("spans");
        assertThat(spans.get(1).get("cost_source").asText()).isEqualTo("prices");
        assertThat(spans.get(1).get("price_date").asText()).isEqualTo("2024-07-18");
        JsonNode unknown =
                theOnly("show", "--json", none.get("run_id").asText()).get("spans");
        assertThat(unknown.get(1).get("cost").isNull()).isTrue();
        assertThat(unknown.get(1).get("cost_source").isNull()).isTrue();
        assertThat(unknown.get(1).get("price_date").isNull()).isTrue();
    }

    private JsonNode theOnly(String... words) throws IOException {
        return new ObjectMapper().readTree(String.join("", printed(words)));
    }

    /** Three agents: one whose call has a price, one with a call more that has none, one that has only that. */
    private static String calls() {
        String priced = "gpt-4o-mini-2024-07-18";
        return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":["
                + String.join(
                        ",",
                        agent(1, "priced"),
                        call(1, 2, priced),
                        agent(2, "mixed"),
                        call(2, 2, priced),
                        call(2, 3, "acme-1"),
                        agent(3, "unpriced"),
                        call(3, 2, "acme-1"))
                + "]}]}]}";
    }

    private static String agent(int trace, String name) {
        return """
                {"traceId":"%032x","spanId":"0000000000000001","name":"invoke_agent %s",
                 "startTimeUnixNano":"1795525331000000000","endTimeUnixNano":"1795525332000000000",
                 "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"invoke_agent"}},
                               {"key":"gen_ai.agent.name","value":{"stringValue":"%s"}}]}
                """.formatted(trace, name, name);
    }

    private static String call(int trace, int span, String model) {
        return """
                {"traceId":"%032x","spanId":"%016x","parentSpanId":"0000000000000001","name":"chat",
                 "startTimeUnixNano":"1795525331100000000","endTimeUnixNano":"1795525331900000000",
                 "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
                               {"key":"gen_ai.provider.name","value":{"stringValue":"openai"}},
                               {"key":"gen_ai.request.model","value":{"stringValue":"%s"}},
                               {"key":"gen_ai.usage.input_tokens","value":{"intValue":"1000"}},
                               {"key":"gen_ai.usage.output_tokens","value":{"intValue":"500"}}]}
                """.formatted(trace, span, model);
    }

    private static List<String> printed(String... words) {
        var captured = new Captured();
        String url = db.target().url() + (db.target().url().contains("?") ? "&" : "?") + "user="
                + db.target().user() + "&password=" + db.target().password();
        String[] all = Stream.concat(Stream.of(words), Stream.of("--db", url)).toArray(String[]::new);
        assertThat(Cli.run(all, captured.terminal(), new NoScreens()))
                .as(captured.err())
                .isZero();
        assertThat(captured.err()).isEmpty();
        return captured.lines();
    }
}
