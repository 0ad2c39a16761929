package dev.runtree.ui.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.store.Annotations;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.FxWindow;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Quiet;
import dev.runtree.ui.background.Toolkit;
import dev.runtree.ui.shell.Inlets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The comparison of selected runs as a table, on a real database. */
@SuppressWarnings("TimeInStaticInitializer") // runs of one moment
@Tag("fx")
class CompareTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final long START = Instant.now().getEpochSecond() - 3_000;

    private FxWindow window;

    @BeforeAll
    static void fill() {
        var spans = new ArrayList<RecordedSpan>();
        run(spans, 1, "2026-12-04", "Booked for Friday.", 1);
        run(spans, 2, "2026-12-05", "Booked for Saturday.", 3);
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            writer.write(spans);
        }
    }

    @BeforeEach
    void open() {
        new Preferences(db.home()).choice("compare.view", "table");
        window = new FxWindow(db.home(), Inlets.NONE, 1_280, 800);
        window.open(db.target());
        window.await("the runs", shown -> shown.ask(() -> list().getItems().size()) == 2);
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void the_selected_runs_stand_side_by_side_with_what_differs() {
        compare();
        var texts = window.texts(".compare");
        assertThat(texts).contains("Compare 2 runs", "same order, 1 with other arguments", "−2.00 s");
        assertThat(texts).contains("better").contains("Friday").contains("Saturday");
        assertThat(texts.lines()).contains("Status", "ok");

        type(KeyCode.H);
        assertThat(window.texts(".compare").lines()).doesNotContain("Status").contains("Duration");

        type(KeyCode.N);
        assertThat(window.ask(() -> window.scene().getFocusOwner().getAccessibleText()))
                .startsWith("Output, B");
        type(KeyCode.X);
        window.await("the other way round", shown -> shown.texts(".compare").contains("+2.00 s"));
    }

    @Test
    void a_cell_leads_to_its_step_and_escape_back_to_the_list() {
        compare();
        type(KeyCode.ESCAPE);
        assertThat(window.texts(".compare")).isEmpty();
        press(KeyCode.C);
        window.await("the comparison", shown -> shown.texts(".compare").contains("same order"));
        window.run(() -> cell("Tools called, B").fireEvent(click()));
        window.await("the list", shown -> shown.texts(".compare").isEmpty());
        window.await("the call", shown -> shown.texts("#detailSlot").contains("search_flights"));
    }

    @Test
    void it_is_copied_for_spreadsheets_with_exact_figures() {
        compare();
        window.run(() -> ((javafx.scene.control.MenuButton) window.find("#copyAs"))
                .getItems()
                .get(2)
                .fire());
        window.await("the copy", shown -> shown.ask(CompareTest::clipboard).startsWith("row,differs,"));
        assertThat(window.ask(CompareTest::clipboard)).contains("duration,yes,3000000000,1000000000");
    }

    @Test
    void runs_that_are_read_quickly_come_into_the_table_together() {
        var runs = window.ask(() -> List.copyOf(list().getItems()));
        var many = Stream.generate(() -> runs).limit(15).flatMap(List::stream).toList();
        var toolkit = Toolkit.headless();
        var background = toolkit.call(Background::new);
        var sheets = new AtomicInteger();
        var since = System.nanoTime();
        var reads = toolkit.call(() -> {
            var made = new RunReads(background, new RunReads.Told() {
                @Override
                public void made(Sheet sheet) {
                    sheets.incrementAndGet();
                }

                @Override
                public void progress() {
                    // The table is what counts.
                }
            });
            made.use(new RunQueries(db.database()), new Annotations(db.database()));
            made.show(many);
            return made;
        });
        Awaitility.await().until(() -> toolkit.call(() -> reads.read() == many.size() && !reads.isReading()));
        Quiet.of(background).orTimeout(60, TimeUnit.SECONDS).join();
        var most = 2 + (System.nanoTime() - since) / 400_000_000L;
        assertThat(sheets.get()).as("tables for %s runs", many.size()).isBetween(1, (int) most);
    }

    @Test
    void one_run_alone_is_not_compared() {
        press(KeyCode.HOME);
        press(KeyCode.C);
        assertThat(window.texts(".compare")).isEmpty();
        assertThat(window.shows("Select 2 to 12 runs to compare them, with Shift and the arrow keys"))
                .isTrue();
    }

    private void compare() {
        window.run(() -> list().getSelectionModel().selectAll());
        press(KeyCode.C);
        window.await("the comparison", shown -> shown.texts(".compare").contains("same order"));
    }

    private void press(KeyCode code) {
        window.run(
                () -> list().fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
    }

    private void type(KeyCode code) {
        window.run(() -> window.find(".compare")
                .fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
    }

    private static MouseEvent click() {
        return new MouseEvent(
                MouseEvent.MOUSE_CLICKED,
                0,
                0,
                0,
                0,
                MouseButton.PRIMARY,
                1,
                false,
                false,
                false,
                false,
                true,
                false,
                false,
                true,
                false,
                true,
                null);
    }

    private Node cell(String beginning) {
        return window.scene().getRoot().lookupAll(".compare-cell").stream()
                .filter(node ->
                        Objects.requireNonNullElse(node.getAccessibleText(), "").startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    private static String clipboard() {
        return Objects.requireNonNullElse(Clipboard.getSystemClipboard().getString(), "");
    }

    @SuppressWarnings("unchecked")
    private ListView<Run> list() {
        return (ListView<Run>) window.find(".run-list .list-view");
    }

    private static void run(List<RecordedSpan> to, int number, String date, String answer, long seconds) {
        long start = (START + 10L * number) * 1_000_000_000L;
        long end = start + seconds * 1_000_000_000L;
        var trace = "%032x".formatted(0xcc0000 + number);
        var root = new SpanId(trace, "%016x".formatted(1));
        to.add(new RecordedSpan(
                Span.builder(root, "flights", SpanKind.AGENT)
                        .usage(Usage.of(10, 5))
                        .input("Book a flight")
                        .output(answer)
                        .time(start, end)
                        .build(),
                Payload.EMPTY));
        to.add(new RecordedSpan(
                Span.builder(new SpanId(trace, "%016x".formatted(2)), "search_flights", SpanKind.TOOL)
                        .parent(root.spanId())
                        .toolName("search_flights")
                        .input("{\"date\":\"" + date + "\"}")
                        .output("[]")
                        .time(start + 1, end - 1)
                        .build(),
                Payload.EMPTY));
    }
}
