package dev.runtree.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.store.StoreException;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.Theme;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Quiet;
import dev.runtree.ui.background.Toolkit;
import dev.runtree.ui.receive.Reception;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The window on a real database, in a scene that is not shown. */
@Tag("fx")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainWindowTest {
    private static final long SECOND = 1_000_000_000L;

    @SuppressWarnings("TimeInStaticInitializer") // runs of one moment, told apart by their number
    private static final long START = Instant.now().getEpochSecond() - 600;

    private static int made;

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final Toolkit toolkit = Toolkit.headless();
    private Background background;
    private MainController main;
    private Scene scene;

    @BeforeEach
    @SuppressWarnings("NullAway") // set on the toolkit's thread, before call() returns
    void build() {
        toolkit.call(() -> {
            background = new Background();
            var kept = new Preferences(db.home());
            main = new MainController(background, kept, Inlets.NONE, Reception.still(background, kept));
            scene = new Scene(Fxml.load(main), 1440, 900);
            Theme.install(scene);
            Theme.LIGHT.apply(scene);
            return true;
        });
    }

    @AfterEach
    void close() {
        toolkit.call(main::close).join();
        quiet();
    }

    @Test
    @Order(1)
    void shows_ways_to_a_first_trace_then_the_runs_and_new_ones_without_moving_what_is_read() {
        open();
        assertThat(shows("No runs yet")).isTrue();

        write(IntStream.range(0, 250).mapToObj(i -> run(true)).toList());
        await(() -> !shows("No runs yet") && list().getItems().size() == 100);
        assertThat(shows("250 runs")).isTrue();
        assertThat(list().getSelectionModel().getSelectedIndex()).isZero();

        toolkit.call(() -> {
            list().scrollTo(99);
            snapshot();
            return true;
        });
        await(() -> list().getItems().size() > 100);

        SpanId chosen = toolkit.call(() -> {
            main.runList().step(3);
            return list().getSelectionModel().getSelectedItem().id();
        });
        write(List.of(run(true), run(true)));
        await(() -> text("#newer").contains("2 new"));
        assertThat(toolkit.call(
                        () -> list().getSelectionModel().getSelectedItem().id()))
                .isEqualTo(chosen);

        toolkit.call(() -> {
            ((Button) find("#newer")).fire();
            return true;
        });
        assertThat(toolkit.call(() -> find("#newer").isVisible())).isFalse();
        assertThat(toolkit.call(
                        () -> list().getSelectionModel().getSelectedItem().id()))
                .isEqualTo(chosen);
    }

    @Test
    void a_run_that_ends_changes_in_its_place() {
        var running = run(false);
        write(List.of(running));
        open();
        await(() -> list().getItems().stream().anyMatch(run -> run.endNanos() == null));
        write(List.of(ended(running)));
        await(() -> list().getItems().stream().allMatch(run -> run.endNanos() != null));
        assertThat(toolkit.call(() -> list().getSelectionModel().getSelectedItem())
                        .endNanos())
                .isNotNull();
    }

    @Test
    void filters_by_what_is_typed_and_says_what_is_wrong_at_its_place() {
        write(List.of(run(true), failedRun()));
        open();
        await(() -> !list().getItems().isEmpty());

        type("status:error ");
        await(() ->
                list().getItems().stream().allMatch(run -> run.status().word().equals("error")));
        assertThat(toolkit.call(() -> find(".chip").isVisible())).isTrue();

        int before = toolkit.call(() -> list().getItems().size());
        type("duration:>soon");
        await(() -> toolkit.call(() -> find("#mistakeLine").isVisible()));
        assertThat(text("#mistake")).isNotBlank();
        assertThat(toolkit.call(() -> find("#underline").isVisible())).isTrue();
        assertThat(toolkit.call(() -> list().getItems().size())).isEqualTo(before);

        type("");
        await(() -> !toolkit.call(() -> find("#mistakeLine").isVisible()));
        type("user:nobody-of-that-name ");
        await(() -> shows("No runs match"));
        await(() -> scene.getRoot().lookupAll(".relaxation").stream()
                .anyMatch(node -> node instanceof Button button
                        && button.getText().startsWith("user:nobody-of-that-name")
                        && button.getText().endsWith("without it")));
    }

    @Test
    void says_what_is_wrong_with_a_database_and_offers_another() {
        toolkit.call(() -> {
            main.open(new DatabaseTarget.Server("jdbc:postgresql://127.0.0.1:1/none", "nobody", null), null);
            return true;
        });
        quiet();
        assertThat(toolkit.call(main::openFailure)).isNotBlank();
        assertThat(shows("The database could not be opened")).isTrue();
        assertThat(shows("Retry")).isTrue();
    }

    @Test
    void takes_the_database_that_was_being_opened_already_and_tells_why_it_cannot_be_had() {
        var early = EarlyOpening.begin(db.target(), null, db.home());
        toolkit.call(() -> {
            main.begun(early);
            return true;
        });
        open();
        var runs = new RunQueries(early.get().traces());
        assertThat(runs.count(RunFilter.ALL, 1).fetch()).isNotNull();
        toolkit.call(main::close).join();
        assertThatThrownBy(() -> runs.count(RunFilter.ALL, 1).fetch())
                .as("the database that the window has closed")
                .isInstanceOf(StoreException.class);

        var away = new DatabaseTarget.Server("jdbc:postgresql://127.0.0.1:1/none", "nobody", null);
        toolkit.call(() -> {
            main.begun(EarlyOpening.begin(away, null, db.home()));
            main.open(away, null);
            return true;
        });
        quiet();
        assertThat(toolkit.call(main::openFailure)).contains("127.0.0.1");
        assertThat(shows("The database could not be opened")).isTrue();
    }

    @Test
    void a_view_is_made_when_it_is_shown_for_the_first_time_and_stays() {
        open();
        assertThat(toolkit.call(
                        () -> scene.getRoot().lookupAll(".split-pane.panes").size()))
                .as("split panes of views: those of the runs")
                .isEqualTo(1);
        for (var view : List.of(View.SESSIONS, View.AGENTS, View.APPROVALS, View.RUNS, View.AGENTS)) {
            toolkit.call(() -> {
                main.show(view);
                snapshot();
                return true;
            });
        }
        quiet();
        for (var view : List.of(".sessions", ".agents", ".approvals")) {
            var made = toolkit.call(() -> List.copyOf(scene.getRoot().lookupAll(".split-pane" + view)));
            assertThat(made).as(view).hasSize(1);
        }
        assertThat(toolkit.call(() -> find(".agents").getParent().isVisible())).isTrue();
        assertThat(toolkit.call(() -> find(".sessions").getParent().isVisible()))
                .isFalse();
    }

    @Test
    void recolours_everything_with_the_theme() {
        open();
        assertThat(background(".rail")).isNotEqualTo(toolkit.call(() -> {
            Theme.DARK.apply(scene);
            return background(".rail");
        }));
    }

    private Color background(String selector) {
        return toolkit.call(() -> {
            snapshot();
            var fills = ((Region) find(selector)).getBackground().getFills();
            return (Color) fills.getLast().getFill();
        });
    }

    private void open() {
        toolkit.call(() -> {
            main.open(db.target(), null);
            return true;
        });
        quiet();
        toolkit.call(() -> {
            snapshot();
            return true;
        });
        quiet();
    }

    private void type(String text) {
        toolkit.call(() -> {
            ((TextField) find("#editor")).setText(text);
            return true;
        });
    }

    private void snapshot() {
        scene.snapshot(null);
    }

    private Node find(String selector) {
        return scene.getRoot().lookup(selector);
    }

    private String text(String selector) {
        return toolkit.call(
                () -> find(selector) instanceof javafx.scene.control.Labeled labeled ? labeled.getText() : "");
    }

    @SuppressWarnings("unchecked")
    private ListView<Run> list() {
        return (ListView<Run>) find(".run-list .list-view");
    }

    /** Whether a text can be seen somewhere. */
    private boolean shows(String text) {
        return toolkit.call(() -> {
            snapshot();
            return shows(scene.getRoot(), text);
        });
    }

    private static boolean shows(Node node, String text) {
        if (!node.isVisible()) {
            return false;
        }
        if (node instanceof javafx.scene.control.Labeled labeled && text.equals(labeled.getText())) {
            return true;
        }
        return node instanceof Parent parent
                && parent.getChildrenUnmodifiable().stream().anyMatch(child -> shows(child, text));
    }

    private void quiet() {
        Quiet.of(background).orTimeout(60, TimeUnit.SECONDS).join();
    }

    private void await(BooleanSupplier condition) {
        long end = System.nanoTime() + 20 * SECOND;
        Supplier<Boolean> asked = condition::getAsBoolean;
        while (!toolkit.call(asked)) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            toolkit.call(() -> {
                snapshot();
                return true;
            });
            Thread.onSpinWait();
        }
        quiet();
    }

    /** Writes as any process would; the window hears of it from the database. */
    private void write(List<RecordedSpan> spans) {
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            writer.write(spans);
        }
    }

    private static RecordedSpan run(boolean ended) {
        made++;
        return span(made, ended, SpanStatus.OK);
    }

    private static RecordedSpan failedRun() {
        made++;
        return span(made, true, SpanStatus.ERROR);
    }

    private static RecordedSpan ended(RecordedSpan running) {
        return span((int) Long.parseLong(running.span().id().spanId(), 16), true, SpanStatus.OK);
    }

    private static RecordedSpan span(int number, boolean ended, SpanStatus status) {
        long start = (START + number) * SECOND;
        var span = Span.builder(
                        new SpanId("%032x".formatted(number), "%016x".formatted(number)),
                        "agent-" + number,
                        SpanKind.AGENT)
                .time(start, ended ? Long.valueOf(start + SECOND) : null)
                .status(ended ? status : SpanStatus.RUNNING, null)
                .build();
        return new RecordedSpan(span, Payload.EMPTY);
    }
}
