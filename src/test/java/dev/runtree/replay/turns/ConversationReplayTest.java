package dev.runtree.replay.turns;

import static dev.runtree.replay.live.Replaying.calls;
import static dev.runtree.replay.live.Replaying.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.agent.Agent;
import dev.runtree.agent.AgentOs;
import dev.runtree.agent.History;
import dev.runtree.agent.ModelServer;
import dev.runtree.agent.RunRequest;
import dev.runtree.agent.model.Models;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.tool.Tool;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.model.ConversationId;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Source;
import dev.runtree.pricing.Prices;
import dev.runtree.replay.CannotReplay;
import dev.runtree.replay.live.LiveTools;
import dev.runtree.replay.live.MissingCall.Decision;
import dev.runtree.replay.live.ToolSettings;
import dev.runtree.replay.many.AnswerChange;
import dev.runtree.replay.many.ManyLimits;
import dev.runtree.store.ConversationQueries;
import dev.runtree.store.RunQueries;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Conversations with a model server, replayed against it on a real database. */
class ConversationReplayTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final String session = UUID.randomUUID().toString();
    private final Cancellation cancellation = new Cancellation();
    private ModelServer server;
    private RunQueries queries;

    public static final class Flights {
        @Tool("Finds flights of a day")
        public String searchFlights(String date) {
            return "{\"price\":" + (date.endsWith("30") ? 179 : 506) + "}";
        }
    }

    @BeforeEach
    void talk() throws IOException {
        server = new ModelServer();
        queries = new RunQueries(db.database());
        server.calls("search_flights", "{\"date\":\"2026-12-03\"}", "search_flights", "{\"date\":\"2026-12-30\"}")
                .says("It costs 506 euros.")
                .says("Booked for 506 euros.")
                .says("You are welcome.");
        talk(session, History.DEFAULT, "To Lisbon", "Book it", "Thanks");
        server.requests.clear();
    }

    private void talk(String in, History history, String... questions) {
        var agent = Agent.builder("desk")
                .instructions("You find flights.")
                .model(server.model())
                .history(history)
                .tools(new Flights())
                .build();
        try (var os = AgentOs.builder().db(db.database()).build()) {
            for (var said : questions) {
                os.run(agent, RunRequest.of(said).user("ana").session(in))
                        .stored()
                        .join();
            }
        }
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private Conversation conversation(String of) {
        return Conversation.read(db.database(), of, read -> {});
    }

    private LiveTurns live(String of) {
        var settings = new ToolSettings(
                LiveTools.none(), false, true, (tool, arguments) -> false, call -> new Decision.Stop());
        return new LiveTurns(
                conversation(of),
                queries,
                "openai:tiny",
                new Models(Path.of(""), Map.of("OPENAI_BASE_URL", server.url())),
                Prices.none(),
                settings,
                ManyLimits.NONE,
                event -> {});
    }

    private List<TurnResult> make(ConversationReplay replay) {
        try (var recorder = Recorder.ofReplays(db.database(), Prices.none())) {
            return replay.make(recorder, result -> {}, cancellation);
        }
    }

    private List<Run> turns(String of) {
        return new ConversationQueries(db.database())
                .turns(ConversationId.session(of), null, 10)
                .fetch();
    }

    private static String role(JsonNode message) {
        return message.path("role").asText() + " "
                + (message.has("tool_calls")
                        ? message.path("tool_calls").findValue("arguments").asText()
                        : message.path("content").asText());
    }

    @Test
    void each_turn_is_shown_what_the_replay_answered_before_it() {
        calls(server, "search_flights", "{\"date\":\"2026-12-30\"}");
        says(server, "It costs 179 euros.");
        says(server, "Booked for 179 euros.");
        says(server, "You are welcome.");

        var way = live(session);
        assertThat(way.notes()).isEmpty();
        var replay = new ConversationReplay(way, queries);
        var results = make(replay);

        assertThat(results).extracting(TurnResult::problem).containsOnlyNulls();
        assertThat(results)
                .extracting(result -> ((TurnResult.Made) result).answer().kind())
                .containsExactly(AnswerChange.Kind.OTHER, AnswerChange.Kind.OTHER, AnswerChange.Kind.SAME);
        assertThat(results)
                .extracting(result -> ((TurnResult.Made) result).sameCalls())
                .containsExactly(false, true, true);
        assertThat(server.requests.getLast().path("messages"))
                .extracting(ConversationReplayTest::role)
                .containsExactly(
                        "system You find flights.",
                        "user To Lisbon",
                        "assistant {\"date\":\"2026-12-30\"}",
                        "tool {\"price\":179}",
                        "assistant It costs 179 euros.",
                        "user Book it",
                        "assistant Booked for 179 euros.",
                        "user Thanks");

        var originals = turns(session);
        var made = turns(replay.session());
        assertThat(made)
                .extracting(Run::replayOf)
                .containsExactlyElementsOf(originals.stream().map(Run::runId).toList());
        assertThat(made).extracting(Run::source).containsOnly(Source.REPLAY);
        assertThat(made).extracting(run -> run.actor().userId()).containsOnlyNulls();
        assertThat(originals).hasSize(3);

        // The conversation that came of it is one like any other.
        says(server, "A");
        says(server, "B");
        says(server, "C");
        server.requests.clear();
        var again = make(new ConversationReplay(live(replay.session()), queries));
        assertThat(again).extracting(TurnResult::problem).containsOnlyNulls();
        assertThat(server.requests.getLast().toString()).doesNotContain("179 euros");
    }

    @Test
    void a_turn_that_comes_to_no_answer_is_the_last_one() {
        says(server, "It costs 506 euros.");
        calls(server, "cancel_all", "{}");

        var replay = new ConversationReplay(live(session), queries);
        var results = make(replay);

        assertThat(results.get(1).problem()).startsWith("the model called cancel_all {}, which was never recorded");
        assertThat(results.get(2).problem()).isEqualTo("not begun: turn 2 came to no answer");
        assertThat(turns(replay.session())).extracting(Run::status).containsExactly(RunStatus.OK, RunStatus.ERROR);
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void what_a_turn_was_not_shown_is_told_before_any_is_begun() {
        server.says("It costs 506 euros.").says("Booked.").says("Bye.");
        talk("forgetful", new History(0, null), "To Lisbon", "Book it", "Thanks");
        assertThat(live("forgetful").notes())
                .containsExactly("Turn 2 was shown no answer of the turns before it, and is shown none again, and so"
                        + " with 1 more turn");
        server.says("It costs 506 euros.").says("Booked.").says("Bye.");
        talk("short", new History(1, null), "To Lisbon", "Book it", "Thanks");
        assertThat(live("short").notes())
                .containsExactly(
                        "Turn 3 was shown the answers of 1 of the 2 turns before it, and is shown no more" + " again");
    }

    @Test
    void from_the_record_every_turn_answers_the_same_and_nobody_is_asked() {
        var replay = new ConversationReplay(new RecordedTurns(conversation(session), queries), queries);
        var results = make(replay);

        assertThat(results)
                .extracting(result -> ((TurnResult.Made) result).answer().kind())
                .containsOnly(AnswerChange.Kind.SAME);
        assertThat(server.requests).isEmpty();
        var made = turns(replay.session());
        assertThat(made).hasSize(3).allSatisfy(run -> {
            assertThat(run.tree().total()).isNull();
            assertThat(run.actor().userId()).isNull();
        });
        assertThat(turns(session)).hasSize(3);
        assertThatThrownBy(() -> conversation("nobody"))
                .isInstanceOf(CannotReplay.class)
                .hasMessageStartingWith("No run belongs to a session \"nobody\".");
    }
}
