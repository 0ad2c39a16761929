package dev.runtree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.agent.demo.Demo;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Databases;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.Journey;
import dev.runtree.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

/** How a reader finds out what went wrong in a run: at the real window, mostly with the keys. */
@Tag("robot")
class ReadingJourneysTest {
    private static final long SECOND = 1_000_000_000L;

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @RegisterExtension
    static final TestDatabase live = new TestDatabase();

    @RegisterExtension
    final Journey journey = new Journey();

    private final FxRobot robot = journey.robot();

    @TempDir
    Path folder;

    @BeforeAll
    static void makeRuns() throws TimeoutException {
        Journey.needsDisplay();
        Demo.run(Databases.of(db.database()), line -> {});
    }

    @Test
    void errors_are_walked_and_opened_without_a_mouse() {
        open(db);
        select(run -> run.name().equals("flights") && run.errorCount() > 0);

        robot.push(KeyCode.HOME);
        awaitRow(row -> row.contains("agent flights"));
        robot.push(KeyCode.E);
        awaitRow(row -> row.contains("search_flights") && row.contains("failed"));
        journey.until(
                "what went wrong", () -> journey.seen(".detail-pane #message").isPresent());
        robot.push(KeyCode.E);
        awaitRow(row -> row.contains("search_flights") && row.contains("failed"));
        robot.push(KeyCode.SHIFT, KeyCode.E);
        awaitRow(row -> row.contains("search_flights") && row.contains("failed"));
    }

    @Test
    void words_of_a_payload_are_found_in_the_run_and_walked() {
        open(db);
        select(run -> run.name().equals("flights") && run.spanCount() == 4);

        robot.push(KeyCode.SLASH).write("06:40");
        journey.until(
                "hits",
                () -> journey.says(".tree-count", text -> text.matches("[2-9].*"))
                        .isPresent());
        robot.push(KeyCode.ENTER);
        journey.until(
                "the first hit",
                () -> journey.says(".tree-count", text -> text.startsWith("1 of"))
                        .isPresent());
        var first = row();
        robot.push(KeyCode.ENTER);
        awaitRow(row -> !row.equals(first));
        robot.push(KeyCode.ESCAPE).push(KeyCode.ESCAPE);
        journey.until(
                "the focus in the tree", () -> journey.focused(".run-tree").isPresent());
    }

    @Test
    void the_tree_is_narrowed_to_its_tools_and_widened_again() {
        open(db);
        select(run -> run.name().equals("flights") && run.spanCount() == 4);

        robot.push(KeyCode.T).write("kind:tool").push(KeyCode.ENTER);
        journey.until("two rows", () -> rows() == 2);
        journey.until(
                "the focus in the tree", () -> journey.focused(".run-tree").isPresent());
        robot.push(KeyCode.END);
        awaitRow(row -> row.contains("search_flights"));
        robot.push(KeyCode.ESCAPE);
        journey.until("all rows", () -> rows() == 4);
    }

    @Test
    void a_tools_output_opens_beneath_its_row_and_the_new_part_of_a_prompt_beside_it() {
        open(db);
        select(run -> run.name().equals("flights") && run.spanCount() == 4);

        robot.push(KeyCode.HOME).push(KeyCode.DOWN).push(KeyCode.DOWN);
        awaitRow(row -> row.contains("search_flights") && row.contains("closed"));
        robot.push(KeyCode.ENTER);
        awaitRow(row -> row.contains("search_flights") && row.contains(", open"));
        robot.push(KeyCode.ENTER).push(KeyCode.DOWN);
        awaitRow(row -> row.contains("travel-1"));
        journey.until(
                "what is new in the call",
                () -> journey.says(".detail-pane .label", text -> text.startsWith("New in this call"))
                        .isPresent());
        robot.clickOn(journey.await(
                "the other reading", () -> journey.says(".detail-pane .toggle-button", "What the model saw")));
        journey.until(
                "no divider",
                () -> journey.says(".detail-pane .label", text -> text.startsWith("New in this call"))
                        .isEmpty());
    }

