package dev.runtree.agent.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.agent.AgentFile;
import dev.runtree.agent.AgentOs;
import dev.runtree.agent.RunOutput;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Trace;
import dev.runtree.query.RunFilter;
import dev.runtree.store.ApprovalFilter;
import dev.runtree.store.ApprovalQueue;
import dev.runtree.store.Databases;
import dev.runtree.store.PausedRuns;
import dev.runtree.store.RunQueries;
import dev.runtree.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class DemoTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @Test
    void the_desk_makes_the_runs_of_its_story() {
        var lines = new ArrayList<String>();

        var outputs = Demo.run(Databases.of(db.database()), lines::add);

        assertThat(outputs).hasSize(20);
        assertThat(lines).hasSize(20);
        assertThat(new RunQueries(db.database())
                        .count(RunFilter.ALL, 100)
                        .fetch()
                        .runs())
                .as("six of them inside the team and the workflow")
                .isEqualTo(26);
        assertThat(outputs)
                .as("the concierge's model, the hotels' many steps, the guardrail")
                .filteredOn(RunOutput::failed)
                .hasSize(3);
        assertThat(outputs).extracting(RunOutput::userId).contains("ana", "ben", "chloé", "dmitri");
        assertThat(outputs)
                .extracting(RunOutput::sessionId)
                .doesNotContainNull()
                .hasSizeGreaterThan(8);
        assertThat(outputs).anyMatch(DemoTest::isWrongTrip);
        assertThat(outputs)
                .flatExtracting(RunOutput::toolCalls)
                .anyMatch(call -> call.result().length() > 150_000)
                .anyMatch(call -> "java.lang.IllegalStateException".equals(call.errorType()))
                .anyMatch(call -> "invalid_arguments".equals(call.errorType()));
        theTeamGetsItWrong(outputs);
        theWorkflowPaysBack(outputs);
        theGuardrailStops(outputs);
        whoeverHasTheFileGoesOnWithTheTripThatWaits(of(outputs, "travel-desk").getLast());
    }

    private static void whoeverHasTheFileGoesOnWithTheTripThatWaits(RunOutput paused) {
        var file = AgentFile.read(db.home().root().resolve("demo").resolve("travel-desk.yaml"), null);
        var waiting = new PausedRuns(db.database()).run(paused.runId()).fetch().orElseThrow();
        assertThat(waiting.definition()).isEqualTo(file.definition().file().toString());
        assertThat(waiting.definitionDigest()).isEqualTo(file.definition().digest());
        var queue = new ApprovalQueue(db.database());
        var asked = queue.list(ApprovalFilter.PENDING.ofRun(paused.runId()), 2, null)
                .fetch()
                .approvals()
                .getFirst();
        queue.approve(asked.id(), "bo", null, null);
        try (var os =
                AgentOs.builder().files(file).db(db.database()).takesUp(false).build()) {
            var output = Objects.requireNonNull(os.goOn(paused.runId(), null));
            assertThat(output.status()).isEqualTo(RunStatus.OK);
            assertThat(output.content()).contains("Booked: LIS to BER", "Your travel desk");
            assertThat(steps(output)).contains("tool.book_flight");
        }
    }

    private static void theTeamGetsItWrong(List<RunOutput> outputs) {
        var asked = of(outputs, "travel-desk").getFirst();
        assertThat(asked.status()).isEqualTo(RunStatus.OK);
        assertThat(asked.content()).contains("12 April 2027", "61 nights", "Your travel desk");
        assertThat(steps(asked))
                .contains(
                        "hook.pre.load_profile",
                        "delegate.flights",
                        "delegate.hotels",
                        "delegate.visa-check",
                        "agent.flights",
                        "tool.search_flights",
                        "hook.post.sign");

        var booked = of(outputs, "travel-desk").getLast();
        assertThat(booked.status()).isEqualTo(RunStatus.PAUSED);
        assertThat(steps(booked)).contains("approval.book_flight").doesNotContain("tool.book_flight");
        assertThat(new ApprovalQueue(db.database())
                        .list(ApprovalFilter.PENDING, 10, null)
                        .fetch()
                        .approvals())
                .singleElement()
                .satisfies(approval -> assertThat(approval.arguments()).contains("2027-04-12"));
    }

    private static void theWorkflowPaysBack(List<RunOutput> outputs) {
        var refund = of(outputs, "refund-flow").getFirst();
        assertThat(refund.error()).isNull();
        assertThat(refund.content()).contains("€242");
        assertThat(steps(refund)).contains("step.pay back", "retrieval.lucene", "tool.search_rules");
        assertThat(found(refund)).contains("A flight that the airline cancels is refunded in full");
    }

    private static void theGuardrailStops(List<RunOutput> outputs) {
        assertThat(of(outputs, "support")).extracting(RunOutput::failed).containsExactly(true, false);
        assertThat(steps(of(outputs, "support").getFirst()))
                .anyMatch(step -> step.startsWith("guardrail."))
                .noneMatch(step -> step.startsWith("llm."));
    }

    private static List<RunOutput> of(List<RunOutput> outputs, String component) {
        return outputs.stream()
                .filter(output -> output.componentId().equals(component))
                .toList();
    }

    private static Trace trace(RunOutput output) {
        return new RunQueries(db.database()).run(output.id()).fetch().orElseThrow();
    }

    private static List<String> steps(RunOutput output) {
        return trace(output).spans().stream().map(Span::spanName).toList();
    }

    private static String found(RunOutput output) {
        return trace(output).spans().stream()
                .filter(span -> span.kind() == SpanKind.RETRIEVAL)
                .map(span -> new RunQueries(db.database())
                        .payload(span.id())
                        .fetch()
                        .orElseThrow()
                        .payload()
                        .attributes())
                .findFirst()
                .orElseThrow();
    }

    private static boolean isWrongTrip(RunOutput output) {
        return output.status() == RunStatus.OK
                && output.content().contains("12 April 2027")
                && output.toolCalls().size() == 2
                && "DATE_IN_PAST".equals(output.toolCalls().getFirst().errorType());
    }
}
