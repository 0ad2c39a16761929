package dev.runtree.otlp;

import static dev.runtree.otlp.Bodies.contentOf;
import static dev.runtree.otlp.Bodies.said;
import static dev.runtree.otlp.Bodies.spanOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Content.Document;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import io.opentelemetry.proto.trace.v1.Span;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** MLflow, Laminar, Genkit, what is no dialect, and who wins where two disagree. */
class OtherDialectsTest {
    @Test
    void readsMlflowsQuotedValues() {
        var call = said(
                "Completions_2",
                "mlflow.spanType",
                "\"CHAT_MODEL\"",
                "mlflow.llm.model",
                "\"m\"",
                "mlflow.llm.provider",
                "\"openai\"",
                "mlflow.chat.tokenUsage",
                "{\"input_tokens\": 3, \"output_tokens\": 2, \"total_tokens\": 5}",
                "mlflow.llm.cost",
                "{\"total_cost\": 0.25}",
                "mlflow.spanInputs",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}",
                "mlflow.spanOutputs",
                "{\"choices\": [{\"message\": {\"role\": \"assistant\", \"content\": \"Ho\"}}]}");
        var span = Bodies.read(call).span();
        assertThat(span.spanName()).isEqualTo("llm.m");
        assertThat(span.provider()).isEqualTo("openai");
        assertThat(span.usage()).isEqualTo(new Usage(3L, 2L, null, null, null, new BigDecimal("0.25")));
        assertThat(span.input()).isEqualTo("Hi");
        assertThat(span.output()).isEqualTo("Ho");
        var tool = spanOf("get_weather_1", "mlflow.spanType", "\"TOOL\"", "mlflow.spanInputs", "{\"city\": \"Paris\"}");
        assertThat(tool.spanName()).isEqualTo("tool.get_weather");
        assertThat(tool.input()).isEqualTo("{\"city\": \"Paris\"}");
        var found = contentOf(
                "r",
                "mlflow.spanType",
                "\"RETRIEVER\"",
                "mlflow.spanOutputs",
                "[{\"page_content\": \"c\", \"id\": \"d\"}]");
        assertThat(found.documents()).containsExactly(new Document("d", "c", null, null));
        assertThat(spanOf("a", "mlflow.spanType", "\"UNKNOWN\"", "mlflow.trace.user", "\"u\"")
                        .actor()
                        .userId())
                .isEqualTo("u");
    }

    @Test
    void readsLaminarsFunctions() {
        var tool = spanOf(
                "f",
                "lmnr.span.type",
                "TOOL",
                "lmnr.span.input",
                "{\"a\":1}",
                "lmnr.span.output",
                "\"two\"",
                "lmnr.association.properties.user_id",
                "u",
                "lmnr.association.properties.session_id",
                "s");
        assertThat(tool.spanName()).isEqualTo("tool.f");
        assertThat(tool.input()).isEqualTo("{\"a\":1}");
        assertThat(tool.output()).isEqualTo("two");
        assertThat(tool.actor().userId()).isEqualTo("u");
        assertThat(tool.actor().sessionId()).isEqualTo("s");
        var plain = spanOf("g", "lmnr.span.type", "DEFAULT", "gen_ai.operation.name", "chat");
        assertThat(plain.kind()).isEqualTo(SpanKind.LLM);
    }

    @Test
    void readsGenkitsKeysWithColons() {
        var call = said(
                "googleai/gemini",
                "genkit:type",
                "action",
                "genkit:metadata:subtype",
                "model",
                "genkit:name",
                "googleai/gemini",
                "genkit:input",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}],\"tools\":[{\"name\":\"f\"}]}",
                "genkit:output",
                "{\"message\":{\"role\":\"model\",\"content\":[{\"toolRequest\":{\"name\":\"f\",\"input\":{\"a\":1},\"ref\":\"r\"}}]},"
                        + "\"usage\":{\"inputTokens\":3,\"outputTokens\":2,\"thoughtsTokens\":4,\"totalTokens\":9}}");
        var span = Bodies.read(call).span();
        assertThat(span.spanName()).isEqualTo("llm.gemini");
        assertThat(span.usage()).isEqualTo(new Usage(3L, 6L, null, null, 4L, null));
        assertThat(ContentReader.read(Bodies.read(call)).outputMessages())
                .containsExactly(new Message("assistant", null, List.of(new Part.ToolCall("r", "f", "{\"a\":1}"))));
        assertThat(spanOf("menu", "genkit:type", "flow", "genkit:name", "menu").spanName())
                .isEqualTo("workflow.menu");
        assertThat(spanOf("f", "genkit:metadata:subtype", "tool.v2", "genkit:name", "f", "genkit:state", "error")
                        .failed())
                .isTrue();
    }

    @Test
    void tellsMastrasCallFromTheStepsInsideIt() {
        var type = "mastra.span.type";
        assertThat(spanOf("chat m", type, "model_generation", "gen_ai.request.model", "m")
                        .spanName())
                .isEqualTo("llm.m");
        assertThat(spanOf("step: 0", type, "model_step", "gen_ai.request.model", "m")
                        .kind())
                .isEqualTo(SpanKind.STEP);
        var tool = contentOf(
                "execute_tool f",
                type,
                "mcp_tool_call",
                "gen_ai.tool.name",
                "f",
                "mastra.mcp_tool_call.input",
                "{\"a\":1}");
        assertThat(tool.toolArguments()).isEqualTo("{\"a\":1}");
        var agent =
                spanOf("invoke_agent a", type, "agent_run", "gen_ai.agent.name", "a", "mastra.metadata.userId", "u");
        assertThat(agent.spanName()).isEqualTo("agent.a");
        assertThat(agent.actor().userId()).isEqualTo("u");
    }

    @Test
    void readsAToolWhoseArgumentsAndResultAreMessages() {
        var read = Bodies.read(said("execute_tool f", "gen_ai.operation.name", "execute_tool", "gen_ai.tool.name", "f")
                .addEvents(Span.Event.newBuilder()
                        .setName("gen_ai.tool.message")
                        .addAttributes(Bodies.text("role", "tool"))
                        .addAttributes(Bodies.text("content", "{\"a\":1}")))
                .addEvents(Span.Event.newBuilder()
                        .setName("gen_ai.choice")
                        .addAttributes(Bodies.text("message", "[{\"text\":\"two\"}]"))));
        assertThat(ContentReader.read(read).toolArguments()).isEqualTo("{\"a\":1}");
        assertThat(ContentReader.read(read).toolResult()).isEqualTo("two");
    }

    @Test
    void keepsAnUnknownDialectAsAPlainSpan() {
        var read = Bodies.read(said("step one", "acme.kind", "agent", "acme.model", "m", "acme.tokens", "7"));
        assertThat(read.span().spanName()).isEqualTo("other.step one");
        assertThat(read.span().dialect()).isEqualTo("otel");
        assertThat(read.span().usage()).isEqualTo(Usage.NONE);
        assertThat(read.payload().attributes())
                .isEqualTo("{\"acme.kind\":\"agent\",\"acme.model\":\"m\",\"acme.tokens\":\"7\"}");
    }

    @Test
    void theFirstDialectWinsAndTheOthersValueStays() {
        var read = Bodies.read(said(
                "s",
                "gen_ai.operation.name",
                "chat",
                "gen_ai.request.model",
                "late",
                "openinference.span.kind",
                "TOOL",
                "tool.name",
                "middle",
                "langfuse.observation.type",
                "agent",
                "langfuse.observation.model.name",
                "early"));
        assertThat(read.span().kind()).isEqualTo(SpanKind.AGENT);
        assertThat(read.span().model()).isEqualTo("early");
        assertThat(read.span().dialect()).isEqualTo("langfuse");
        assertThat(read.payload().attributes()).contains("\"late\"").contains("\"middle\"");
    }

    @Test
    void countsOfTwoDialectsAreNotMixedUnlessTheyAgree() {
        var openInference = new String[] {"llm.token_count.prompt", "10", "llm.token_count.completion", "5"};
        var same = said("s", openInference)
                .addAttributes(Bodies.number("gen_ai.usage.input_tokens", 10))
                .addAttributes(Bodies.number("gen_ai.usage.cache_read.input_tokens", 4));
        assertThat(Bodies.read(same).span().usage()).isEqualTo(new Usage(10L, 5L, 4L, null, null, null));
        var other = said("s", openInference)
                .addAttributes(Bodies.number("gen_ai.usage.input_tokens", 6))
                .addAttributes(Bodies.number("gen_ai.usage.cache_read.input_tokens", 4));
        assertThat(Bodies.read(other).span().usage()).isEqualTo(Usage.of(10, 5));
    }

    @Test
    void aTotalShowsWhatWasCountedAside() {
        var aside = spanOf(
                "s",
                "gen_ai.operation.name",
                "chat",
                "gen_ai.usage.input_tokens",
                "10",
                "gen_ai.usage.output_tokens",
                "5",
                "gen_ai.usage.reasoning_tokens",
                "3",
                "gen_ai.usage.total_tokens",
                "18");
        assertThat(aside.usage()).isEqualTo(new Usage(10L, 8L, null, null, 3L, null));
        var inside = spanOf(
                "s",
                "gen_ai.operation.name",
                "chat",
                "gen_ai.usage.input_tokens",
                "10",
                "gen_ai.usage.output_tokens",
                "5",
                "gen_ai.usage.reasoning_tokens",
                "3",
                "gen_ai.usage.total_tokens",
                "15");
        assertThat(inside.usage()).isEqualTo(new Usage(10L, 5L, null, null, 3L, null));
    }

    @Test
    void placeholdersAreNobody() {
        for (var nobody : List.of("undefined", "null", "None", " ")) {
            assertThat(spanOf("s", "user.id", nobody).actor().userId()).isNull();
        }
        assertThat(spanOf("s", "user.id", "undefined", "baggage.user.id", "u")
                        .actor()
                        .userId())
                .isEqualTo("u");
    }

    @Test
    void readsMediaOfEachApi() {
        var content = contentOf("s", "gen_ai.operation.name", "chat", "gen_ai.input.messages", """
                [{"role":"user","parts":[
                  {"type":"blob","modality":"image","mime_type":"image/png","content":"AA"},
                  {"type":"image_url","image_url":{"url":"https://x/a.png"}},
                  {"type":"input_audio","input_audio":{"data":"BB","format":"wav"}},
                  {"type":"image","source":{"type":"base64","media_type":"image/jpeg","data":"CC"}},
                  {"inlineData":{"mimeType":"audio/mp3","data":"DD"}},
                  {"fileData":{"mimeType":"application/pdf","fileUri":"gs://b/f.pdf"}},
                  {"media":{"contentType":"image/webp","url":"https://x/b.webp"}},
                  {"type":"file","file":{"file_id":"file-1"}},
                  {"type":"input_image","image_url":"https://x/c.png"},
                  {"type":"image","image":"EE","mediaType":"image/gif"}]}]""");
        assertThat(content.inputMessages().getFirst().parts())
                .containsExactly(
                        new Part.Media("image/png", "data:image/png;base64,AA"),
                        new Part.Media(null, "https://x/a.png"),
                        new Part.Media("audio/wav", "data:audio/wav;base64,BB"),
                        new Part.Media("image/jpeg", "data:image/jpeg;base64,CC"),
                        new Part.Media("audio/mp3", "data:audio/mp3;base64,DD"),
                        new Part.Media("application/pdf", "gs://b/f.pdf"),
                        new Part.Media("image/webp", "https://x/b.webp"),
                        new Part.Media(null, "file-1"),
                        new Part.Media(null, "https://x/c.png"),
                        new Part.Media("image/gif", "data:image/gif;base64,EE"));
    }
}
