package dev.runtree.ui.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.agent.Agent;
import dev.runtree.agent.AgentOs;
import dev.runtree.agent.ModelServer;
import dev.runtree.agent.RunRequest;
import dev.runtree.agent.tool.Tool;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.Trace;
import dev.runtree.query.RunFilter;
import dev.runtree.store.RunQueries;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Forks in their pane, on a real database and with a model server over real HTTP. */
@Tag("fx")
class ForkTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private ModelServer server;
    private ForkPaneOnScreen pane;

    @BeforeEach
    void open() throws IOException {
        server = new ModelServer();
        pane = new ForkPaneOnScreen(db.database(), Map.of("OPENAI_BASE_URL", server.url()));
    }

    @AfterEach
    void close() throws IOException {
        pane.leave();
        server.close();
    }

    public static final class Flights {
        @Tool("Finds flights of a day")
        public String searchFlights(String to, String date) {
            return "{\"price\":506}";
        }

        @Tool("Books a flight")
        public String book(String flight) {
            return "booked " + flight;
        }
    }

    private Trace recorded(String instructions) {
        server.calls("search_flights", "{\"to\":\"LIS\",\"date\":\"2026-12-03\"}")
                .says("It costs 506 euros.");
        var agent = Agent.builder("desk")
                .instructions(instructions)
                .model(server.model())
                .temperature(0.25)
                .tools(new Flights())
                .build();
        try (var os = AgentOs.builder().db(db.database()).build()) {
            var output = os.run(agent, RunRequest.of("To Lisbon"));
            output.stored().join();
            server.requests.clear();
            return new RunQueries(db.database()).run(output.id()).fetch().orElseThrow();
        }
    }

    private static Span step(Trace trace, String name) {
        return trace.spans().stream()
                .filter(span -> span.spanName().equals(name))
                .reduce((before, last) -> last)
                .orElseThrow();
    }

    private static Trace newestReplay() {
        var queries = new RunQueries(db.database());
        var run = queries.runs(RunFilter.parse("source:replay"), null, 1)
                .fetch()
                .runs()
                .getFirst();
        return queries.run(run.id()).fetch().orElseThrow();
    }

    private void says(String text) {
        server.then((in, out) -> {
            ModelServer.begin(out, text.substring(0, 5), text.substring(5));
            end(out, "stop");
        });
    }

    private void calls(String tool, String arguments) {
        server.then((in, out) -> {
            ModelServer.begin(out);
            ModelServer.write(
                    out,
                    ModelServer.event(
                            "{\"tool_calls\":[{\"index\":0,\"id\":\"new_0\",\"type\":\"function\",\"function\":{\"name\":\""
                                    + tool + "\",\"arguments\":"
                                    + com.fasterxml.jackson.databind.node.TextNode.valueOf(arguments) + "}}]}",
                            "null"));
            end(out, "tool_calls");
        });
    }

    private static void end(OutputStream out, String reason) throws IOException {
        ModelServer.write(out, ModelServer.event("{}", "\"" + reason + "\""));
        ModelServer.write(
                out,
                "data: {\"id\":\"r1\",\"model\":\"tiny-2026\",\"choices\":[],\"usage\":{\"prompt_tokens\":21,"
                        + "\"completion_tokens\":7,\"total_tokens\":28}}\n\n");
        ModelServer.write(out, "data: [DONE]\n\n");
    }

    @Test
    void another_result_of_a_tool_is_answered_as_it_streams_and_compared_with_the_original() {
        var trace = recorded("You find flights.");
        pane.show(trace.run(), step(trace, "tool.search_flights").id());
        pane.awaitText("The record is left at step 3 (tool.search_flights), which is as it was recorded.");
        assertThat(pane.typed("What the model is told of search_flights")).isEqualTo("{\n  \"price\": 506\n}");

        pane.type("What the model is told of search_flights", "{\n  \"price\": 99\n}");
        pane.awaitText("which is changed.");
        assertThat(pane.texts())
                .contains("1 step before it comes from the record", "openai:tiny is asked, at most 10 times.");
        var whole = new CountDownLatch(1);
        server.then((in, out) -> {
            ModelServer.begin(out, "It costs ");
            whole.await();
            ModelServer.write(out, ModelServer.event("{\"content\":\"99 euros.\"}", "null"));
            end(out, "stop");
        });
        pane.start();
        pane.awaitText("It costs");
        assertThat(pane.canStart()).isFalse();
        whole.countDown();
        pane.awaitText("Done after 1 model call");
        assertThat(pane.texts()).contains("It costs 99 euros.", "the edited result", "21 tokens in, 7 out");

        assertThat(server.requests).hasSize(1);
        var messages = server.requests.getFirst().path("messages");
        assertThat(messages.get(messages.size() - 1).path("content").asText()).isEqualTo("{\"price\":99}");
        var replay = newestReplay();
        assertThat(replay.run().source()).isEqualTo(Source.REPLAY);
        assertThat(replay.run().output()).isEqualTo("It costs 99 euros.");
        pane.press("Compare with the original");
        assertThat(pane.led)
                .containsExactly(
                        "compare " + replay.run().runId() + " " + trace.run().runId());
    }

    @Test
    void everything_of_a_model_call_is_changed_and_what_is_left_goes_out_as_it_was() {
        var trace = recorded("You find flights.");
        pane.show(trace.run(), step(trace, "llm.tiny-2026").id());
        assertThat(pane.typed("System prompt")).isEqualTo("You find flights.");
        pane.type("System prompt", "Answer in Portuguese.");
        pane.type("Result of search_flights", "{\n  \"price\": 98\n}");
        pane.press("search_flights");
        pane.type("What the model is told of it", "Finds trains");
        pane.press("Remove book");
        pane.press("Add a user message");
        pane.type("Text", "In the morning");
        pane.type("Parameters", "{\"temperature\": 1.5, ");
        pane.await("the mistake", () -> pane.problem().startsWith("Parameters: this is not JSON, at line 1"));
        assertThat(pane.canStart()).isFalse();
        pane.type("Parameters", "{\"temperature\": 1.5, \"seed\": 7}");
        pane.type("Model to ask", "openai:other");
        says("Bom dia, 98.");
        pane.awaitText("openai:other is asked");
        pane.start();
        pane.awaitText("Done after 1 model call");

        var asked = server.requests.getFirst();
        assertThat(asked.path("model").asText()).isEqualTo("other");
        assertThat(asked.path("temperature").asDouble()).isEqualTo(1.5);
        assertThat(asked.path("seed").asInt()).isEqualTo(7);
        assertThat(asked.path("tools")).hasSize(1);
        assertThat(asked.path("tools").toString()).contains("Finds trains", "\"date\"");
        var messages = asked.path("messages");
        assertThat(messages).hasSize(5);
        assertThat(messages.get(0).path("content").asText()).isEqualTo("Answer in Portuguese.");
        assertThat(messages.get(1).path("content").asText()).isEqualTo("To Lisbon");
        assertThat(messages.get(2)
                        .path("tool_calls")
                        .get(0)
                        .path("function")
                        .path("arguments")
                        .asText())
                .isEqualTo("{\"to\":\"LIS\",\"date\":\"2026-12-03\"}");
        assertThat(messages.get(3).path("content").asText()).isEqualTo("{\"price\":98}");
        assertThat(messages.get(4).path("content").asText()).isEqualTo("In the morning");
    }

    @Test
    void a_call_that_was_never_recorded_is_asked_about_typed_taken_and_run() throws IOException {
        var trace = recorded("You find flights.");
        var file = Files.writeString(folder.resolve("desk.yaml"), """
            name: desk
            model: openai:tiny
            tools: [dev.runtree.ui.replay.ForkTest$Flights]
            """);
        pane.show(trace.run(), trace.run().id());
        pane.type("Model to ask", "openai:tiny");
        pane.choose(ForkChoices.Tools.ASK);
        calls("book", "{\"flight\":\"TP 1\"}");
        calls("search_flights", "{\"to\":\"BER\",\"date\":\"2026-12-03\"}");
        says("Done with it");
        pane.start();
        pane.awaitText("The model calls book, and no such call was recorded.");
        pane.type("What the tool gives", "booked by hand");
        pane.press("Give this result");
        pane.awaitText("The model calls search_flights, and no such call was recorded.");
        pane.press("Take");
        pane.awaitText("Done after 3 model calls");
        assertThat(pane.texts()).contains("as typed", "the result of step 3, as chosen");
        var told = server.requests.getLast().path("messages");
        assertThat(told.get(3).path("content").asText()).isEqualTo("booked by hand");
        assertThat(told.get(5).path("content").asText()).isEqualTo("{\"price\":506}");

        pane.press("How it goes on");
        pane.choose(ForkChoices.Tools.LIVE);
        pane.await("that the file lacks", () -> pane.problem().startsWith("Choose the file of the agent"));
        pane.type("The file that describes the agent", file.toString());
        calls("book", "{\"flight\":\"TP 2\"}");
        says("Booked it");
        pane.start();
        pane.awaitText("The model calls book, which may change something. Run it?");
        pane.press("Run it");
        pane.awaitText("Done after 2 model calls");
        assertThat(server.requests
                        .getLast()
                        .path("messages")
                        .get(3)
                        .path("content")
                        .asText())
                .isEqualTo("booked TP 2");
        assertThat(newestReplay().spans()).anyMatch(span -> span.spanName().equals("tool.book"));
    }

    @Test
    void what_keeps_a_fork_from_starting_is_one_line_in_the_pane_before_it_starts() {
        var trace = recorded("You find flights.");
        pane.show(trace.run(), step(trace, "tool.search_flights").id());
        pane.type("Model to ask", "anthropic:haiku");
        pane.await(
                "the missing key",
                () -> pane.problem()
                        .equals("That model cannot be asked: anthropic:haiku needs a key: set the environment variable"
                                + " ANTHROPIC_API_KEY"));
        pane.type("Model to ask", "gpt-9");
        pane.await("the unknown provider", () -> pane.problem().contains("it has to be PROVIDER:NAME"));
        pane.type("Model to ask", "openai:tiny");
        pane.type("dollars", "0.5");
        pane.await("the unknown price", () -> pane.problem().contains("no limit on money can be kept"));
        pane.type("dollars", "much");
        pane.await("the amount", () -> pane.problem().startsWith("Dollars have to be an amount"));
        pane.type("dollars", "");
        pane.type("model calls", "1");
        pane.awaitText("openai:tiny is asked, at most 1 time.");
        calls("search_flights", "{\"to\":\"LIS\",\"date\":\"2026-12-03\"}");
        pane.start();
        pane.awaitText("Broken off after 1 model call: stopped after 1 model call, the most that this replay may make");
        assertThat(newestReplay().run().status()).isEqualTo(RunStatus.ERROR);
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void a_fork_is_stopped_while_it_streams_and_what_was_done_is_kept() {
        var trace = recorded("You find flights.");
        var never = new CountDownLatch(1);
        server.then((in, out) -> {
            ModelServer.begin(out, "It costs ");
            never.await();
        });
        pane.show(trace.run(), step(trace, "llm.tiny-2026").id());
        pane.type("Model to ask", "openai:tiny");
        pane.start();
        pane.awaitText("It costs");
        pane.press("Stop");
        pane.awaitText("Stopped in the window, after 1 model call.");
        assertThat(newestReplay().run().status()).isEqualTo(RunStatus.CANCELLED);
        never.countDown();
    }

    @Test
    void a_model_call_is_tried_alone_again_and_again_beside_its_recorded_answer() {
        var trace = recorded("You find flights.");
        pane.show(trace.run(), step(trace, "llm.tiny-2026").id(), true);
        pane.type("Model to ask", "openai:tiny");
        pane.awaitText("openai:tiny is asked once, and its answer is the end");
        says("It costs 506 euros.");
        pane.start();
        pane.awaitText("The answer is the same as the recorded one.");
        pane.type("System prompt", "Be brief.");
        calls("book", "{\"flight\": \"TP 1\"}");
        pane.start();
        pane.awaitText("Beside the recorded answer:");
        assertThat(pane.texts())
                .contains("Recorded", "Sent, number 1", "Sent, number 2", "11 tokens in, 5 out", "21 tokens in, 7 out")
                .contains("calls book {\"flight\":\"TP 1\"}");
        assertThat(server.requests).hasSize(2);
        assertThat(server.requests
                        .getLast()
                        .path("messages")
                        .get(0)
                        .path("content")
                        .asText())
                .isEqualTo("Be brief.");
        var sent = newestReplay();
        assertThat(sent.spans()).extracting(Span::spanName).containsExactly("agent.desk", "llm.tiny-2026");
        assertThat(sent.run().status()).isEqualTo(RunStatus.OK);
    }

    @Test
    void a_prompt_of_a_megabyte_is_in_the_field_in_parts_and_goes_out_with_just_what_was_changed() {
        var prompt = "Line of the handbook, which goes on and on.\r\n".repeat(24_000) + "The end";
        var trace = recorded(prompt);
        pane.show(trace.run(), step(trace, "llm.tiny-2026").id());
        assertThat(pane.typed("System prompt").length()).isLessThanOrEqualTo(EditedText.PART);
        pane.find("Find in System prompt", "The end");
        pane.await("the last part", () -> pane.texts().contains("Part 9"));
        pane.type("System prompt", pane.typed("System prompt").replace("The end", "The very end"));
        pane.type("Model to ask", "openai:tiny");
        says("Read it all");
        pane.awaitText("which is changed.");
        pane.start();
        pane.awaitText("Done after 1 model call");
        var sent = server.requests
                .getFirst()
                .path("messages")
                .get(0)
                .path("content")
                .asText();
        assertThat(sent).endsWith("The very end");
        assertThat(sent.substring(0, 900_000)).isEqualTo(prompt.substring(0, 900_000));
    }
}
