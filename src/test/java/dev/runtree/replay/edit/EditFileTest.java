package dev.runtree.replay.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.replay.edit.EditableStep.Asking;
import dev.runtree.replay.edit.EditableStep.Calling;
import dev.runtree.yaml.BadFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file that a step is changed in: what is written is read back, and every change is read where it stands. */
class EditFileTest {
    private static final List<String> ODD = List.of(
            "",
            " ",
            "\n",
            "  two \n lines\t\n\n",
            "a\r\nb\r\n",
            "- a: b",
            "\u0001\u001b[0m\n",
            "日本 😀 \u2028",
            "null",
            "12",
            "{\"a\": 1, \"a\": 2}",
            "{\"x\":1.10,\"big\":123456789012345678901234567890,\"e\":1e2,\"é\":\"\\u00e9\"}",
            "[1, 2",
            "#");

    private static final Asking ASKING = new Asking(
            "openai:gpt-4.1-mini",
            json("{\"temperature\":0.2,\"max_tokens\":500,\"stop\":[\"é\\u0085\"],\"seed\":7,\"user\":\"no\"}"),
            List.of(
                    Message.text("system", "You book trips.\nBe short.\n"),
                    Message.text("user", "To Lisbon on 30 December"),
                    new Message(
                            "assistant",
                            null,
                            List.of(
                                    new Part.Reasoning("I look."),
                                    new Part.Text("Looking"),
                                    new Part.ToolCall("c1", "search_flights", "{\"to\": \"LIS\",  \"n\":1.0}"))),
                    new Message(
                            "tool", null, List.of(new Part.ToolResult("c1", "search_flights", "[{\"price\":179}]")))),
            List.of(
                    new OfferedTool("search_flights", "Finds flights", "{\"type\":\"object\",\"properties\":{}}"),
                    new OfferedTool("clock", null, "{}")));

    private static final Calling CALLING = new Calling("search_flights", "{\"to\":\"LIS\"}", "{\"price\":179}", false);

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsTheSameStep() throws IOException {
        for (var odd : ODD) {
            assertRoundTrip(new Calling("t", odd, odd, false));
            assertRoundTrip(new Calling("t", odd, odd, true));
            var parts = Stream.of(
                            new Part.Text(odd),
                            new Part.Reasoning(odd),
                            new Part.ToolCall(odd.isEmpty() ? null : odd, "t", odd),
                            new Part.ToolResult(null, odd.isEmpty() ? null : odd, odd),
                            new Part.Media(odd.isEmpty() ? null : odd, "data:;base64,AA=="),
                            new Part.Unknown(odd))
                    .map(Part.class::cast)
                    .toList();
            var messages = new ArrayList<Message>();
            messages.add(Message.text("system", odd.isEmpty() ? "x" : odd));
            messages.add(Message.text("user", odd));
            messages.add(new Message("assistant", odd.isEmpty() ? null : odd, parts));
            messages.add(Message.text("system", odd));
            messages.add(new Message("odd role", null, List.of()));
            assertRoundTrip(new Asking(
                    odd.isBlank() ? null : "openai:m",
                    json("{\"a\":1.10,\"b\":1e2,\"c\":{\"d\":[true,null,\"é\"]},\"text\":\"yes\"}"),
                    messages,
                    List.of(new OfferedTool("t", odd.isEmpty() ? null : odd, "{\"type\":\"object\"}"))));
        }
        assertRoundTrip(ASKING);
        assertRoundTrip(new Asking(null, json("{}"), List.of(), List.of()));
        assertRoundTrip(new Calling("t", "{}", null, false));
    }

    @Test
    void fiveMegabytesAreTheSame() throws IOException {
        var text = "A line with a tab\t and more: 日本\n - and so on  \n".repeat(100_000);
        assertThat(text.length()).isGreaterThan(4_000_000);
        assertRoundTrip(new Calling("t", "{}", text + "\r\n", false));
        assertRoundTrip(new Asking(null, json("{}"), List.of(Message.text("user", text)), List.of()));
    }

    @Test
    void whatIsLeftOutStays() {
        assertThat(edited(ASKING, "step: abcd")).isEqualTo(ASKING);
        assertThat(edited(CALLING, "tool: search_flights")).isEqualTo(CALLING);
        assertThat(asking("system: Be long.\n").messages())
                .startsWith(Message.text("system", "Be long."))
                .endsWith(ASKING.messages().get(3))
                .hasSize(4);
        assertThat(asking("system: ''\n").messages())
                .isEqualTo(ASKING.messages().subList(1, 4));
        assertThat(asking("model: ollama:llama3.2\n").model()).isEqualTo("ollama:llama3.2");
    }

    @Test
    void oneMessageIsChangedByItsNumber() {
        var changed = asking("""
            messages:
              - number: 2
                text: To Lisbon on the 3rd
              - text: And quickly
              - number: 4
                parts:
                  - tool_result: {price: 506}
                    id: c1
                    name: search_flights
            """).messages();
        assertThat(changed)
                .containsExactly(
                        ASKING.messages().get(0),
                        Message.text("user", "To Lisbon on the 3rd"),
                        Message.text("user", "And quickly"),
                        ASKING.messages().get(2),
                        new Message(
                                "tool", null, List.of(new Part.ToolResult("c1", "search_flights", "{\"price\":506}"))));
        assertThat(asking("messages:\n  - {number: 3, remove: true}\n  - {number: 4, remove: yes}\n")
                        .messages())
                .isEqualTo(ASKING.messages().subList(0, 2));
        assertThat(asking("messages:\n  - {role: user, text: First}\n")
                        .messages()
                        .get(1))
                .isEqualTo(Message.text("user", "First"));
    }