    @Test
    void a_live_run_grows_without_moving_what_is_read_and_is_followed_when_asked_for() {
        var run = new LiveRun();
        run.begin();
        open(live);
        journey.awaitRuns(runs -> !runs.isEmpty());
        journey.until("the first steps", () -> rows() >= 3);
        robot.clickOn("#editor").push(KeyCode.F6).push(KeyCode.F6).push(KeyCode.HOME);
        awaitRow(row -> row.contains("worker"));
        var read = row();

        run.grow(20);
        journey.until("the further steps", () -> rows() >= 23);
        assertThat(journey.onFx(this::row)).startsWith(read.substring(0, 12));

        robot.push(KeyCode.L);
        run.grow(20);
        journey.until("the newest step", () -> rows() >= 43);
    }

    @Test
    void a_link_to_a_step_is_copied_and_leads_back_to_it() {
        open(db);
        select(run -> run.name().equals("flights") && run.spanCount() == 4);
        robot.push(KeyCode.HOME).push(KeyCode.DOWN).push(KeyCode.DOWN);
        awaitRow(row -> row.contains("search_flights"));
        robot.push(KeyCode.CONTROL, KeyCode.L);
        var link = journey.await(
                "the link",
                () -> Optional.ofNullable(Clipboard.getSystemClipboard().getString())
                        .filter(text -> text.startsWith("runtree://run/")));

        robot.push(KeyCode.J);
        awaitRow(row -> !row.contains("search_flights") || !row.contains("closed"));
        journey.onFx(() -> {
            journey.main().reveal(link);
            return true;
        });
        awaitRow(row -> row.contains("search_flights"));
    }

    private void open(TestDatabase database) {
        var home = new RuntreeHome(folder);
        journey.open(database.target(), home, of -> new Traces(of).inlets());
    }

    /** Goes down the list to a run, and on into its tree. */
    private void select(Predicate<Run> wanted) {
        var runs = journey.awaitRuns(shown -> shown.size() > 5);
        var run = runs.stream().filter(wanted).findFirst().orElseThrow();
        robot.clickOn("#editor").push(KeyCode.F6);
        journey.await("the focus in the list", () -> journey.focused(".run-list .list-view"));
        for (int i = 0; i < runs.indexOf(run); i++) {
            robot.push(KeyCode.DOWN);
        }
        journey.await("the run", () -> journey.selectedRun().filter(run::equals));
        journey.quiet();
        robot.push(KeyCode.F6);
        journey.await("the focus in the tree", () -> journey.focused(".run-tree"));
    }

    private void awaitRow(Predicate<String> wanted) {
        var last = new AtomicReference<>("");
        try {
            journey.until("the row", () -> {
                last.set(row());
                return wanted.test(last.get());
            });
        } catch (AssertionError e) {
            throw new AssertionError("the selected row is: " + last.get(), e);
        }
    }

    /** The selected row as those are told who hear it. */
    private String row() {
        return tree().map(tree -> String.valueOf(tree.queryAccessibleAttribute(AccessibleAttribute.TEXT)))
                .orElse("");
    }

    private int rows() {
        return tree().map(tree -> (Integer) tree.queryAccessibleAttribute(AccessibleAttribute.ROW_COUNT))
                .orElse(0);
    }

    private Optional<Node> tree() {
        return robot.lookup(".run-tree").tryQuery();
    }

    /** A run whose steps come one after the other. */
    private static final class LiveRun {
        private final long start = Instant.now().getEpochSecond() * SECOND;
        private int made;

        void begin() {
            write(List.of(span(SpanKind.AGENT, false), span(SpanKind.LLM, true), span(SpanKind.TOOL, true)));
        }

        void grow(int by) {
            var spans = new ArrayList<RecordedSpan>();
            for (int i = 0; i < by; i++) {
                spans.add(span(SpanKind.TOOL, true));
            }
            write(spans);
        }

        private RecordedSpan span(SpanKind kind, boolean ended) {
            int number = made++;
            var id = new SpanId("%032x".formatted(7), "%016x".formatted(number + 1));
            var name = number == 0 ? "worker" : "step-" + number;
            long begin = start + number * SECOND / 100;
            var builder = Span.builder(id, name, kind)
                    .time(begin, ended ? Long.valueOf(begin + SECOND / 200) : null)
                    .status(ended ? SpanStatus.OK : SpanStatus.RUNNING, null);
            if (number > 0) {
                builder.parent("%016x".formatted(1));
            }
            return new RecordedSpan(builder.build(), Payload.EMPTY);
        }

        private static void write(List<RecordedSpan> spans) {
            try (var writer = new SpanWriter(live.database(), new SpanLogs(Prices.none()))) {
                writer.write(spans);
            }
        }
    }
}
