package dev.runtree.export.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.testing.Fixtures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of conversations of every kind, format by format: a line of the published form, or a reason why there is none. */
class TrainingTableTest {
    private static final String TOOL = """
        {"name":"find","description":"Finds.","input_schema":{"type":"object","properties":{"word":{"type":"string"}}}}\
        """;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Message SYSTEM = Message.text("system", "Be brief.");
    private static final Message ASK = Message.text("user", "Where?");
    private static final Message ANSWER = Message.text("assistant", "There.");

    /** What each of the three published formats makes of it: {@code ok}, or a reason. */
    static Stream<Arguments> conversations() {
        var a = new Part.ToolCall("a", "find", "{\"word\": 1}");
        var b = new Part.ToolCall("b", "find", "{\"word\": 2}");
        return Stream.of(
                row("question and answer", "ok ok ok", SYSTEM, ASK, ANSWER),
                row("without a system prompt", "ok ok ok", ASK, ANSWER),
                row("two system prompts", "ok ok ok", SYSTEM, Message.text("system", "And kind."), ASK, ANSWER),
                row("a developer", "ok ok ok", Message.text("developer", "Be brief."), ASK, ANSWER),
                row("a system prompt in the middle", "ok ok order", ASK, ANSWER, SYSTEM, ASK, ANSWER),
                row("two questions in a row", "ok ok ok", ASK, ASK, ANSWER),
                row("the model begins", "ok ok order", ANSWER, ASK, ANSWER),
                row("a call and its result", "ok ok ok", ASK, calls(a), gives("a", "1"), ANSWER),
                row("parallel calls", "ok ok ok", ASK, calls(a, b), gives("a", "1"), gives("b", "2"), ANSWER),
                row("results out of order", "ok ok ok", ASK, calls(a, b), gives("b", "2"), gives("a", "1"), ANSWER),
                row("calls as items", "ok ok ok", ASK, calls(a), calls(b), gives("b", "2"), gives("a", "1"), ANSWER),
                row(
                        "results in one message, as Anthropic has them",
                        "ok ok order",
                        ASK,
                        calls(a),
                        new Message("user", null, List.of(new Part.ToolResult("a", null, "1"), new Part.Text("Well?"))),
                        ANSWER),
                row(
                        "calls without ids",
                        "ok ok ok",
                        ASK,
                        calls(nameless(a), nameless(b)),
                        gives(null, "1"),
                        gives(null, "2"),
                        ANSWER),
                row("a result told as words", "ok ok ok", ASK, calls(a), Message.text("tool", "1"), ANSWER),
                row("ends with a call", "ok ok ok", ASK, calls(a)),
                row(
                        "words beside a call",
                        "ok ok text_beside_call",
                        ASK,
                        new Message("assistant", null, List.of(new Part.Text("I look."), a)),
                        gives("a", "1"),
                        ANSWER),
                row("a call without a result", "unanswered_call", ASK, calls(a), ASK, ANSWER),
                row("one of two results", "unanswered_call", ASK, calls(a, b), gives("a", "1"), ANSWER),
                row("a result without a call", "orphan_result", ASK, gives("z", "1"), ANSWER),
                row(
                        "arguments that are no JSON",
                        "bad_arguments",
                        ASK,
                        calls(new Part.ToolCall("a", "find", "word=1"))),
                row("arguments that are a list", "bad_arguments", ASK, calls(new Part.ToolCall("a", "find", "[1]"))),
                row("arguments that break off", "cut", ASK, calls(new Part.ToolCall("a", "find", "{\"word\": \"ab"))),
                row("no arguments", "ok ok ok", ASK, calls(new Part.ToolCall("a", "find", ""))),
                row("a result that breaks off", "cut", ASK, calls(a), gives("a", "{\"rows\": [1, 2"), ANSWER),
                row("a mark that something was cut", "cut", Message.text("user", "All of it ... [truncated]"), ANSWER),
                row("a mark that something was taken out", "redacted", Message.text("user", "I am [REDACTED]"), ANSWER),
                row("a question without content", "no_content", new Message("user", null, List.of()), ANSWER),
                row("an answer without content", "no_content", ASK, new Message("assistant", null, List.of())),
                row(
                        "only thoughts",
                        "no_content",
                        ASK,
                        new Message("assistant", null, List.of(new Part.Reasoning("Hm")))),
                row("no answer", "no_final_answer", ASK),
                row("a role of its own", "role", new Message("critic", null, List.of(new Part.Text("No."))), ANSWER),
                row("an image", "ok ok media", media("image/png", "https://example.org/a.png"), ANSWER),
                row("an image as data", "ok ok media", media("image/png", "data:image/png;base64,AAAA"), ANSWER),
                row("sound", "media", media("audio/wav", "data:audio/wav;base64,AAAA"), ANSWER),
                row("a file on this disk", "media", media("application/pdf", "file:///a.pdf"), ANSWER),
                row(
                        "a part that nobody knows",
                        "unknown_part",
                        new Message("user", null, List.of(new Part.Text("x"), new Part.Unknown("{\"a\":1}"))),
                        ANSWER));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("conversations")
    void isALineOrSaysWhyNot(String what, String outcomes, List<Message> messages) throws IOException {
        var wanted = outcomes.contains(" ") ? List.of(outcomes.split(" ", -1)) : List.of(outcomes, outcomes, outcomes);
        var formats = List.of(TrainingFormat.OPENAI_CHAT, TrainingFormat.OPENAI_RESPONSES, TrainingFormat.SHAREGPT);
        for (var at = 0; at < 3; at++) {
            var word = formats.get(at).word();
            try {
                var line = line(formats.get(at), false, messages);
                assertThat("ok").as(word + " " + line).isEqualTo(wanted.get(at));
                PublishedForms.check(word, line);
            } catch (Unfit unfit) {
                assertThat(unfit.reason().word()).as(word).isEqualTo(wanted.get(at));
            }
        }
    }

    @Test
    void reasoningIsWrittenOnRequestInThePlaceOfEachFormat() throws Exception {
        var thought = new Message("assistant", null, List.of(new Part.Reasoning("Hm."), new Part.Text("There.")));
        var said = List.of(ASK, thought);
        for (var format : TrainingFormat.values()) {
            assertThat(line(format, false, said)).doesNotContain("Hm.");
        }
        assertThat(line(TrainingFormat.OPENAI_CHAT, true, said)).contains("\"reasoning_content\":\"Hm.\"");
        assertThat(line(TrainingFormat.SHAREGPT, true, said)).contains("<think>\\nHm.\\n</think>\\n\\nThere.");
        var responses = line(TrainingFormat.OPENAI_RESPONSES, true, said);
        PublishedForms.check("openai-responses", responses);
        assertThat(PublishedForms.tree(responses)
                        .path("output")
                        .path(0)
                        .path("summary")
                        .path(0)
                        .path("text")
                        .asText())
                .isEqualTo("Hm.");
        assertThat(line(TrainingFormat.JSONL, true, said)).contains("{\"type\":\"reasoning\",\"content\":\"Hm.\"}");
    }

    @Test
    void aLineIsWordForWordWhatTheFormatWants() throws Exception {
        var said = List.of(
                Message.text("developer", "Be brief."),
                ASK,
                calls(new Part.ToolCall("a", "find", "{\"word\": 1}"), new Part.ToolCall("b", "find", "{}")),
                gives("b", "two"),
                gives("a", "{\"n\": 1}"),
                ANSWER);
        assertThat(line(TrainingFormat.OPENAI_CHAT, false, said)).isEqualTo("""
            {"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Where?"},\
            {"role":"assistant","content":null,"tool_calls":[\
            {"id":"a","type":"function","function":{"name":"find","arguments":"{\\"word\\": 1}"}},\
            {"id":"b","type":"function","function":{"name":"find","arguments":"{}"}}]},\
            {"role":"tool","tool_call_id":"a","content":"{\\"n\\": 1}"},\
            {"role":"tool","tool_call_id":"b","content":"two"},{"role":"assistant","content":"There."}],\
            "tools":[{"type":"function","function":{"name":"find","description":"Finds.",\
            "parameters":{"type":"object","properties":{"word":{"type":"string"}}}}}],"parallel_tool_calls":true}\
            """);
        var turns =
                PublishedForms.tree(line(TrainingFormat.SHAREGPT, false, said)).path("conversations");
        assertThat(turns.get(2).path("value").asText())
                .isEqualTo("[{\"name\":\"find\",\"arguments\":{\"word\":1}},{\"name\":\"find\",\"arguments\":{}}]");
        assertThat(turns.get(3).path("value").asText()).isEqualTo("[{\"n\":1},\"two\"]");
        var items = PublishedForms.tree(line(TrainingFormat.OPENAI_RESPONSES, false, said));
        assertThat(items.path("input").findValuesAsText("type"))
                .containsSubsequence("function_call", "function_call", "function_call_output", "function_call_output");
        assertThat(items.path("input").path(0).path("role").asText()).isEqualTo("developer");
    }

    private static String line(TrainingFormat format, boolean reasoning, List<Message> messages)
            throws IOException, Unfit {
        var run = Fixtures.run(1, 1, true);
        var example = new Example(
                "1",
                null,
                List.of(run),
                Span.builder(new SpanId(run.id().traceId(), "00f067aa0ba90201"), "chat", SpanKind.LLM)
                        .time(0, 1L)
                        .build(),
                1,
                Orderly.of(messages),
                List.of(TOOL, "{\"type\":\"web_search\"}"),
                true,
                false,
                List.of(),
                null);
        var choices = new TrainingChoices(
                format, LineUnit.RUN, reasoning, false, null, false, false, false, null, Long.MAX_VALUE);
        var line = new ByteArrayOutputStream();
        try (var to = MAPPER.getFactory().createGenerator(line)) {
            LineForm.of(choices, null).write(example, to);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static Arguments row(String what, String outcomes, Message... messages) {
        return Arguments.of(what, outcomes, List.of(messages));
    }

    private static Message calls(Part... calls) {
        return new Message("assistant", null, List.of(calls));
    }

    private static Part.ToolCall nameless(Part.ToolCall call) {
        return new Part.ToolCall(null, call.name(), call.arguments());
    }

    private static Message gives(@Nullable String id, String result) {
        return new Message("tool", null, List.of(new Part.ToolResult(id, null, result)));
    }

    private static Message media(String type, String uri) {
        return new Message("user", null, List.of(new Part.Text("What is it?"), new Part.Media(type, uri)));
    }
}
