package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.model.Approval;
import dev.runtree.model.ApprovalStatus;
import dev.runtree.model.RunStatus;
import dev.runtree.store.ApprovalQueue.Outcome;
import dev.runtree.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ApprovalQueueTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private ApprovalQueue queue;
    private PausedRuns runs;

    @BeforeEach
    void begin() {
        var dsl = DB.database().dsl();
        dsl.execute("ALTER TABLE runtree_audit DISABLE TRIGGER USER");
        dsl.execute("TRUNCATE agno_approvals, runtree_paused_runs, runtree_audit");
        dsl.execute("ALTER TABLE runtree_audit ENABLE TRIGGER USER");
        queue = new ApprovalQueue(DB.database());
        runs = new PausedRuns(DB.database());
    }

    @Test
    void whatWaitsIsToldAndCounted() {
        var run = WaitingRuns.run("ana");
        var asked = WaitingRuns.pause(runs, run, "book_flight", "book_hotel");
        WaitingRuns.pause(runs, WaitingRuns.run("bo"), "book_flight");

        var first = one(asked.getFirst().id());
        assertThat(first.status()).isEqualTo(ApprovalStatus.PENDING);
        assertThat(first.tool()).isEqualTo("book_flight");
        assertThat(first.arguments()).isEqualTo("{\"to\": \"Berlin\", \"price\": 1e2}");
        assertThat(first.actor().userId()).isEqualTo("ana");
        assertThat(first.actor().agentId()).isEqualTo("desk");
        assertThat(first.sourceName()).isEqualTo("Travel desk");
        assertThat(first.description()).isEqualTo("Books a flight");
        assertThat(first.schema()).isEqualTo("{\"type\":\"object\"}");
        assertThat(first.runStatus()).isEqualTo("paused");
        assertThat(queue.counts().fetch().pending()).isEqualTo(3);
        assertThat(queue.counts().fetch().oldest()).isEqualTo(first.askedAt());
        assertThat(tools(ApprovalFilter.PENDING.ofRun(run.runId())))
                .containsExactlyInAnyOrder("book_flight", "book_hotel");
        assertThat(tools(ApprovalFilter.PENDING.ofTool("book_flight").ofUser("bo")))
                .hasSize(1);
        assertThat(tools(ApprovalFilter.HISTORY)).isEmpty();
        assertThat(queue.named(first.id().substring(0, 12), 5).fetch())
                .extracting(Approval::id)
                .containsExactly(first.id());
    }

    @Test
    void pagesGoOnWhereTheLastEnded() {
        for (var i = 0; i < 7; i++) {
            WaitingRuns.pause(runs, WaitingRuns.run("ana"), "book_" + i);
        }
        var seen = new ArrayList<String>();
        Approval last = null;
        for (var more = true; more; ) {
            var page = queue.list(ApprovalFilter.PENDING, 3, last).fetch();
            page.approvals().forEach(approval -> seen.add(approval.tool()));
            more = page.more();
            last = page.approvals().getLast();
        }
        assertThat(seen).containsExactly("book_0", "book_1", "book_2", "book_3", "book_4", "book_5", "book_6");
        assertThat(queue.list(ApprovalFilter.ALL, 1, null).fetch().approvals())
                .extracting(Approval::tool)
                .containsExactly("book_6");
    }

    @Test
    void listsHaveTheBeginningsOfLongTextsAndSaySo() {
        var run = WaitingRuns.run("ana");
        var asked = WaitingRuns.asked(run, "book_flight", "{}", null);
        runs.pause(
                run,
                List.of(new PausedRun.Asked(
                        asked.id(),
                        asked.runId(),
                        asked.type(),
                        asked.sourceId(),
                        asked.sourceName(),
                        asked.tool(),
                        asked.arguments(),
                        "d".repeat(1_000_000),
                        "{\"description\":\"" + "s".repeat(1_000_000) + "\"}",
                        asked.askedAt(),
                        asked.deadline())));

        var listed = new ApprovalLists(DB.database())
                .waiting(false, 10, null).fetch().approvals().stream()
                        .filter(each -> each.id().equals(asked.id()))
                        .findFirst()
                        .orElseThrow();
        assertThat(listed.isWhole()).isFalse();
        assertThat(listed.description()).hasSize(Approval.TEXT_IN_LISTS);
        assertThat(listed.schema()).hasSize(Approval.TEXT_IN_LISTS);
        assertThat(one(asked.id()).isWhole()).isTrue();
        assertThat(one(asked.id()).description()).hasSize(1_000_000);
    }

    @Test
    void aDecisionIsKeptWholeAndInTheAudit() {
        var asked =
                WaitingRuns.pause(runs, WaitingRuns.run("ana"), "book_flight").getFirst();
        var outcome = queue.approve(asked.id(), " bo ", "{\"to\": \"Berlin\", \"price\": 9}", "Over the limit");
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Decided.class, decided -> {
            assertThat(decided.isRunReady()).isTrue();
            assertThat(decided.now().status()).isEqualTo(ApprovalStatus.APPROVED);
        });
        var now = one(asked.id());
        assertThat(Objects.requireNonNull(now.decision()).by()).isEqualTo("bo");
        assertThat(Objects.requireNonNull(now.decision()).reason()).isEqualTo("Over the limit");
        assertThat(Objects.requireNonNull(now.decision()).arguments()).isEqualTo("{\"to\": \"Berlin\", \"price\": 9}");
        assertThat(now.arguments()).as("as they were asked for").isEqualTo("{\"to\": \"Berlin\", \"price\": 1e2}");
        assertThat(audited(asked.id()))
                .contains("\"arguments\":{\"to\": \"Berlin\", \"price\": 1e2}", "\"edited\":", "Over the limit");
        assertThat(new Audit(DB.database()).verify(null).fetch()).isInstanceOf(Audit.Intact.class);
    }

    @Test
    void argumentsAreAnObjectAndADeciderHasAName() {
        var asked =
                WaitingRuns.pause(runs, WaitingRuns.run("ana"), "book_flight").getFirst();
        assertThatThrownBy(() -> queue.approve(asked.id(), "bo", "[1]", null)).hasMessageContaining("JSON object");
        assertThatThrownBy(() -> queue.approve(asked.id(), "bo", "{\"a\":1", null))
                .hasMessageContaining("not JSON");
        assertThatThrownBy(() -> queue.reject(asked.id(), "  ", null)).hasMessageContaining("must have a name");
        assertThat(one(asked.id()).isPending()).isTrue();
        assertThat(queue.reject("nobody", "bo", null)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void ofManyWhoDecideAtOnceOneWinsAndTheOthersAreToldWho() throws InterruptedException, ExecutionException {
        var asked =
                WaitingRuns.pause(runs, WaitingRuns.run("ana"), "book_flight").getFirst();
        var together = new CountDownLatch(1);
        var outcomes = new ArrayList<Outcome>();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = java.util.stream.IntStream.range(0, 8)
                    .mapToObj(i -> people.submit(() -> {
                        together.await(10, TimeUnit.SECONDS);
                        var who = new ApprovalQueue(DB.database());
                        return i % 2 == 0
                                ? who.approve(asked.id(), "p" + i, null, null)
                                : who.reject(asked.id(), "p" + i, "no");
                    }))
                    .toList();
            together.countDown();
            for (var each : all) {
                outcomes.add(each.get());
            }
        }
        var winner = Objects.requireNonNull(one(asked.id()).decision()).by();
        assertThat(outcomes).filteredOn(Outcome.Decided.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(Outcome.TooLate.class::isInstance)
                .hasSize(7)
                .allSatisfy(late -> assertThat(Objects.requireNonNull(
                                        ((Outcome.TooLate) late).now().decision())
                                .by())
                        .isEqualTo(winner));
        assertThat(DB.database()
                        .dsl()
                        .fetchValue("SELECT count(*)::int FROM runtree_audit WHERE subject = 'approval " + asked.id()
                                + "'"))
                .isEqualTo(1);
    }

    @Test
    void pastItsDeadlineItIsExpiredWhoeverLooksFirst() {
        var run = WaitingRuns.run("ana");
        var asked = WaitingRuns.asked(run, "book_flight", "{}", Duration.ofSeconds(-1));
        runs.pause(run, List.of(asked));
        assertThat(one(asked.id()).status()).isEqualTo(ApprovalStatus.EXPIRED);
        assertThat(queue.counts().fetch().pending()).isZero();
        assertThat(tools(ApprovalFilter.PENDING)).isEmpty();
        assertThat(tools(ApprovalFilter.HISTORY)).containsExactly("book_flight");
        assertThat(queue.approve(asked.id(), "bo", null, null))
                .isInstanceOfSatisfying(
                        Outcome.TooLate.class,
                        late -> assertThat(late.now().status()).isEqualTo(ApprovalStatus.EXPIRED));
        assertThat(stored(asked.id())).isEqualTo("expired");
        assertThat(queue.expire()).isZero();
        assertThat(runs.claim(WaitingRuns.DESK, 9, Set.of()))
                .singleElement()
                .satisfies(claimed -> assertThat(claimed.approvals())
                        .extracting(Approval::status)
                        .containsExactly(ApprovalStatus.EXPIRED));
        assertThat(new Audit(DB.database()).verify(null).fetch()).isInstanceOf(Audit.Intact.class);
    }

    @Test
    void aRunIsTakenUpOnceAllIsDecidedAndByOneProcess() {
        var run = WaitingRuns.run("ana");
        var asked = WaitingRuns.pause(runs, run, "book_flight", "book_hotel");
        queue.approve(asked.getFirst().id(), "bo", null, null);
        assertThat(runs.claim(WaitingRuns.DESK, 9, Set.of())).isEmpty();
        assertThat(queue.reject(asked.getLast().id(), "bo", "too dear"))
                .isInstanceOfSatisfying(
                        Outcome.Decided.class,
                        decided -> assertThat(decided.isRunReady()).isTrue());
        assertThat(runs.claim(List.of(new PausedRuns.Runner("another", null)), 9, Set.of()))
                .isEmpty();
        assertThat(runs.claim(List.of(new PausedRuns.Runner("desk", "of a file")), 9, Set.of()))
                .isEmpty();
        var claimed = runs.claim(WaitingRuns.DESK, 9, Set.of());
        assertThat(claimed).singleElement().satisfies(each -> {
            assertThat(each.run()).isEqualTo(run);
            assertThat(each.begun()).isEmpty();
            assertThat(each.approvals()).hasSize(2);
        });
        assertThat(new PausedRuns(DB.database()).claim(run.runId())).isNull();
        assertThat(one(asked.getFirst().id()).runStatus()).isEqualTo("running");
        var claim = claimed.getFirst().claim();
        assertThat(runs.renew(List.of(claim))).isEmpty();
        assertThat(runs.finish(claim, RunStatus.OK)).isTrue();
        assertThat(runs.finish(claim, RunStatus.OK)).as("once").isFalse();
        assertThat(one(asked.getFirst().id()).runStatus()).isEqualTo("ok");
        assertThat(runs.waiting(List.of("desk")).fetch()).isZero();
    }

    @Test
    void anotherTakesUpWhatADeadProcessHeldAndKnowsWhatWasBegun() {
        var run = WaitingRuns.run("ana");
        var asked = WaitingRuns.pause(runs, run, "book_flight").getFirst();
        queue.approve(asked.id(), "bo", null, null);
        var first = Objects.requireNonNull(runs.claim(run.runId())).claim();
        assertThat(runs.begin(PausedRun.Claim.of(run.runId()), asked.id()))
                .as("it is not its own")
                .isFalse();
        assertThat(runs.begin(first, asked.id())).isTrue();
        letLeaseEnd(run);

        var taken = Objects.requireNonNull(runs.claim(run.runId()));
        assertThat(taken.begun()).isEqualTo(Set.of(asked.id()));
        assertThat(taken.claims()).isEqualTo(2);
        assertThat(runs.begin(taken.claim(), asked.id())).as("once is all").isFalse();
        assertThat(runs.begin(first, asked.id()))
                .as("in the same process, too, only the newest claim holds")
                .isFalse();
        assertThat(runs.renew(List.of(first, taken.claim()))).containsExactly(first);
        assertThat(runs.finish(first, RunStatus.OK)).isFalse();
        assertThat(runs.pause(first, true, run, List.of())).isFalse();
        assertThatThrownBy(() -> WaitingRuns.pause(runs, run, "book_hotel")).hasMessageContaining("another process");
        assertThat(runs.finish(taken.claim(), RunStatus.OK)).isTrue();
    }

    @Test
    void aProcessWhoseClaimLapsedDoesNotTakeItsOwnRunUpTwice() {
        var run = WaitingRuns.run("ana");
        var asked = WaitingRuns.pause(runs, run, "book_flight").getFirst();
        queue.approve(asked.id(), "bo", null, null);
        var claim = Objects.requireNonNull(runs.claim(run.runId())).claim();
        letLeaseEnd(run);
        assertThat(runs.claim(WaitingRuns.DESK, 9, Set.of(run.runId()))).isEmpty();
        assertThat(runs.claim(run.runId(), Set.of(run.runId()))).isNull();
        assertThat(runs.renew(List.of(claim))).as("it is its own still").isEmpty();
        letLeaseEnd(run);
        assertThat(runs.claim(run.runId(), Set.of()))
                .as("it goes on with it no more")
                .isNotNull();
    }

    @Test
    void aRunMayPauseAgain() {
        var run = WaitingRuns.run("ana");
        var first = WaitingRuns.pause(runs, run, "book_flight").getFirst();
        queue.approve(first.id(), "bo", null, null);
        var claim = Objects.requireNonNull(runs.claim(run.runId())).claim();
        runs.begin(claim, first.id());
        var second = WaitingRuns.asked(run, "book_hotel", "{}", null);
        assertThat(runs.pause(claim, true, run, List.of(second))).isTrue();
        assertThat(runs.renew(List.of(claim))).as("it is nobody's").containsExactly(claim);
        assertThat(runs.begin(claim, second.id())).isFalse();
        assertThat(runs.claim(run.runId())).isNull();
        queue.approve(second.id(), "bo", null, null);
        assertThat(new PausedRuns(DB.database()).claim(run.runId())).satisfies(claimed -> {
            assertThat(claimed.begun()).isEmpty();
            assertThat(claimed.claims()).isEqualTo(1);
        });
    }

    @Test
    void whatWaitsForALostRunIsSwept() {
        var run = WaitingRuns.run("ana");
        var asked = WaitingRuns.asked(run, "book_flight", "{}", null);
        runs.announce(PausedRun.Claim.of(run.runId()), false, run, List.of(asked));
        assertThat(runs.sweep()).as("its process is alive").isZero();
        assertThat(one(asked.id()).isPending()).isTrue();
        letLeaseEnd(run);
        assertThat(new PausedRuns(DB.database()).sweep()).isEqualTo(1);
        assertThat(one(asked.id()).status()).isEqualTo(ApprovalStatus.CANCELLED);
        assertThat(one(asked.id()).runStatus()).isEqualTo("error");
        assertThat(queue.approve(asked.id(), "bo", null, null)).isInstanceOf(Outcome.TooLate.class);
    }

    @Test
    void whatWasDecidedWhileTheRunStillWentOnIsReadyOnceItIsStored() {
        var run = WaitingRuns.run("ana");
        var asked = WaitingRuns.asked(run, "book_flight", "{}", null);
        var claim = PausedRun.Claim.of(run.runId());
        runs.announce(claim, false, run, List.of(asked));
        assertThat(one(asked.id()).runStatus()).isEqualTo("running");
        assertThat(queue.approve(asked.id(), "bo", null, null))
                .isInstanceOfSatisfying(
                        Outcome.Decided.class,
                        decided -> assertThat(decided.isRunReady()).isFalse());
        assertThat(runs.pause(claim, true, run, List.of(asked))).isTrue();
        assertThat(runs.claim(run.runId()))
                .satisfies(claimed -> assertThat(claimed.approvals())
                        .extracting(Approval::status)
                        .containsExactly(ApprovalStatus.APPROVED));
    }

    @Test
    void whatTheStepAskedThatHasEndedMeanwhileIsCancelledWhenTheRunPauses() {
        var run = WaitingRuns.run("ana");
        var wanted = WaitingRuns.asked(run, "book_flight", "{}", null);
        var given = WaitingRuns.asked(run, "book_hotel", "{}", null);
        var claim = PausedRun.Claim.of(run.runId());
        runs.announce(claim, false, run, List.of(wanted, given));
        assertThat(runs.pause(claim, true, run, List.of(wanted))).isTrue();
        assertThat(one(wanted.id()).isPending()).isTrue();
        assertThat(one(given.id()).status()).isEqualTo(ApprovalStatus.CANCELLED);
    }

    @Test
    void nothingStaysPendingOfARunThatEndedOrWasCancelled() {
        var run = WaitingRuns.run("ana");
        var asked = WaitingRuns.pause(runs, run, "book_flight", "book_hotel");
        queue.approve(asked.getFirst().id(), "bo", null, null);
        assertThat(queue.cancel(run.runId(), "cy", "no longer wanted")).isEqualTo(1);
        assertThat(one(asked.getLast().id()).status()).isEqualTo(ApprovalStatus.CANCELLED);
        assertThat(Objects.requireNonNull(one(asked.getLast().id()).decision()).reason())
                .isEqualTo("no longer wanted");
        assertThat(queue.counts().fetch().pending()).isZero();
        var claim =
                Objects.requireNonNull(runs.claim(run.runId()), "to be ended").claim();
        runs.finish(claim, RunStatus.CANCELLED);
        assertThat(one(asked.getFirst().id()).runStatus()).isEqualTo("cancelled");
    }

    @Test
    void aThousandWaitAsRows() {
        for (var i = 0; i < 1_000; i++) {
            WaitingRuns.pause(runs, WaitingRuns.run("ana"), "book_flight");
        }
        assertThat(DB.database().dsl().fetchValue("SELECT count(*)::int FROM agno_approvals WHERE status='pending'"))
                .isEqualTo(1_000);
        assertThat(queue.list(ApprovalFilter.PENDING, 100, null).fetch().more()).isTrue();
        assertThat(runs.waiting(List.of("desk")).fetch()).isEqualTo(1_000);
    }

    private static void letLeaseEnd(PausedRun run) {
        DB.database()
                .dsl()
                .execute(
                        "UPDATE runtree_paused_runs SET held_until = now() - interval '1 second' WHERE run_id = ?",
                        run.runId());
    }

    private Approval one(String id) {
        return queue.approval(id).fetch().orElseThrow();
    }

    private List<String> tools(ApprovalFilter filter) {
        return queue.list(filter, 100, null).fetch().approvals().stream()
                .map(Approval::tool)
                .toList();
    }

    private static String stored(String id) {
        return String.valueOf(DB.database().dsl().fetchValue("SELECT status FROM agno_approvals WHERE id = ?", id));
    }

    private static String audited(String id) {
        return String.valueOf(DB.database()
                .dsl()
                .fetchValue("SELECT details::text FROM runtree_audit WHERE subject = ?", "approval " + id));
    }
}
