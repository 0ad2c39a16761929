package dev.runtree.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runtree.agent.guardrail.Checked;
import dev.runtree.agent.guardrail.ForbiddenTopics;
import dev.runtree.agent.guardrail.Guardrail;
import dev.runtree.agent.guardrail.MaximumLength;
import dev.runtree.agent.guardrail.PersonalData;
import dev.runtree.agent.guardrail.Verdict;
import dev.runtree.agent.hook.BadHook;
import dev.runtree.agent.hook.Hook;
import dev.runtree.agent.hook.HookContext;
import dev.runtree.agent.hook.StopRun;
import dev.runtree.agent.run.RunInput;
import dev.runtree.agent.run.SessionState;
import dev.runtree.agent.tool.Param;
import dev.runtree.agent.tool.Tool;
import dev.runtree.agent.tool.ToolInput;
import dev.runtree.agent.tool.ToolOutput;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Span;
import dev.runtree.model.Trace;
import dev.runtree.store.RunQueries;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hooks, guardrails and answers of a given form. */
final class HooksAndGuardrailsTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final JsonMapper json = new JsonMapper();
    private final RunQueries queries = new RunQueries(db.database());
    private ModelServer server;
    private AgentOs agentOs;

    @BeforeEach
    void open() throws IOException {
        server = new ModelServer();
        agentOs = AgentOs.builder().db(db.database()).build();
    }

    @AfterEach
    void close() throws IOException {
        agentOs.close();
        server.close();
    }

    private AgentBuilder agent() {
        return Agent.builder("desk").model(server.model());
    }

    /** Hooks of runs and of tools. */
    public static final class Desk {
        @Hook
        public RunInput polish(RunInput input, SessionState state) {
            state.set("asked", input.message());
            return input.withMessage(input.message().replace("plz", "please"));
        }

        @Hook(name = "shout")
        public String loud(RunOutput output, Agent agent, HookContext context) {
            return agent.id() + " on " + context.on() + ": " + output.content().toUpperCase(java.util.Locale.ROOT);
        }
    }

    /** Hooks around tools. */
    public static final class Around {
        @Hook
        public ToolInput home(ToolInput input) {
            return input.withArguments("{\"city\":\"Rome\"}");
        }
    }

    /** Hooks behind tools. */
    public static final class Behind {
        @Hook
        public @Nullable String hide(ToolOutput output) {
            return output.failed() ? null : output.result().replace("secret", "***");
        }
    }

    /** Looks up. */
    public static final class Tools {
        @Tool("Looks up")
        public String look(String city) {
            return "secret sun in " + city;
        }
    }

    @Test
    void hooks_change_what_goes_in_and_out_and_their_steps_show_both() {
        server.calls("look", "{\"city\":\"Oslo\"}").says("sunny");
        var desk = new Desk();
        var agent = agent().tools(new Tools())
                .preHooks(new Pre(desk))
                .postHooks(new Post(desk))
                .toolPreHooks(new Around())
                .toolPostHooks(new Behind())
                .build();

        var output = agentOs.run(agent, RunRequest.of("weather plz").session("h"));
        var trace = trace(output);

        assertThat(output.content()).isEqualTo("desk on desk: SUNNY");
        assertThat(names(trace))
                .containsExactly(
                        "agent.desk",
                        "hook.pre.polish",
                        "llm.tiny-2026",
                        "tool.look",
                        "hook.pre.home",
                        "hook.post.hide",
                        "llm.tiny-2026",
                        "hook.post.shout");
        var polish = attributes(trace, 1);
        assertThat(polish.path("runtree.input").asText()).isEqualTo("weather plz");
        assertThat(polish.path("runtree.output").asText()).isEqualTo("weather please");
        assertThat(polish.path("runtree.hook.changed").asBoolean()).isTrue();
        assertThat(attributes(trace, 3).path("gen_ai.tool.call.arguments").asText())
                .contains("Rome");
        assertThat(attributes(trace, 5).path("runtree.input").asText()).isEqualTo("secret sun in Rome");
        assertThat(server.requests.getFirst().at("/messages/0/content").asText())
                .isEqualTo("weather please");
        assertThat(server.requests.getLast().at("/messages/2/content").asText()).isEqualTo("*** sun in Rome");
        assertThat(trace.run().output()).isEqualTo("desk on desk: SUNNY");
    }

    /** One of the desk's hooks. */
    public record Pre(Desk desk) {
        @Hook
        public RunInput polish(RunInput input, SessionState state) {
            return desk.polish(input, state);
        }
    }

    /** The other one. */
    public record Post(Desk desk) {
        @Hook(name = "shout")
        public String loud(RunOutput output, Agent agent, HookContext context) {
            return desk.loud(output, agent, context);
        }
    }

    /** Stops runs. */
    public static final class Doorman {
        @Hook
        public void door(RunInput input) {
            if (input.message().equals("bye")) {
                throw StopRun.answering("said goodbye", "Goodbye!");
            }
            throw StopRun.failing("we are closed");
        }
    }

    @Test
    void a_hook_stops_a_run_with_an_answer_or_without() {
        var agent = agent().preHooks(new Doorman()).build();

        var well = agentOs.run(agent, RunRequest.of("bye"));
        var closed = agentOs.run(agent, RunRequest.of("hello"));

        assertThat(well.content()).isEqualTo("Goodbye!");
        assertThat(trace(well).run().status()).isEqualTo(RunStatus.OK);
        assertThat(closed.error()).isEqualTo("stopped by a hook: we are closed");
        assertThat(trace(closed).run().status()).isEqualTo(RunStatus.ERROR);
        assertThat(server.requests).isEmpty();
    }

    /** Writes an audit, as the seed has it; the first try fails. */
    public static final class Audit {
        private final List<String> rows = new ArrayList<>();
        private final CountDownLatch written = new CountDownLatch(1);
        private boolean failed;

        @Hook(runInBackground = true)
        public synchronized void auditLog(RunOutput output, RunInput input, Agent agent, HookContext context) {
            if (!failed) {
                failed = true;
                throw new IllegalStateException("the audit's database is away");
            }
            rows.add(agent.id() + " " + output.userId() + " " + input.message() + " " + output.content() + " "
                    + context.attempt());
            written.countDown();
        }
    }

    @Test
    void a_hook_in_the_background_comes_after_the_answer_until_it_went_well() throws Exception {
        server.says("No.");
        var audit = new Audit();
        var agent = agent().postHooks(audit).build();
        try (var own = AgentOs.builder().agents(agent).db(db.database()).build()) {
            var output = own.run(agent, RunRequest.of("Rain?").user("ana"));

            assertThat(output.content()).isEqualTo("No.");
            assertThat(audit.written.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(audit.rows).containsExactly("desk ana Rain? No. 2");
        }
    }

    @Test
    void a_hook_that_takes_what_is_not_there_is_refused_at_once() {
        assertThatThrownBy(() -> agent().preHooks(new Audit()))
                .isInstanceOf(BadHook.class)
                .hasMessageStartingWith("Audit.auditLog: there is no RunOutput to be passed here; there are Agent,");
        assertThatThrownBy(() -> agent().postHooks("nothing")).hasMessageContaining("no public method with @Hook");
    }

    @Test
    void guardrails_refuse_before_the_model_is_asked() {
        var agent = agent().preGuardrails(new MaximumLength(40), PersonalData.refused())
                .build();

        var personal = agentOs.run(agent, RunRequest.of("write to ana@example.com"));
        var tooLong = agentOs.run(agent, RunRequest.of("x".repeat(41)));

        assertThat(personal.error())
                .isEqualTo("the guardrail personal_data refused the question: it holds personal data (email 1)");
        assertThat(tooLong.error())
                .isEqualTo("the guardrail maximum_length refused the question: 41 characters are more than the 40"
                        + " allowed");
        var trace = trace(personal);
        assertThat(names(trace)).containsExactly("agent.desk", "guardrail.maximum_length", "guardrail.personal_data");
        assertThat(attributes(trace, 1).path("runtree.guardrail.verdict").asText())
                .isEqualTo("passed");
        assertThat(attributes(trace, 2).path("runtree.guardrail.verdict").asText())
                .isEqualTo("refused");
        assertThat(trace.run().status()).isEqualTo(RunStatus.ERROR);
        assertThat(server.requests).isEmpty();
    }

    @Test
    void nothing_of_an_answer_is_given_before_its_guardrails_have_passed_it() {
        server.then((in, out) -> {
                    ModelServer.begin(out, "Ask ", "ana@example.com");
                    ModelServer.write(out, ModelServer.event("{}", "\"stop\"") + "data: [DONE]\n\n");
                })
                .then((in, out) -> {
                    ModelServer.begin(out, "The ", "secret");
                    ModelServer.write(out, ModelServer.event("{}", "\"stop\"") + "data: [DONE]\n\n");
                });
        Guardrail secrets = new Guardrail() {
            @Override
            public String name() {
                return "secrets";
            }

            @Override
            public Verdict check(Checked checked) {
                return checked.text().contains("secret")
                        ? new Verdict.Refused("it tells a secret", null)
                        : new Verdict.Passed();
            }
        };
        var agent = agent().postGuardrails(PersonalData.masked(), secrets).build();
        var told = new ArrayList<String>();

        var masked = agentOs.run(agent, RunRequest.of("who?"), event -> add(told, event));
        var refused = agentOs.run(agent, RunRequest.of("what?"), event -> add(told, event));

        assertThat(masked.content()).isEqualTo("Ask <email 1>");
        assertThat(refused.content()).isEmpty();
        assertThat(refused.error()).isEqualTo("the guardrail secrets refused the answer: it tells a secret");
        assertThat(told).containsExactly("Ask <email 1>");
    }

    /** Answers instead of the model. */
    public static final class Instead {
        @Hook
        public void answer(RunOutput output) {
            throw StopRun.answering("never told", "I do not say that.");
        }
    }

    @Test
    void a_hook_that_answers_instead_lets_nothing_through_that_was_masked_or_said() {
        server.then((in, out) -> {
                    ModelServer.begin(out, "The ", "secret");
                    ModelServer.write(out, ModelServer.event("{}", "\"stop\"") + "data: [DONE]\n\n");
                })
                .says("Well.");
        var told = new ArrayList<String>();
        var guarded = agent().preGuardrails(PersonalData.masked());

        agentOs.run(
                guarded.postHooks(new Instead()).build(),
                RunRequest.of("I am ana@example.com").session("m"),
                event -> add(told, event));
        agentOs.run(agent().build(), RunRequest.of("Who am I?").session("m"));

        assertThat(told).isEmpty();
        var messages = server.requests.getLast().path("messages");
        assertThat(messages.get(0).path("content").asText()).isEqualTo("I am <email 1>");
        assertThat(messages.get(1).path("content").asText()).isEqualTo("I do not say that.");
    }

    private static void add(List<String> told, AgentEvent event) {
        if (event instanceof AgentEvent.TextDelta delta) {
            told.add(delta.text());
        }
    }

    @Test
    void a_model_judges_what_must_not_be_talked_about() {
        server.says("medical advice").says("None.").says("Fine.").says("I am not sure, maybe?");
        var agent = agent().preGuardrails(new ForbiddenTopics(server.model(), List.of("Medical advice")))
                .build();

        var refused = agentOs.run(agent, RunRequest.of("my knee hurts"));
        var passed = agentOs.run(agent, RunRequest.of("hello"));
        var unclear = agentOs.run(agent, RunRequest.of("hm"));

        assertThat(refused.error()).endsWith("it is about a forbidden topic: Medical advice");
        assertThat(passed.content()).isEqualTo("Fine.");
        assertThat(unclear.error()).contains("not clear");
        assertThat(names(trace(passed)))
                .containsExactly("agent.desk", "guardrail.forbidden_topics", "llm.tiny-2026", "llm.tiny-2026");
    }

    /** What is answered. */
    public record Trip(
            @Param("Where to") String city,
            int nights,
            @Nullable String hotel) {}

    @Test
    void an_answer_is_what_its_schema_says_or_goes_back_to_the_model() {
        server.says("Rome, two nights")
                .says("{\"city\":\"Rome\",\"nights\":\"two\"}")
                .says("```json\n{\"city\":\"Rome\",\"nights\":2}\n```");

        var output = agentOs.run(agent().output(Trip.class).build(), RunRequest.of("Rome?"));

        assertThat(output.as(Trip.class)).isEqualTo(new Trip("Rome", 2, null));
        assertThat(names(trace(output)))
                .containsExactly("agent.desk", "llm.tiny-2026", "llm.tiny-2026", "llm.tiny-2026");
        assertThat(server.requests
                        .getFirst()
                        .at("/response_format/json_schema/schema/required")
                        .toString())
                .isEqualTo("[\"city\",\"nights\"]");
        assertThat(server.requests.get(1).at("/messages/2/content").asText()).contains("not JSON");
        assertThat(server.requests.get(2).at("/messages/4/content").asText()).contains("nights");
    }

    @Test
    void an_answer_that_never_fits_fails_the_run_with_what_was_wrong() {
        server.says("no").says("{\"city\":1}").says("{\"city\":\"Rome\"}");

        var output = agentOs.run(agent().output(Trip.class).build(), RunRequest.of("Rome?"));

        assertThat(output.error()).isEqualTo("the answer does not fit its schema: nights is missing");
        assertThat(trace(output).run().status()).isEqualTo(RunStatus.ERROR);
    }

    private Trace trace(RunOutput output) {
        output.stored().join();
        return queries.run(output.id()).fetch().orElseThrow();
    }

    private static List<String> names(Trace trace) {
        return trace.spans().stream().map(Span::spanName).toList();
    }

    private JsonNode attributes(Trace trace, int index) {
        try {
            return json.readTree(queries.payload(trace.spans().get(index).id())
                    .fetch()
                    .orElseThrow()
                    .payload()
                    .attributes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
