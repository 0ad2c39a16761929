package dev.runtree.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.UserMessage;
import dev.runtree.agent.langchain4j.Tracing;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Span;
import dev.runtree.model.Trace;
import dev.runtree.query.RunFilter;
import dev.runtree.store.RunQueries;
import dev.runtree.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Applications of LangChain4j itself, recorded by listeners. */
@Timeout(60)
final class AiServicesTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final RunQueries queries = new RunQueries(db.database());

    /** An AI service. */
    interface Assistant {
        String ask(@MemoryId String conversation, @UserMessage String question);
    }

    /** Asks for the tool, and then says what it said. */
    private record Scripted(List<ChatModelListener> listeners) implements ChatModel {
        @Override
        public ChatRequestParameters defaultRequestParameters() {
            return ChatRequestParameters.builder()
                    .modelName("desk-1")
                    .temperature(0.2)
                    .build();
        }

        @Override
        public ChatResponse doChat(ChatRequest request) {
            if (request.messages().getLast() instanceof dev.langchain4j.data.message.UserMessage user
                    && user.singleText().equals("break")) {
                throw new IllegalStateException("the model is on fire");
            }
            var answer = request.toolSpecifications().isEmpty()
                    ? AiMessage.from("Hello.")
                    : request.messages().getLast() instanceof ToolExecutionResultMessage result
                            ? AiMessage.from("It is " + result.text() + ".")
                            : AiMessage.from(ToolExecutionRequest.builder()
                                    .id("call_1")
                                    .name("add")
                                    .arguments("{\"a\": 2, \"b\": 2}")
                                    .build());
            return ChatResponse.builder()
                    .aiMessage(answer)
                    .modelName("desk-1-2026")
                    .tokenUsage(new TokenUsage(120, 20))
                    .build();
        }
    }

    /** The service's tools. */
    static final class Adder {
        @dev.langchain4j.agent.tool.Tool("Adds")
        long add(long a, long b) {
            return a + b;
        }
    }

    @Test
    void a_call_of_a_service_is_a_run_with_its_models_and_tools() {
        try (var tracing = Tracing.to(db.database())) {
            assertThat(assistant(tracing, List.of(tracing.listener())).ask("chat-1", "Two and two?"))
                    .isEqualTo("It is 4.");
        }
        var trace = only("session:chat-1");
        assertThat(trace.run().status()).isEqualTo(RunStatus.OK);
        assertThat(trace.run().name()).isEqualTo("Assistant");
        assertThat(trace.run().type().name()).isEqualToIgnoringCase("agent");
        assertThat(trace.run().input()).isEqualTo("Two and two?");
        assertThat(trace.run().output()).isEqualTo("It is 4.");
        assertThat(trace.run().own().input()).isEqualTo(240);
        assertThat(trace.spans())
                .extracting(Span::spanName)
                .containsExactly("agent.Assistant", "llm.desk-1-2026", "tool.add", "llm.desk-1-2026");
        var model = payload(trace, 1);
        assertThat(model)
                .contains("\"gen_ai.request.model\":\"desk-1\"", "\"gen_ai.request.temperature\":0.2", "Two and two?");
        assertThat(payload(trace, 2)).contains("\"gen_ai.tool.call.result\":\"4\"");
    }

    @Test
    void without_the_models_listener_it_is_the_same_run() {
        try (var tracing = Tracing.to(db.database())) {
            assistant(tracing, List.of()).ask("chat-2", "Two and two?");
        }
        assertThat(only("session:chat-2").spans())
                .extracting(Span::spanName)
                .containsExactly("agent.Assistant", "llm.desk-1-2026", "tool.add", "llm.desk-1-2026");
    }

    @Test
    void a_model_that_fails_is_told_in_its_step_and_in_the_run() {
        try (var tracing = Tracing.to(db.database())) {
            var assistant = assistant(tracing, List.of(tracing.listener()));
            assertThatThrownBy(() -> assistant.ask("chat-3", "break")).hasMessageContaining("the model is on fire");
        }
        var trace = only("session:chat-3");
        assertThat(trace.run().status()).isEqualTo(RunStatus.ERROR);
        assertThat(trace.run().error()).contains("the model is on fire");
        assertThat(trace.run().errorCount()).isEqualTo(1);
        assertThat(trace.spans()).hasSize(2);
    }

    @Test
    void a_model_alone_makes_runs_of_type_call() {
        try (var tracing = Tracing.to(db.database())) {
            var model = new Scripted(List.of(tracing.listener()));
            assertThat(model.chat("Hi there")).isEqualTo("Hello.");
            assertThatThrownBy(() -> model.chat("break")).hasMessageContaining("the model is on fire");
        }
        var runs = queries.runs(RunFilter.parse("type:call"), null, 10).fetch().runs();
        assertThat(runs).extracting(Run::input).containsExactly("break", "Hi there");
        assertThat(runs).extracting(Run::status).containsExactly(RunStatus.ERROR, RunStatus.OK);
        assertThat(runs.getLast().output()).isEqualTo("Hello.");
    }

    private static Assistant assistant(Tracing tracing, List<ChatModelListener> ofModel) {
        return AiServices.builder(Assistant.class)
                .chatModel(new Scripted(ofModel))
                .chatMemoryProvider(id -> MessageWindowChatMemory.withMaxMessages(20))
                .tools(new Adder())
                .registerListeners(tracing.serviceListeners())
                .build();
    }

    private Trace only(String filter) {
        var runs = queries.runs(RunFilter.parse(filter), null, 10).fetch().runs();
        assertThat(runs).hasSize(1);
        return queries.run(runs.getFirst().id()).fetch().orElseThrow();
    }

    private String payload(Trace trace, int index) {
        return queries.payload(trace.spans().get(index).id())
                .fetch()
                .orElseThrow()
                .payload()
                .attributes();
    }
}
