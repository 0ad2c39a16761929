package dev.runtree.replay.live;

import static dev.runtree.replay.live.Replaying.assertAnswered;
import static dev.runtree.replay.live.Replaying.names;
import static dev.runtree.replay.live.Replaying.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.agent.Agent;
import dev.runtree.agent.ModelServer;
import dev.runtree.agent.Team;
import dev.runtree.agent.Workflow;
import dev.runtree.model.RunType;
import dev.runtree.model.Span;
import dev.runtree.model.Trace;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A fork in a member's run: its answer goes to the leader, whose loop goes on. */
class ForkInATeamTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private ModelServer server;
    private Replaying replaying;

    @BeforeEach
    void open() throws IOException {
        server = new ModelServer();
        replaying = new Replaying(db.database());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void theLeaderIsToldTheMembersNewAnswer() {
        var member = Agent.builder("flights").model(server.model()).build();
        var team = Team.ledBy(Agent.builder("desk").model(server.model()).build())
                .member(member, "finds flights")
                .build();
        server.calls("delegate_task", "{\"member\":\"flights\",\"task\":\"fly to Berlin\"}")
                .says("506 euros")
                .says("It costs 506 euros.");
        var original = replaying.run(team, "To Berlin");
        server.requests.clear();
        says(server, "179 euros");
        says(server, "It costs 179 euros.");

        var outcome = replaying.replay(original, replaying.fork(original, membersCall(original), null), server);

        assertAnswered(outcome, "It costs 179 euros.");
        assertThat(server.requests.getFirst().path("messages").toString()).contains("fly to Berlin");
        assertThat(server.requests.get(1).path("messages").toString())
                .contains("179 euros")
                .doesNotContain("506");
        var trace = replaying.stored(outcome);
        assertThat(names(trace))
                .containsExactly(
                        "team.desk",
                        "recorded.llm.tiny-2026",
                        "delegate.flights",
                        "agent.flights",
                        "llm.tiny-2026",
                        "llm.tiny-2026");
        assertThat(trace.run().type()).isEqualTo(RunType.TEAM);
        assertThat(trace.run().own().input()).isEqualTo(21);
        assertThat(trace.run().tree().input()).isEqualTo(42);
        assertThat(trace.runs()).hasSize(2);
    }

    @Test
    void howAWorkflowGoesOnIsNotInTheRecord() {
        var member = Agent.builder("flights").model(server.model()).build();
        server.says("506 euros");
        var original = replaying.run(Workflow.of("trip", steps -> steps.run("find", member)), "To Berlin");
        var step = membersCall(original);
        assertThatThrownBy(() -> replaying.fork(original, step, null))
                .isInstanceOf(CannotFork.class)
                .hasMessageContaining("is in its code, not in the record. Fork that run by itself: runtree replay ")
                .hasMessageEndingWith("--from " + step);
        assertThatThrownBy(() -> replaying.fork(original, null, null))
                .hasMessageContaining("The run itself asks no model; a run beneath it does: runtree replay ");
    }

    private static String membersCall(Trace trace) {
        var agent = trace.spans().stream()
                .filter(span -> span.spanName().equals("agent.flights"))
                .findFirst()
                .orElseThrow();
        return trace.spans().stream()
                .filter(span -> agent.id().spanId().equals(span.parentSpanId()))
                .map(Span::id)
                .findFirst()
                .orElseThrow()
                .spanId();
    }
}
