package dev.runtree.ui.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.Trace;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.Fixtures;
import dev.runtree.testing.TestDatabase;
import dev.runtree.testing.TravelStory;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Quiet;
import dev.runtree.ui.background.Toolkit;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pane of a run on a real database. */
@Tag("fx")
class RunControllerTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final Toolkit toolkit = Toolkit.headless();
    private final Background background = toolkit.call(Background::new);
    private final RunController controller = new RunController(background);
    private final Scene scene = toolkit.call(() -> new Scene(Fxml.load(controller), 600, 300));

    @Test
    void selects_where_it_failed_in_view() {
        write(TravelStory.trace());
        show(stored());
        RunTree tree = tree();
        assertThat(step().span().id()).isEqualTo(TravelStory.id(10));
        int row = toolkit.call(() -> tree.rows().rowOf(tree.selected()));
        double top = toolkit.call(() -> tree.rows().y(row) - tree.scrolled());
        assertThat(top).isBetween(0.0, toolkit.call(tree::viewportHeight));
    }

    @Test
    void reads_a_running_run_again_and_keeps_what_is_selected_and_closed() {
        write(TravelStory.trace());
        show(stored());
        RunTree tree = tree();
        toolkit.call(() -> {
            controller.draw(RunLoading.Loaded.of(TravelStory.running()));
            tree.setOpen(0, true);
            tree.select(5);
            tree.setOpen(5, false);
            controller.refresh();
            return true;
        });
        quiet();
        assertThat(toolkit.call(() -> tree.rows().forest().size())).isEqualTo(23);
        assertThat(toolkit.call(tree::selected)).isEqualTo(5);
        assertThat(toolkit.call(() -> tree.rows().isExpanded(5))).isFalse();
    }

    @Test
    void tells_which_steps_the_filter_asks_for() {
        var told = new java.util.ArrayList<java.util.function.Predicate<dev.runtree.model.Span>>();
        toolkit.call(() -> {
            controller.onFiltered(told::add);
            return true;
        });
        write(TravelStory.trace());
        show(stored());
        assertThat(told).last().isNull();
        var hidden = java.util.Set.of(dev.runtree.model.SpanKind.TOOL);
        toolkit.call(() -> {
            tree().setScope(RowScope.ALL.withHidden(hidden));
            return true;
        });
        var asked = told.getLast();
        assertThat(TravelStory.trace().spans())
                .allSatisfy(span -> assertThat(asked.test(span)).isEqualTo(!hidden.contains(span.kind())));
    }

    @Test
    void says_how_much_of_a_run_there_is_room_for_and_reads_more() {
        write(TravelStory.trace());
        var narrow = new RunController(background, InstantSource.system(), new Room(10, 20));
        var root = toolkit.call(() -> new Scene(Fxml.load(narrow), 600, 300)).getRoot();
        toolkit.call(() -> {
            narrow.use(new RunQueries(db.database()));
            narrow.show(stored());
            return true;
        });
        quiet();
        assertThat(narrow.spans()).hasSize(10);
        var part = toolkit.call(() -> root.lookup(".loaded-part"));
        var more = (Button) part.lookup(".button");
        assertThat(((Label) part.lookup(".label")).getText()).isEqualTo("The first 10 of 23 spans, by their start");
        assertThat(more.getText()).isEqualTo("Read 10 more");

        toolkit.call(() -> {
            more.fire();
            return true;
        });
        quiet();
        assertThat(narrow.spans()).hasSize(20);
        assertThat(((Label) part.lookup(".label")).getText())
                .startsWith("The first 20 of 23 spans")
                .contains("-Xmx");
        assertThat(more.isVisible()).isFalse();
    }

    @Test
    void a_run_for_which_there_is_room_says_nothing_of_it() {
        write(TravelStory.trace());
        show(stored());
        assertThat(isVisible(".loaded-part")).isFalse();
    }

    @Test
    void says_that_a_run_is_gone() {
        show(Fixtures.run(7, 10, true));
        assertThat(toolkit.call(() -> scene.getRoot().lookup("#gone").isVisible()))
                .isTrue();
    }

    @Test
    void says_when_its_steps_were_removed_and_which_came_later() {
        write(TravelStory.trace());
        show(stored());
        var trace = TravelStory.trace();
        var at = Instant.parse("2026-11-20T12:00:00Z");
        draw(new Trace(trace.run(), trace.runs(), List.of(), at));
        assertThat(isVisible("#removed")).isTrue();
        assertThat(text("#removedWhen")).isEqualTo("Steps removed by retention on 2026-11-20");
        assertThat(isVisible("#partly")).isFalse();

        draw(new Trace(trace.run(), trace.runs(), trace.spans().subList(0, 2), at));
        assertThat(isVisible("#removed")).isFalse();
        assertThat(isVisible("#partly")).isTrue();
        assertThat(text("#partly")).isEqualTo("Steps removed by retention on 2026-11-20; those below came later.");

        draw(trace);
        assertThat(isVisible("#removed")).isFalse();
        assertThat(isVisible("#partly")).isFalse();
    }

    private void draw(Trace trace) {
        toolkit.call(() -> {
            controller.draw(RunLoading.Loaded.of(trace));
            return scene.snapshot(null);
        });
    }

    private boolean isVisible(String selector) {
        return toolkit.call(() -> scene.getRoot().lookup(selector).isVisible());
    }

    private String text(String selector) {
        return toolkit.call(() -> ((Label) scene.getRoot().lookup(selector)).getText());
    }

    private Run stored() {
        return new RunQueries(db.database())
                .named(TravelStory.trace().run().runId())
                .fetch()
                .getFirst();
    }

    private void show(Run run) {
        toolkit.call(() -> {
            controller.use(new RunQueries(db.database()));
            controller.show(run);
            return true;
        });
        quiet();
        toolkit.call(() -> scene.snapshot(null));
        quiet();
    }

    private RunTree tree() {
        return (RunTree) toolkit.call(() -> scene.getRoot().lookup(".run-tree"));
    }

    private Step step() {
        Supplier<Step> selected = () -> controller.stepProperty().get();
        return toolkit.call(selected);
    }

    private static void write(Trace trace) {
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            writer.write(trace.spans().stream()
                    .map(span -> new RecordedSpan(span, Payload.EMPTY))
                    .toList());
        }
    }

    private void quiet() {
        Quiet.of(background).orTimeout(60, TimeUnit.SECONDS).join();
    }
}
