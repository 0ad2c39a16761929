package dev.runtree.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Content.Document;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentReaderTest {
    @Test
    void readsMessagesWithTheirPartsInOrder() {
        var content = ContentReader.read(Bodies.read(Bodies.span("chat m")
                .addAttributes(Bodies.text("gen_ai.operation.name", "chat"))
                .addAttributes(
                        Bodies.text("gen_ai.system_instructions", "[{\"type\":\"text\",\"content\":\"Be brief.\"}]"))
                .addAttributes(Bodies.text("gen_ai.input.messages", """
                        [{"role":"user","parts":[{"type":"text","content":"Weather?"},
                          {"type":"uri","mime_type":"image/png","uri":"https://x/y.png"}]},
                         {"role":"tool","parts":[{"type":"tool_call_response","id":"c1","result":{"c":18}}]}]"""))
                .addAttributes(Bodies.text("gen_ai.output.messages", """
                        [{"role":"assistant","parts":[{"type":"reasoning","content":"hm"},
                          {"type":"tool_call","id":"c2","name":"f","arguments":{"n":12345678901234567890}},
                          {"type":"odd","x":1}],"finish_reason":"tool_call"}]"""))));
        assertThat(content.inputMessages())
                .containsExactly(
                        Message.text("system", "Be brief."),
                        new Message(
                                "user",
                                null,
                                List.of(new Part.Text("Weather?"), new Part.Media("image/png", "https://x/y.png"))),
                        new Message("tool", null, List.of(new Part.ToolResult("c1", null, "{\"c\":18}"))));
        assertThat(content.outputMessages())
                .containsExactly(new Message(
                        "assistant",
                        null,
                        List.of(
                                new Part.Reasoning("hm"),
                                new Part.ToolCall("c2", "f", "{\"n\":12345678901234567890}"),
                                new Part.Unknown("{\"type\":\"odd\",\"x\":1}"))));
        assertThat(content.input()).isEqualTo("Weather?");
    }

    @Test
    void takesTheWordsOfAToolsAnswerOutOfTheirBlock() {
        var content = ContentReader.read(Bodies.read(Bodies.span("chat m")
                .addAttributes(Bodies.text("gen_ai.operation.name", "chat"))
                .addAttributes(Bodies.text("gen_ai.input.messages", """
                        [{"role":"tool","parts":[
                          {"type":"tool_call_response","id":"c1","response":[{"text":"{\\"c\\": 18}"}]},
                          {"type":"tool_call_response","id":"c2","response":[{"type":"text","text":"sunny"}]},
                          {"type":"tool_call_response","id":"c3","response":[{"text":"a"},{"text":"b"}]},
                          {"type":"tool_call_response","id":"c4","response":[{"text":"a","score":1}]}]}]"""))));
        assertThat(content.inputMessages().getFirst().parts())
                .containsExactly(
                        new Part.ToolResult("c1", null, "{\"c\": 18}"),
                        new Part.ToolResult("c2", null, "sunny"),
                        new Part.ToolResult("c3", null, "[{\"text\":\"a\"},{\"text\":\"b\"}]"),
                        new Part.ToolResult("c4", null, "[{\"text\":\"a\",\"score\":1}]"));
    }

    @Test
    void readsMessagesFromEvents() {
        var content = ContentReader.read(Bodies.read(Bodies.span("chat m")
                .addAttributes(Bodies.text("gen_ai.operation.name", "chat"))
                .addEvents(Span.Event.newBuilder()
                        .setName("gen_ai.user.message")
                        .addAttributes(Bodies.text("content", "Hi")))
                .addEvents(Span.Event.newBuilder()
                        .setName("gen_ai.choice")
                        .addAttributes(Bodies.text("message", "{\"role\":\"assistant\",\"content\":\"Hello\"}")))));
        assertThat(content.inputMessages()).containsExactly(Message.text("user", "Hi"));
        assertThat(content.outputMessages()).containsExactly(Message.text("assistant", "Hello"));
        assertThat(content.output()).isEqualTo("Hello");
    }

    @Test
    void showsWhatParsedOfCutOffJsonAndTheRawText() {
        var cut = "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]},{\"role\":\"assis";
        var content = ContentReader.read(
                Bodies.read(Bodies.span("chat m").addAttributes(Bodies.text("gen_ai.input.messages", cut))));
        assertThat(content.inputMessages().getFirst()).isEqualTo(Message.text("user", "Hi"));
        assertThat(content.inputMessages().getLast()).isEqualTo(Message.text("unparsed", cut));
    }

    @Test
    void isNotImpressedByHugeIndices() {
        var content = ContentReader.read(Bodies.read(Bodies.span("s")
                .addAttributes(Bodies.text("llm.input_messages.999999999.message.content", "last"))
                .addAttributes(Bodies.text("llm.input_messages.99999999999999999999.message.content", "never"))
                .addAttributes(Bodies.text("llm.input_messages.-1.message.content", "never"))
                .addAttributes(Bodies.text("llm.input_messages.3.message.content", "first"))
                .addAttributes(Bodies.text("llm.input_messages.3.message.content.x.y", "odd"))
                .addAttributes(Bodies.text("llm.input_messages." + "0.".repeat(100_000), "deep"))
                .addAttributes(Bodies.text("llm.input_messages.3.message.role", "user"))));
        assertThat(content.inputMessages()).extracting(Message::text).contains("last");
    }

    @Test
    void readsDocumentsWithScores() {
        var content = ContentReader.read(Bodies.read(Bodies.span("s")
                .addAttributes(Bodies.text("openinference.span.kind", "RETRIEVER"))
                .addAttributes(Bodies.text("input.value", "q"))
                .addAttributes(Bodies.text("retrieval.documents.0.document.id", "d1"))
                .addAttributes(Bodies.text("retrieval.documents.0.document.score", "0.5"))
                .addAttributes(Bodies.text("retrieval.documents.0.document.content", "text"))));
        assertThat(content.documents()).containsExactly(new Document("d1", "text", 0.5, null));
        assertThat(content.input()).isEqualTo("q");
    }

    @Test
    void tellsWhatFailedWithItsStackTrace() {
        var content = ContentReader.read(Bodies.read(Bodies.span("s")
                .addEvents(Span.Event.newBuilder()
                        .setName("exception")
                        .addAttributes(Bodies.text("exception.type", "T"))
                        .addAttributes(Bodies.text("exception.message", "m"))
                        .addAttributes(Bodies.text("exception.stacktrace", "at x")))));
        assertThat(content.error())
                .isNotNull()
                .extracting("type", "message", "stackTrace")
                .containsExactly("T", "m", "at x");
    }

    @Test
    void neverFailsWhateverThePayload() {
        var span = Bodies.read(Bodies.span("s")).span();
        for (var text : new String[] {
            "",
            "{",
            "[]",
            "null",
            "7",
            "\"x\"",
            "{\"gen_ai.input.messages\":[[[[7]]]]}",
            "{\"llm.tools.0\":1,\"llm.tools.0.tool\":2,\"input.value\":{\"messages\":null}}",
            "{\"gen_ai.output.messages\":\"[{\\\"parts\\\":{\\\"type\\\":[]}}]\",\"metadata\":\"{\"}"
        }) {
            var content =
                    ContentReader.read(new RecordedSpan(span, new Payload(text, text, text, text, text, text, text)));
            assertThat(content).isNotNull();
        }
    }
}