    @Test
    void toolsAreChangedByTheirNames() {
        var changed = asking("""
            tools:
              - name: search_flights
                description: Finds flights of one day
              - name: clock
                remove: true
              - name: pay
                parameters: {type: object, properties: {amount: {type: number}}}
            """).tools();
        assertThat(changed)
                .containsExactly(
                        new OfferedTool(
                                "search_flights",
                                "Finds flights of one day",
                                ASKING.tools().getFirst().parameters()),
                        new OfferedTool(
                                "pay",
                                null,
                                "{\"type\":\"object\",\"properties\":{\"amount\":{\"type\":\"number\"}}}"));
    }

    @Test
    void parametersAreSetAndTakenAway() {
        assertThat(asking("parameters: {temperature: 0, seed: null, top_p: 0.5, stop: [x]}\n")
                        .parameters()
                        .toString())
                .isEqualTo("{\"temperature\":0,\"max_tokens\":500,\"stop\":[\"x\"],\"user\":\"no\",\"top_p\":0.5}");
    }

    @Test
    void changedJsonIsOnOneLineAgain() throws IOException {
        var file = write(CALLING);
        Files.writeString(file, Files.readString(file).replace("179", "506"));
        assertThat(EditFile.open(file).read(CALLING))
                .isEqualTo(new Calling("search_flights", "{\"to\":\"LIS\"}", "{\"price\":506}", false));
        assertThat(edited(CALLING, "error: There are none\n"))
                .isEqualTo(new Calling("search_flights", "{\"to\":\"LIS\"}", "There are none", true));
        assertThat(edited(new Calling("t", "{}", "It broke", true), "result: fine\n"))
                .isEqualTo(new Calling("t", "{}", "fine", false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        mode: x                                | :1:1: unknown key "mode"; did you mean "model"? (known: messages, model, parameters, step, system, tools)
        model: gpt-4.1                         | :1:8: a model was expected here, as PROVIDER:NAME
        messages: [{number: 9, text: x}]       | :1:21: the step has 4 messages, so there is no message 9
        messages: [{number: 0, text: x}]       | :1:21: a whole number of at least 1
        messages: [{text: x, parts: [{text: y}]}] | :1:29: a message has a text or parts, not both
        messages: [{role: user}]               | :1:12: a new message needs a text, or parts
        messages: [{role: boss, text: x}]      | :1:19: "boss" is no role; a message is of assistant, developer, system, tool, user
        messages: [{number: 1, parts: [{txet: x}]}] | a part of a message is one of media, other, reasoning, text
        messages: [{number: 1, text: a}, {number: 1, text: b}] | :1:43: message 1 stands here a second time
        tools: [{name: pay}]                   | :1:9: the tool "pay" is new here, so it needs its parameters
        tools: [{name: pay, remove: true}]     | the step offers no tool "pay"; it offers search_flights, clock
        tools: [{name: clock, parameters: 'x'}] | :1:35: this is not JSON: Unrecognized token 'x'
        tools: [{name: clock, parameters: '[]'}] | a JSON schema was expected here
        tools: [{name: clock, shape: x}]       | unknown key "shape"
        messages: [                            | :1:12: not valid YAML
        """)
    void aMistakeIsToldWithItsPlace(String written, String problem) {
        assertThatThrownBy(() -> edited(ASKING, written))
                .isInstanceOf(BadFile.class)
                .hasMessageContaining("edit.yaml:1:")
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {result: x, error: y} | :1:20: a call has a result or an error, not both
        tool: pay             | :1:7: the step calls the tool "search_flights", and that is not to be changed here
        messages: []          | unknown key "messages" (known: arguments, error, result, step, tool)
        """)
    void aMistakeInAToolCallIsToldWithItsPlace(String written, String problem) {
        assertThatThrownBy(() -> edited(CALLING, written))
                .isInstanceOf(BadFile.class)
                .hasMessageContaining(problem);
    }

    @Test
    void theStepItIsForIsKnown() throws IOException {
        assertThat(EditFile.open(write(CALLING)).step()).contains("00f067aa0ba902b7");
        assertThat(Files.readString(write(CALLING)))
                .startsWith(
                        "# Step 3\n# of a run\nstep: \"00f067aa0ba902b7\"\ntool: search_flights\narguments: |-\n  {\n");
    }

    private void assertRoundTrip(EditableStep step) throws IOException {
        var file = write(step);
        assertThat(EditFile.open(file).read(step)).as(Files.readString(file)).isEqualTo(step);
    }

    private Path write(EditableStep step) throws IOException {
        var file = folder.resolve("edit.yaml");
        return Files.writeString(
                file, EditFile.template(file, "00f067aa0ba902b7", step, List.of("Step 3", "of a\nrun")));
    }

    private Asking asking(String written) {
        return (Asking) edited(ASKING, written);
    }

    private EditableStep edited(EditableStep step, @Nullable String written) {
        try {
            return EditFile.open(Files.writeString(folder.resolve("edit.yaml"), String.valueOf(written)))
                    .read(step);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) JsonMapper.builder().build().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
