package dev.runtree.ui.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Actor;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanBuilder;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.FxWindow;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.shell.Inlets;
import dev.runtree.ui.shell.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The view of sessions and users in the program's window, on a real database. */
@Tag("fx")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SessionsTest {
    private static final long SECOND = 1_000_000_000L;

    @SuppressWarnings("TimeInStaticInitializer") // runs of one moment, told apart by their number
    private static final long START = Instant.now().getEpochSecond() - 900;

    private static final String LONG = "a long story of flights and hotels, ".repeat(60) + "and its very end";

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static int traces;

    private FxWindow window;

    /** A session of three turns, the second of which has a failed tool and the last of which waits; one of Ben; a run of none. */
    @BeforeAll
    static void write() {
        write("ana", "trip", "Somewhere cold with museums", LONG, SpanStatus.OK, false);
        write("ana", "trip", "Lisbon to Berlin on 4/12", "Your trip is 12 April", SpanStatus.ERROR, false);
        write("ana", "trip", "Yes, book them", null, SpanStatus.OK, true);
        write("ben", "visa", "Do I need a visa?", "No.", SpanStatus.OK, false);
        write("ben", null, "Nobody knows where I belong", "Indeed.", SpanStatus.OK, false);
    }

    private static void write(
            String user,
            @Nullable String session,
            String asked,
            @Nullable String answered,
            SpanStatus tool,
            boolean waits) {
        var trace = ++traces;
        var spans = new ArrayList<RecordedSpan>();
        var run = span(trace, 1, 0, "travel-desk", SpanKind.TEAM, !waits)
                .actor(new Actor(null, "travel-desk", null, user, session, null))
                .input(begin(asked))
                .output(answered == null ? null : begin(answered));
        spans.add(recorded(
                run,
                "{\"openinference.span.kind\":\"AGENT\",\"input.value\":\"" + asked + "\""
                        + (answered == null ? "" : ",\"output.value\":\"" + answered + "\"") + "}"));
        spans.add(recorded(span(trace, 2, 1, "flights", SpanKind.AGENT, true), "{}"));
        spans.add(recorded(
                span(trace, 3, 2, "search_flights", SpanKind.TOOL, true)
                        .toolName("search_flights")
                        .status(tool, tool == SpanStatus.ERROR ? "DATE_IN_PAST" : null),
                "{}"));
        if (waits) {
            spans.add(recorded(
                    span(trace, 4, 1, "book_flight", SpanKind.APPROVAL, false).toolName("book_flight"), "{}"));
        }
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            writer.write(spans);
        }
    }

    private static String begin(String text) {
        return text.substring(0, Math.min(Span.PREVIEW, text.length()));
    }

    private static SpanBuilder span(int trace, int number, int parent, String name, SpanKind kind, boolean ended) {
        long start = (START + trace * 10L) * SECOND + number;
        return Span.builder(new SpanId("%032x".formatted(trace), "%016x".formatted(number)), name, kind)
                .parent(parent == 0 ? null : "%016x".formatted(parent))
                .status(ended ? SpanStatus.OK : SpanStatus.RUNNING, null)
                .time(start, ended ? Long.valueOf(start + SECOND) : null);
    }

    private static RecordedSpan recorded(SpanBuilder span, String attributes) {
        return new RecordedSpan(span.build(), new Payload(attributes, "[]", "[]", "{}", "{}", null, null));
    }

    @BeforeEach
    void open() {
        window = new FxWindow(db.home(), Inlets.NONE, 1440, 900);
        window.open(db.target());
        window.run(() -> window.main().show(View.SESSIONS));
        window.await("the list", there -> there.texts(".session-list").contains("visa"));
    }

    @AfterEach
    void close() {
        window.close();
    }

    private void select(String id) {
        window.run(() -> {
            var at = conversations().getItems().stream()
                    .map(each -> each.id().id())
                    .toList()
                    .indexOf(id);
            conversations().getSelectionModel().clearAndSelect(at);
        });
    }

    @SuppressWarnings("unchecked")
    private ListView<dev.runtree.store.Conversation> conversations() {
        return (ListView<dev.runtree.store.Conversation>) window.find(".session-list .list-view");
    }

    @SuppressWarnings("unchecked")
    private ListView<Entry> turns() {
        return (ListView<Entry>) window.find(".turns");
    }

    private void filter(String text) {
        window.run(() -> ((TextField) window.find("#editor")).setText(text));
    }

    /** Until every turn has been read. */
    private void readTrip() {
        select("trip");
        window.await(
                "the conversation",
                there -> there.ask(() -> turns().getItems().size() == 3
                        && turns().getItems().stream().noneMatch(Entry::isWanted)));
    }

    @Test
    void reads_a_session_as_a_chat_with_failed_tools_and_the_run_that_waits() {
        readTrip();

        var turns = window.ask(() -> List.copyOf(turns().getItems()));
        assertThat(turns)
                .extracting(each -> each.shown().asked())
                .containsExactly("Somewhere cold with museums", "Lisbon to Berlin on 4/12", "Yes, book them");
        assertThat(turns.getFirst().shown().answered()).isEqualTo(LONG);
        assertThat(turns.get(2).shown().waitsFor()).isEqualTo("book_flight");

        window.await(
                "the last turn", there -> there.texts(".turns").contains("Paused: book_flight waits for approval"));
        assertThat(window.texts(".turns")).contains("search_flights", "Open run →");
        assertThat(window.ask(() -> window.find(".call-chip.failed"))).isInstanceOfSatisfying(Button.class, chip -> {
            assertThat(chip.getText()).isEqualTo("search_flights");
            assertThat(chip.getAccessibleText()).contains("failed", "DATE_IN_PAST");
        });
        assertThat(window.texts(".session-list")).contains("2 sessions", "2 runs belong to no session. Show them");
        window.await("the totals", there -> there.texts(".totals").contains("This session"));
        assertThat(window.texts(".totals")).contains("Turns\n3", "Runs, with members’\n6", "search_flights");
        assertThat(window.texts(".chat-pane .run-header")).contains("travel-desk with ana", "3 turns", "1 error");
    }

    @Test
    void the_filter_is_the_same_in_both_views_and_lists_a_session_when_one_of_its_runs_matches() {
        filter("user:ben ");
        window.await("the filter", there -> !there.texts(".session-list").contains("trip"));
        assertThat(window.texts(".session-list")).contains("visa", "1 session", "of ben");

        window.run(() -> window.main().show(View.RUNS));
        window.await("the runs", there -> there.ask(() -> runs().getItems().size() == 4));
        window.run(() -> window.main().show(View.SESSIONS));
        assertThat(window.texts(".session-list")).contains("visa").doesNotContain("trip");

        window.run(() -> ((Hyperlink) window.find(".outside")).fire());
        window.await(
                "the run without a session",
                there -> there.ask(() -> runs().getItems().size() == 2));
        assertThat(window.ask(() -> runs().isVisible())).isTrue();
        assertThat(window.ask(() -> runs().getItems().getFirst().input())).startsWith("Nobody knows");
    }

    @SuppressWarnings("unchecked")
    private ListView<dev.runtree.model.Run> runs() {
        return (ListView<dev.runtree.model.Run>) window.find(".run-list .list-view");
    }

    @Test
    void an_answer_leads_to_its_run_by_the_keyboard_alone() {
        readTrip();
        window.run(() -> {
            press(conversations(), KeyCode.ENTER);
            press(turns(), KeyCode.J);
            press(turns(), KeyCode.RIGHT);
        });
        assertThat(window.texts(".turns")).contains("DATE_IN_PAST");

        window.run(() -> press(turns(), KeyCode.ENTER));
        window.await("the run", there -> there.texts(".run-pane").contains("travel-desk"));
        assertThat(window.ask(() -> runs().getSelectionModel().getSelectedItem().input()))
                .isEqualTo("Lisbon to Berlin on 4/12");
    }

    @Test
    void a_run_leads_to_its_turn_in_its_session() {
        window.run(() -> window.main().show(View.RUNS));
        window.await("the runs", there -> there.texts(".run-list").contains("Lisbon to Berlin"));
        boolean mac = System.getProperty("os.name").startsWith("Mac");
        window.run(() -> {
            var run = runs().getItems().stream()
                    .filter(each -> "Lisbon to Berlin on 4/12".equals(each.input()))
                    .findFirst()
                    .orElseThrow();
            runs().getSelectionModel().clearAndSelect(runs().getItems().indexOf(run));
            javafx.event.Event.fireEvent(
                    runs(), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.S, true, !mac, false, mac));
        });
        window.await(
                "its turn",
                there -> there.ask(() -> {
                    var turn = turns().getSelectionModel().getSelectedItem();
                    return turns().isVisible()
                            && turn != null
                            && "Lisbon to Berlin on 4/12".equals(turn.run().input());
                }));
        assertThat(window.ask(() -> runs().getParent().getScene() != null
                        && window.find(".session-list").getParent().isVisible()))
                .isTrue();
    }

    private boolean isLastInSight() {
        var view = turns().localToScene(turns().getLayoutBounds());
        return turns().lookupAll(".turn-cell").stream()
                .filter(node -> node instanceof TurnCell cell
                        && turns().getItems().getLast().equals(cell.getItem()))
                .anyMatch(node -> view.contains(
                        node.localToScene(node.getLayoutBounds()).getCenterX(),
                        node.localToScene(node.getLayoutBounds()).getMaxY() - 1));
    }

    private static void press(javafx.scene.Node node, KeyCode key) {
        javafx.event.Event.fireEvent(node, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, false, false));
    }

    @Test
    void all_that_a_user_did_is_one_conversation_with_its_sessions() {
        window.run(() -> window.main().show(View.USERS));
        window.await("the users", there -> there.texts(".session-list").contains("2 users"));
        select("ben");
        window.await("both turns", there -> there.ask(() -> turns().getItems().size() == 2));
        window.await("the totals", there -> there.texts(".totals").contains("This user"));

        assertThat(window.texts(".turns")).contains("visa", "without a session");
        assertThat(window.texts(".totals")).contains("Sessions\n1", "Turns\n2");
    }

    @Test
    void words_of_the_filter_find_their_session_and_are_marked_in_the_conversation() {
        filter("\"flights and hotels, and its very end\"");
        window.await("the filter", there -> !there.texts(".session-list").contains("visa"));
        readTrip();
        assertThat(window.ask(() -> turns().lookupAll(".back-mark"))).hasSize(1);

        filter("cold OR museums");
        window.await(
                "the marks",
                there -> there.ask(() -> turns().lookupAll(".back-mark").size() == 2));
    }

    @Test
    void copies_all_that_was_said() {
        readTrip();
        window.run(() -> {
            var copy = (Button) window.find(".chat-pane .run-header").lookupAll(".button").stream()
                    .filter(node -> node instanceof Button button && "Copy as".equals(button.getText()))
                    .findFirst()
                    .orElseThrow();
            copy.getContextMenu().getItems().getFirst().fire();
        });
        window.await("the copy", there -> there.texts(".taking-out").contains("Copied 3 turns"));

        assertThat(window.ask(() -> Clipboard.getSystemClipboard().getString()))
                .startsWith("# trip")
                .contains("Somewhere cold with museums", LONG, "search\\_flights (failed)", "**travel-desk**");
    }

    @Test
    @Order(Integer.MAX_VALUE) // the others count the sessions that there are
    void the_last_turn_stays_in_sight_while_those_above_it_are_read() {
        for (var i = 1; i <= 12; i++) {
            write("dora", "story", "Tell me more, part " + i, LONG, SpanStatus.OK, false);
        }
        window.run(() -> window.main().show(View.SESSIONS));
        filter("user:dora ");
        window.await("the session", there -> there.texts(".session-list").contains("12 turns"));
        select("story");
        window.await("the turns", there -> there.ask(() -> turns().getItems().size() == 12));
        window.run(() -> press(turns(), KeyCode.END));
        window.await(
                "what the last says",
                there -> !there.ask(() -> turns().getItems().getLast()).isWanted());
        window.await("it to be in sight", there -> there.ask(this::isLastInSight));
        filter("");
    }

    @Test
    @Order(Integer.MAX_VALUE) // the others count the turns that there are
    void a_turn_that_comes_stands_behind_the_last_and_nothing_moves() {
        readTrip();
        window.run(() -> press(conversations(), KeyCode.J));
        write("ana", "trip", "And a hotel?", "There is one.", SpanStatus.OK, false);

        window.await("the turn", there -> there.ask(() -> turns().getItems().size() == 4));
        assertThat(window.ask(() -> turns().getItems().getLast().run().input())).isEqualTo("And a hotel?");
        assertThat(window.ask(() -> conversations()
                        .getSelectionModel()
                        .getSelectedItem()
                        .id()
                        .id()))
                .isEqualTo("trip");
    }
}
