package dev.runtree.ui.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.agent.demo.Demo;
import dev.runtree.model.Approval;
import dev.runtree.model.ApprovalStatus;
import dev.runtree.model.RunStatus;
import dev.runtree.model.RunType;
import dev.runtree.model.SpanId;
import dev.runtree.store.ApprovalFilter;
import dev.runtree.store.ApprovalQueue;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.store.ParkedHook;
import dev.runtree.store.ParkedHooks;
import dev.runtree.store.PausedRun;
import dev.runtree.store.PausedRuns;
import dev.runtree.store.RunQueries;
import dev.runtree.store.TestServer;
import dev.runtree.testing.FxWindow;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.shell.Inlets;
import dev.runtree.ui.shell.View;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The view of approvals in the program's window, on a real database. */
@Tag("fx")
class ApprovalsViewTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private FxWindow window;
    private ApprovalQueue queue;

    @BeforeEach
    void open() {
        sql("ALTER TABLE runtree_audit DISABLE TRIGGER USER");
        sql("TRUNCATE agno_approvals, runtree_paused_runs, runtree_audit, runtree_parked_hooks");
        sql("ALTER TABLE runtree_audit ENABLE TRIGGER USER");
        queue = new ApprovalQueue(db.database());
        window = new FxWindow(db.home(), Inlets.NONE, 1440, 900);
        window.open(db.target());
    }

    @AfterEach
    void close() {
        window.close();
    }

    private String ask(String user, String tool, String arguments, @Nullable Duration patience) {
        return ask(db.database(), user, tool, arguments, patience);
    }

    private static String ask(Database in, String user, String tool, String arguments, @Nullable Duration patience) {
        var run = UUID.randomUUID().toString().replace("-", "") + "-00000000000000a1";
        var now = Instant.now();
        var id = PausedRuns.newId();
        new PausedRuns(in)
                .pause(
                        new PausedRun(run, RunType.AGENT, "desk", "Travel desk", user, "s-1", null, null, "{}"),
                        List.of(new PausedRun.Asked(
                                id,
                                run,
                                RunType.AGENT,
                                "desk",
                                "Travel desk",
                                tool,
                                arguments,
                                "Does it",
                                "{\"type\":\"object\",\"properties\":{\"to\":{\"type\":\"string\"}}}",
                                now,
                                patience == null ? null : now.plus(patience))));
        return id;
    }

    private static void sql(String statement) {
        var target = db.target();
        try (var connection = DriverManager.getConnection(target.url(), target.user(), target.password())) {
            connection.createStatement().execute(statement);
        } catch (SQLException e) {
            throw new AssertionError(statement, e);
        }
    }

    private Approval now(String id) {
        return queue.approval(id).fetch().orElseThrow();
    }

    private void show() {
        window.run(() -> window.main().show(View.APPROVALS));
    }

    @SuppressWarnings("unchecked")
    private ListView<Approval> list(int number) {
        return (ListView<Approval>) window.scene().getRoot().lookupAll(".approvals .approval-body .list-view").stream()
                .skip(number)
                .findFirst()
                .orElseThrow();
    }

    private void key(String selector, KeyCode code, boolean shortcut) {
        window.run(() -> window.find(selector)
                .fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, shortcut, false, false)));
    }

    private void turn(String words) {
        window.ask(() -> {
            window.scene().getRoot().lookupAll(".approval-lists .toggle-button").stream()
                    .map(node -> (ToggleButton) node)
                    .filter(button -> button.getText().startsWith(words))
                    .findFirst()
                    .orElseThrow()
                    .fire();
            return true;
        });
    }

    private String rail() {
        return window.ask(() -> {
            var badge = window.find("#approvalsButton .rail-badge");
            return badge.isVisible() ? ((javafx.scene.control.Label) badge).getText() : "";
        });
    }

    @Test
    void whatWaitsIsDecidedByKeysAndTheRailCountsIt() {
        assertThat(rail()).isEmpty();
        var first = ask("ana", "book_flight", "{\"to\": \"Berlin\", \"price\": 1e2}", null);
        ask("ben", "refund", "{\"amount\": 42}", Duration.ofMinutes(8));
        window.await("the badge", there -> rail().equals("2"));
        show();
        window.await("the card", there -> there.shows("Approve book_flight?"));
        assertThat(window.texts(".approval-body")).contains("Travel desk for ana in s-1", "lapses in");

        key(".approvals .approval-body .list-view", KeyCode.E, false);
        window.ask(() -> {
            ((TextInputControl) window.find(".argument-input")).setText("12");
            return true;
        });
        key(".argument-input", KeyCode.ENTER, true);
        window.await("the tool's word", there -> there.shows("book_flight does not take these arguments"));
        assertThat(now(first).isPending()).isTrue();

        window.ask(() -> {
            ((TextInputControl) window.find(".argument-input")).setText("\"Rome\"");
            return true;
        });
        key(".argument-input", KeyCode.ENTER, true);
        window.await("the decision", there -> there.shows("approved with edits by " + Decisions.decider()));
        window.await("the badge", there -> rail().equals("1"));

        assertThat(Objects.requireNonNull(now(first).decision()).arguments())
                .isEqualTo("{\"to\": \"Rome\", \"price\": 1e2}");
        assertThat(window.texts(".approval-body")).doesNotContain("book_flight").contains("refund");
        key(".approvals .approval-body .list-view", KeyCode.J, false);
        window.await("the next", there -> there.shows("Approve refund?"));
    }

    @Test
    void aRunOfAFileThatIsNotOpenGoesOnHereOnceItIsApproved() {
        var paused = Demo.run(Databases.of(db.database()), line -> {}).stream()
                .filter(run -> run.status() == RunStatus.PAUSED)
                .findFirst()
                .orElseThrow();
        show();
        window.await("the card", there -> there.shows("Approve book_flight?"));
        key(".approvals .approval-body .list-view", KeyCode.ENTER, true);
        window.await("the decision", there -> there.shows("approved by " + Decisions.decider()));
        window.await(
                "the run's end",
                there -> new RunQueries(db.database())
                        .run(paused.id())
                        .fetch()
                        .filter(trace -> trace.run().status() == RunStatus.OK)
                        .isPresent());
    }

    @Test
    void besideADatabaseOfTracesThePrimaryOneHasWhatWaits() {
        var beside = TestServer.get().emptyDatabase();
        try (var primary = Database.openPrimary(beside, db.home())) {
            ask("ana", "not_looked_for", "{}", null);
            window.close();
            window = new FxWindow(db.home(), Inlets.NONE, 1440, 900);
            window.run(() -> window.main().pair(db.target(), beside));
            window.open(db.target());
            assertThat(rail()).isEmpty();

            var id = ask(primary, "ben", "refund", "{\"amount\": 42}", null);
            window.await("the badge", there -> rail().equals("1"));
            show();
            window.await("the card", there -> there.shows("Approve refund?"));
            assertThat(window.texts()).doesNotContain("not_looked_for");
            key(".approvals .approval-body .list-view", KeyCode.ENTER, true);
            window.await("the decision", there -> there.shows("approved by " + Decisions.decider()));
            assertThat(new ApprovalQueue(primary)
                            .approval(id)
                            .fetch()
                            .orElseThrow()
                            .isPending())
                    .isFalse();
            window.close();
            window = new FxWindow(db.home(), Inlets.NONE, 400, 300);
        } finally {
            TestServer.get().drop(beside);
        }
    }

    @Test
    void whoCameFirstIsTold() {
        var id = ask("ana", "book_flight", "{\"to\": \"Berlin\"}", null);
        show();
        window.await("the card", there -> there.shows("Approve book_flight?"));
        key(".approvals .approval-body .list-view", KeyCode.R, false);
        window.run(() -> {
            ((TextArea) window.find(".approval-reason .text-area")).setText("Not now");
            queue.approve(id, "rui", null, null);
        });
        key(".approval-card", KeyCode.ENTER, true);

        window.await("who was first", there -> there.shows("approved by rui"));
        assertThat(now(id).status()).isEqualTo(ApprovalStatus.APPROVED);
    }

    @Test
    void severalAreRejectedTogetherAfterOneQuestion() {
        for (var i = 0; i < 3; i++) {
            ask("ana", "book_" + i, "{}", null);
        }
        show();
        window.await("the queue", there -> there.texts(".approval-body").contains("book_2"));
        window.run(() -> list(0).getSelectionModel().selectAll());
        window.await("the batch", there -> there.shows("3 selected"));
        window.press(".approval-batch", "Reject 3…");
        assertThat(queue.counts().fetch().pending()).isEqualTo(3);
        window.run(() -> ((TextArea) window.find(".approval-batch .text-area")).setText("Closed today"));
        window.press(".approval-batch", "Reject 3");
        window.await("all decided", there -> there.shows("3 of 3 decided."));

        assertThat(queue.list(ApprovalFilter.HISTORY, 10, null).fetch().approvals())
                .hasSize(3)
                .allMatch(each -> each.status() == ApprovalStatus.REJECTED
                        && "Closed today"
                                .equals(Objects.requireNonNull(each.decision()).reason()));
        window.await("an empty queue", there -> there.texts(".approval-body").contains("Nothing waits for a decision"));
        assertThat(rail()).isEmpty();
    }

    @Test
    void whatLapsesLeavesTheQueueByItself() {
        ask("ana", "book_flight", "{}", Duration.ofHours(1));
        show();
        window.await("the badge", there -> rail().equals("1"));
        // Only now, so that a window that was slow to open cannot have missed it.
        sql("UPDATE agno_approvals SET expires_at = now() + interval '700 ms'");
        queue.reject(ask("ben", "refund", "{}", null), "bo", null);
        window.await("nothing", there -> rail().isEmpty());
    }

    @Test
    void aDecisionThatCannotBeWrittenIsNotSilentlyLost() {
        var id = ask("ana", "book_flight", "{\"to\": \"Berlin\"}", null);
        show();
        window.await("the card", there -> there.shows("Approve book_flight?"));
        sql("REVOKE UPDATE ON agno_approvals FROM CURRENT_USER");
        try {
            key(".approvals .approval-body .list-view", KeyCode.ENTER, true);
            window.await("why", there -> there.shows("Not decided: "));
        } finally {
            sql("GRANT UPDATE ON agno_approvals TO CURRENT_USER");
        }
        assertThat(now(id).isPending()).isTrue();
        key(".approvals .approval-body .list-view", KeyCode.ENTER, true);
        window.await("the decision", there -> there.shows("approved by " + Decisions.decider()));
    }

    @Test
    void theHistoryIsReadInPagesAndFiltered() {
        sql("INSERT INTO agno_approvals (id, run_id, status, source_type, tool_name, tool_args, user_id,"
                + " created_at, resolved_at, resolved_by, resolution_data) SELECT 'h-' || g, 'run-' || g,"
                + " CASE WHEN g % 3 = 0 THEN 'rejected' ELSE 'approved' END, 'agent', 'tool_' || g % 2,"
                + " ('{\"n\": ' || g || '}')::json, 'ana', now() - g * interval '1 minute', now(), 'bo',"
                + " CASE WHEN g % 3 = 0 THEN '{\"reason\": \"no ' || g || '\"}' END::json"
                + " FROM generate_series(1, 1200) g");
        show();
        turn("History");
        window.await("the first page", there -> list(1).getItems().size() == ApprovalFeed.PAGE);
        window.await("all of it", there -> {
            there.run(() -> list(1).scrollTo(list(1).getItems().size() - 1));
            return there.ask(() -> list(1).getItems().size()) == 1_200;
        });
        assertThat(list(1).getItems()).extracting(Approval::id).doesNotHaveDuplicates();

        window.run(() -> ((TextField) window.find(".approval-filter .text-field")).setText("no 99"));
        window.await(
                "those with the words",
                there -> there.ask(() -> list(1).getItems().size()) == 5);
        window.run(() -> list(1).getSelectionModel().clearAndSelect(0));
        window.await("the card", there -> there.texts(".approval-decision").contains("rejected by bo"));
        assertThat(window.texts(".approval-context")).contains("Earlier decisions on tool_1");
    }

    @Test
    void theAuditIsVerifiedFromHere() {
        queue.approve(ask("ana", "book_flight", "{}", null), "bo", null, null);
        queue.reject(ask("ana", "refund", "{}", null), "bo", "no");
        show();
        turn("History");
        window.press(".audit-strip", "Verify the audit");
        window.await("the verdict", there -> there.shows("The audit is intact: 2 rows verified, head "));
        window.press(".audit-strip", "Copy the head");
        assertThat(window.ask(() -> Clipboard.getSystemClipboard().getString())).matches("[0-9a-f]{64}");

        sql("ALTER TABLE runtree_audit DISABLE TRIGGER USER");
        sql("UPDATE runtree_audit SET actor = 'mallory' WHERE seq = 1");
        sql("ALTER TABLE runtree_audit ENABLE TRIGGER USER");
        window.press(".audit-strip", "Verify the audit");
        window.await("what is broken", there -> there.shows("The audit is broken: row 1 "));
    }

    @Test
    void parkedHooksAreTriedAgainOrDiscarded() {
        var hooks = new ParkedHooks(db.database());
        for (var name : List.of("to_warehouse", "notify")) {
            hooks.park(ParkedHook.of(
                    "ev-" + name,
                    name,
                    "desk",
                    new SpanId("0".repeat(31) + "1", "0".repeat(15) + "2"),
                    9,
                    "Connection refused",
                    "{\"run\": 1}",
                    Instant.now()));
        }
        show();
        turn("Parked");
        window.await("both", there -> there.texts(".approval-lists").contains("Parked hooks 2"));
        window.run(() -> list(2).getSelectionModel().clearAndSelect(0));
        window.await("the hook", there -> there.shows("Connection refused"));
        window.press(".hook-card", "Try again");
        window.await("one left", there -> there.texts(".approval-lists").contains("Parked hooks 1"));
        window.run(() -> list(2).getSelectionModel().clearAndSelect(0));
        window.press(".hook-card", "Discard…");
        assertThat(hooks.waiting(5).fetch()).hasSize(1);
        window.press(".hook-card", "Discard");
        window.await("none left", there -> there.shows("No background hook is parked"));

        assertThat(hooks.history(5).fetch())
                .extracting(ParkedHook::status)
                .containsExactlyInAnyOrder(ParkedHook.Status.RETRY, ParkedHook.Status.DISCARDED);
    }
}
