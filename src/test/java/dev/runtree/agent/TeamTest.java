package dev.runtree.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.agent.guardrail.PersonalData;
import dev.runtree.agent.model.Models;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.RunType;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Trace;
import dev.runtree.store.RunQueries;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Teams, by what they answer and by the tree that is stored of them. */
final class TeamTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String LEADER = """
            model: lead-1
            answers:
              - when: {user: trip, step: 1}
                call:
                  - {id: c1, tool: delegate_task, arguments: {member: flights, task: "fly to Berlin"}}
                  - {id: c2, tool: delegate_task, arguments: {member: hotels, task: "sleep in Berlin"}}
                usage: {input: 100, output: 20}
              - when: {user: trip}
                text: "Both are found: ${result}"
                usage: {input: 200, output: 10}
              - when: {user: refund, step: 1}
                call: [{tool: delegate_task, arguments: {member: flights, task: "broken"}}]
              - when: {user: refund}
                text: "I am sorry: ${result}"
              - when: {user: nobody, step: 1}
                call: [{tool: delegate_task, arguments: {member: trains, task: "x"}}]
              - when: {user: nobody}
                text: "${result}"
              - when: {user: route, step: 1}
                call: [{tool: delegate_task, arguments: {member: hotels}}]
              - text: "unexpected"
            """;

    private static final String MEMBER = """
            model: member-1
            answers:
              - when: {user: broken}
                error: {status: 503, message: overloaded}
              - text: "done: ${user}"
                usage: {input: 30, output: 5}
            """;

    @TempDir
    static Path folder;

    private Agent leader;
    private Agent flights;
    private Agent hotels;
    private AgentOs agentOs;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("lead.yaml"), LEADER);
        Files.writeString(folder.resolve("member.yaml"), MEMBER);
        var models = new Models(folder, Map.of());
        leader = Agent.builder("travel-desk")
                .name("Travel desk")
                .instructions("Be kind.")
                .model(models.open("scripted:lead.yaml"))
                .build();
        var member = models.open("scripted:member.yaml");
        flights = Agent.builder("flights").model(member).build();
        hotels = Agent.builder("hotels").model(member).build();
        agentOs = AgentOs.builder().db(db.database()).build();
    }

    @AfterEach
    void close() {
        agentOs.close();
    }

    @Test
    void a_leader_delegates_and_the_members_runs_lie_beneath_their_delegations() {
        var team = Team.ledBy(leader)
                .member(flights, "finds flights")
                .member(hotels, "finds rooms")
                .build();

        var output = run(team, "a trip");

        assertThat(output.status()).isEqualTo(RunStatus.OK);
        assertThat(output.content()).isEqualTo("Both are found: done: sleep in Berlin");
        var trace = stored(output);
        assertThat(trace.run().type()).isEqualTo(RunType.TEAM);
        assertThat(trace.run().actor().teamId()).isEqualTo("travel-desk");
        assertThat(names(trace))
                .containsExactlyInAnyOrder(
                        "team.Travel desk",
                        "llm.lead-1",
                        "delegate.flights",
                        "agent.flights",
                        "llm.member-1",
                        "delegate.hotels",
                        "agent.hotels",
                        "llm.member-1",
                        "llm.lead-1");
        assertThat(trace.runs())
                .filteredOn(run -> run.type() == RunType.AGENT)
                .hasSize(2)
                .allSatisfy(run -> {
                    assertThat(run.parentRunId()).isEqualTo(output.runId());
                    assertThat(run.actor().sessionId()).isEqualTo("s-1");
                    assertThat(run.actor().userId()).isEqualTo("ana");
                });
        var delegation = only(trace, "delegate.flights");
        assertThat(delegation.kind()).isEqualTo(SpanKind.DELEGATION);
        var said =
                new RunQueries(db.database()).payload(delegation.id()).fetch().orElseThrow();
        assertThat(said.payload().attributes())
                .contains("\"runtree.delegation.member\"", "\"coordinate\"", "fly to Berlin", "done: fly to Berlin");
    }

    @Test
    void tokens_of_members_are_their_own_and_the_team_s_tree_holds_all() {
        var team = Team.ledBy(leader).members(flights, hotels).build();

        Run run = stored(run(team, "a trip")).run();

        assertThat(run.own().total()).isEqualTo(330);
        assertThat(run.tree().total()).isEqualTo(400);
    }

    @Test
    void the_leader_is_told_who_is_there_and_what_for() {
        var team = Team.ledBy(leader).member(flights, "finds flights").build();

        assertThat(team.briefing()).contains("Members:\n- flights: finds flights");
    }

    @Test
    void a_routed_request_is_answered_by_the_member_and_the_leader_is_not_asked_again() {
        var team =
                Team.ledBy(leader).mode(TeamMode.ROUTE).members(flights, hotels).build();

        var output = run(team, "route this");

        assertThat(output.content()).isEqualTo("done: route this");
        assertThat(names(stored(output)))
                .containsExactly("team.Travel desk", "llm.lead-1", "delegate.hotels", "agent.hotels", "llm.member-1");
    }

    @Test
    void what_a_member_answers_for_its_team_is_shown_only_as_the_teams_guardrails_left_it() {
        var careful = Agent.builder("desk")
                .model(leader.model())
                .postGuardrails(PersonalData.masked())
                .build();
        var team = Team.ledBy(careful)
                .mode(TeamMode.ROUTE)
                .members(flights, hotels)
                .build();
        var told = new ArrayList<String>();

        var output = agentOs.run(team, RunRequest.of("route to ana@example.com"), event -> {
            if (event instanceof AgentEvent.TextDelta delta) {
                told.add(delta.text());
            }
        });

        assertThat(output.content()).isEqualTo("done: route to <email 1>");
        assertThat(told).containsExactly("done: route to <email 1>");
    }

    @Test
    void members_are_shown_the_request_as_the_teams_guardrails_left_it() {
        var careful = Agent.builder("careful")
                .model(leader.model())
                .preGuardrails(dev.runtree.agent.guardrail.PersonalData.masked())
                .build();
        var routed = Team.ledBy(careful).mode(TeamMode.ROUTE).members(hotels).build();
        var together =
                Team.ledBy(careful).mode(TeamMode.COLLABORATE).members(flights).build();

        assertThat(run(routed, "route bo@example.org").content()).isEqualTo("done: route <email 1>");
        assertThat(run(together, "trip of bo@example.org").content())
                .isEqualTo("Both are found: done: trip of <email 1>");
    }

    @Test
    void all_members_collaborate_before_the_leader_is_asked() {
        var team = Team.ledBy(leader)
                .mode(TeamMode.COLLABORATE)
                .members(flights, hotels)
                .build();

        var output = run(team, "trip");

        assertThat(output.content()).startsWith("Both are found: done: trip");
        var trace = stored(output);
        var names = names(trace);
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "team.Travel desk",
                        "delegate.flights",
                        "agent.flights",
                        "llm.member-1",
                        "delegate.hotels",
                        "agent.hotels",
                        "llm.member-1",
                        "llm.lead-1");
        assertThat(names.getLast()).isEqualTo("llm.lead-1");
    }

    @Test
    void a_member_that_fails_is_told_to_the_leader() {
        var team = Team.ledBy(leader).members(flights, hotels).build();

        var output = run(team, "refund");

        assertThat(output.status()).isEqualTo(RunStatus.OK);
        assertThat(output.content())
                .startsWith("I am sorry: the member flights failed: ")
                .contains("overloaded");
        var trace = stored(output);
        assertThat(trace.run().errorCount())
                .as("the member's model is asked three times")
                .isEqualTo(3);
        assertThat(only(trace, "agent.flights").status().word()).isEqualTo("error");
    }

    @Test
    void a_member_that_is_not_there_is_told_to_the_leader() {
        var team = Team.ledBy(leader).members(flights, hotels).build();

        assertThat(run(team, "nobody").content())
                .contains("trains")
                .contains("flights")
                .contains("hotels");
    }

    @Test
    void teams_lie_in_teams() {
        var inner = Team.ledBy(leader).members(flights, hotels).build();
        var outer = Team.ledBy(Agent.builder("office").model(leader.model()).build())
                .mode(TeamMode.COLLABORATE)
                .member(inner, null)
                .build();

        var trace = stored(run(outer, "trip"));

        assertThat(names(trace))
                .containsSubsequence(
                        "team.office", "delegate.travel-desk", "team.Travel desk", "delegate.flights", "agent.flights");
        var below =
                trace.runs().stream().filter(run -> run.type() == RunType.TEAM).toList();
        assertThat(below).hasSize(2);
    }

    @Test
    void events_say_whose_they_are() {
        var team = Team.ledBy(leader).members(flights, hotels).build();
        List<AgentEvent> events = Collections.synchronizedList(new ArrayList<>());

        agentOs.run(team, RunRequest.of("a trip"), events::add).stored().join();

        assertThat(events)
                .filteredOn(AgentEvent.TextDelta.class::isInstance)
                .extracting(event -> event.run().componentId())
                .contains("flights", "hotels", "travel-desk");
        assertThat(events.getLast())
                .isInstanceOfSatisfying(
                        AgentEvent.Ended.class,
                        end -> assertThat(end.run().componentId()).isEqualTo("travel-desk"));
    }

    @Test
    void a_team_needs_members_each_once_and_no_workflows() {
        assertThatThrownBy(() -> Team.ledBy(leader).build()).hasMessage("the team travel-desk has no members");
        assertThatThrownBy(() -> Team.ledBy(leader).members(flights, flights))
                .hasMessage("the team travel-desk has two of the id \"flights\"");
        assertThatThrownBy(() ->
                        Team.ledBy(leader).members(Workflow.of("w", steps -> steps.call("a", StepInput::previous))))
                .hasMessage("the workflow \"w\" cannot be a member of a team");
    }

    private RunOutput run(Team team, String message) {
        return agentOs.run(team, RunRequest.of(message).user("ana").session("s-1"));
    }

    private static Trace stored(RunOutput output) {
        output.stored().join();
        return new RunQueries(db.database()).run(output.id()).fetch().orElseThrow();
    }

    private static List<String> names(Trace trace) {
        return trace.spans().stream().map(Span::spanName).toList();
    }

    private static Span only(Trace trace, String name) {
        return trace.spans().stream()
                .filter(span -> span.spanName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
