package dev.runtree.ui.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Trace;
import dev.runtree.model.TraceRuns;
import dev.runtree.store.Beginnings;
import dev.runtree.testing.FxExtension;
import dev.runtree.testing.TravelStory;
import dev.runtree.ui.Theme;
import dev.runtree.ui.background.Background;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.event.Event;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.PickResult;
import javafx.scene.input.ScrollEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tree with its tools, by keys and mouse, on the story's 23 steps. */
@Tag("fx")
@ExtendWith(FxExtension.class)
@SuppressWarnings("NullAway") // what is missing fails the test, as it should
class TreePaneTest {
    private static final long SECOND = 1_000_000_000;
    private static final long START = 1_764_000_000 * SECOND;
    private static final int FLIGHTS = 5;
    private static final int REFUSED = 9;

    private TreePane pane;
    private RunTree tree;
    private final Map<String, String> kept = new HashMap<>();
    private final List<String> toRuns = new ArrayList<>();

    @BeforeEach
    void show() {
        pane = new TreePane(new Background());
        tree = pane.tree();
        pane.choices(Map.of(), kept::putAll);
        pane.onToRuns(toRuns::add);
        var scene = new Scene(pane, 760, 260);
        Theme.install(scene);
        var spans = RunSpans.of(TravelStory.trace());
        pane.show(spans, spans.end());
        scene.snapshot(null);
    }

    private void press(KeyCode code, boolean shift) {
        Event.fireEvent(tree, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, shift, false, false, false));
    }

    private void press(KeyCode... codes) {
        for (var code : codes) {
            press(code, false);
        }
    }

    private void alt(KeyCode code) {
        Event.fireEvent(tree, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, true, false));
    }

    private void type(String character) {
        Event.fireEvent(
                tree, new KeyEvent(KeyEvent.KEY_TYPED, character, "", KeyCode.UNDEFINED, false, false, false, false));
    }

    private void press(Node field, KeyCode code) {
        Event.fireEvent(field, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    private TextField field(int place) {
        return (TextField)
                List.copyOf(pane.lookupAll(".tree-field .text-field")).get(place);
    }

    private Node focused() {
        return pane.getScene().getFocusOwner();
    }

    private List<String> names() {
        var names = new ArrayList<String>();
        for (var row = 0; row < tree.rows().size(); row++) {
            names.add(Names.of(tree.rows().forest().span(tree.rows().at(row))).toString());
        }
        return names;
    }

    private void filter(String text) {
        field(0).setText(text);
        press(field(0), KeyCode.ENTER);
    }

    @Test
    void a_filter_by_what_was_said_tells_how_far_it_looks() {
        filter("result:flight");
        assertThat(pane.lookupAll(".tree-count"))
                .extracting(node -> ((javafx.scene.control.Label) node).getText())
                .anyMatch(text -> text.endsWith(" in the first 200 characters"));
        filter("kind:tool");
        assertThat(pane.lookupAll(".tree-count"))
                .extracting(node -> ((javafx.scene.control.Label) node).getText())
                .noneMatch(text -> text.contains("first"));
        var large = RunSpans.of(TravelStory.trace(), Beginnings.OF_TOOLS);
        pane.show(large, large.end());
        filter("result:flight");
        assertThat(pane.lookupAll(".tree-count"))
                .extracting(node -> ((javafx.scene.control.Label) node).getText())
                .anyMatch(text -> text.endsWith(" in the first 80 characters of tools"));
    }

    @Test
    void a_filter_leaves_what_passes_with_its_ancestors() {
        press(KeyCode.T);
        assertThat(focused()).isEqualTo(field(0));
        filter("tool:search_hotels");
        assertThat(names()).containsExactly("travel-desk", "delegate hotels", "hotels", "search_hotels");
        assertThat(tree.narrowing().isContext(tree.rows().at(0))).isTrue();
        assertThat(tree.narrowing().isContext(tree.rows().at(3))).isFalse();
        assertThat(focused()).isEqualTo(tree);
        filter("status:");
        assertThat(field(0).getParent().getPseudoClassStates()).contains(PseudoClass.getPseudoClass("wrong"));
        assertThat(tree.rows().size()).isEqualTo(4);
        press(KeyCode.ESCAPE);
        assertThat(tree.rows().size()).isEqualTo(23);
        assertThat(field(0).getText()).isEmpty();
    }

    @Test
    void what_passes_nothing_says_so_and_offers_the_way_back() {
        filter("kind:embedding tool:x");
        assertThat(pane.lookup(".pane-message").isVisible()).isTrue();
        press(KeyCode.ESCAPE);
        assertThat(pane.lookup(".pane-message").isVisible()).isFalse();
    }

    @Test
    void keys_filter_by_what_is_selected() {
        tree.select(REFUSED);
        press(KeyCode.X);
        assertThat(field(0).getText()).isEqualTo("tool:search_flights");
        press(KeyCode.A);
        assertThat(field(0).getText()).isEqualTo("agent:flights");
        assertThat(names()).doesNotContain("hotels");
        tree.does(TreeAction.TO_RUNS);
        assertThat(toRuns).containsExactly("tool:search_flights");
    }

    @Test
    void kinds_are_hidden_and_shown_again() {
        tree.select(1);
        press(KeyCode.H);
        assertThat(names()).doesNotContain("pre.load_profile", "post.audit_log").contains("travel-desk");
        assertThat(tree.selected()).isZero();
        press(KeyCode.H, true);
        assertThat(tree.rows().size()).isEqualTo(23);
    }

    @Test
    void hits_are_counted_and_walked_also_inside_closed_rows() {
        type("[");
        type("/");
        assertThat(focused()).isEqualTo(field(1));
        field(1).setText("search_fl");
        assertThat(tree.hits().count(null)).isEqualTo(2);
        press(field(1), KeyCode.ENTER);
        assertThat(tree.selected()).isEqualTo(REFUSED);
        assertThat(tree.rows().rowOf(REFUSED)).isPositive();
        assertThat(tree.hits().number(REFUSED, null)).isEqualTo(1);
        press(KeyCode.N);
        assertThat(tree.hits().number(tree.selected(), null)).isEqualTo(2);
        press(KeyCode.N);
        assertThat(tree.selected()).isEqualTo(REFUSED);
        press(KeyCode.N, true);
        assertThat(tree.hits().number(tree.selected(), null)).isEqualTo(2);
        press(KeyCode.ESCAPE);
        assertThat(tree.hits().isEmpty()).isTrue();
    }

    @Test
    void ticks_lie_where_hits_and_errors_are() {
        field(1).setText("search_flights");
        var ticks = tree.ticks();
        assertThat(ticks.hits().cardinality()).isEqualTo(2);
        assertThat(ticks.errors().cardinality()).isEqualTo(2);
        var row = tree.rows().rowOf(REFUSED);
        assertThat(ticks.hits().get(ScrollTicks.place(tree.rows(), row, ticks.height())))
                .isTrue();
        type("[");
        pane.getScene().getWindow();
        assertThat(tree.ticks().height()).isZero();
    }

    @Test
    void ticks_are_made_anew_when_rows_or_hits_are_others_and_not_by_a_selection() {
        field(1).setText("search_flights");
        var ticks = tree.ticks();
        tree.select(REFUSED);
        press(KeyCode.DOWN, KeyCode.UP);
        assertThat(tree.ticks()).isSameAs(ticks);
        tree.setOpen(FLIGHTS, false);
        assertThat(tree.ticks().hits().cardinality()).isEqualTo(1);
        tree.setOpen(FLIGHTS, true);
        tree.setOpen(REFUSED, true);
        assertThat(tree.ticks().hits()).isNotEqualTo(ticks.hits());
        field(1).setText("travel");
        assertThat(tree.ticks().hits()).isNotEqualTo(ticks.hits());
        field(1).setText("");
        assertThat(tree.ticks().hits().isEmpty()).isTrue();
    }

    @Test
    void the_timeline_is_zoomed_and_panned_by_keys() {
        tree.select(REFUSED);
        type("+");
        type("+");
        assertThat(tree.view().showsAll()).isFalse();
        var from = tree.view().from();
        alt(KeyCode.RIGHT);
        assertThat(tree.view().from()).isGreaterThan(from);
        press(KeyCode.F, true);
        assertThat(tree.view().showsAll()).isTrue();
    }

    @Test
    void a_stretch_of_the_lane_is_dragged_out() {
        var columns = tree.columns();
        var surface = tree.getChildrenUnmodifiable().getFirst();
        mouse(surface, MouseEvent.MOUSE_PRESSED, columns.lane() + 20, 10, 1);
        mouse(surface, MouseEvent.MOUSE_DRAGGED, columns.lane() + 60, 10, 1);
        mouse(surface, MouseEvent.MOUSE_RELEASED, columns.lane() + 60, 10, 1);
        assertThat(tree.view().length() / tree.view().whole())
                .isEqualTo(40.0 / columns.laneWidth(), org.assertj.core.api.Assertions.within(0.001));
        mouse(surface, MouseEvent.MOUSE_PRESSED, columns.lane() + 60, 10, 2);
        mouse(surface, MouseEvent.MOUSE_RELEASED, columns.lane() + 60, 10, 2);
        assertThat(tree.view().showsAll()).isTrue();
    }

    @Test
    void the_wheel_zooms_the_lane_at_the_pointer_and_scrolls_the_rows() {
        var columns = tree.columns();
        wheel(columns.lane() + 10, 100, 40);
        assertThat(tree.view().showsAll()).isFalse();
        assertThat(tree.scrolled()).isZero();
        wheel(20, 100, -40);
        assertThat(tree.scrolled()).isEqualTo(40);
    }

    @Test
    void the_edge_of_the_names_is_dragged_and_kept() {
        var surface = tree.getChildrenUnmodifiable().getFirst();
        var edge = tree.columns().name();
        mouse(surface, MouseEvent.MOUSE_PRESSED, edge, 10, 1);
        mouse(surface, MouseEvent.MOUSE_DRAGGED, edge - 60, 10, 1);
        mouse(surface, MouseEvent.MOUSE_RELEASED, edge - 60, 10, 1);
        assertThat(tree.columns().name()).isEqualTo(edge - 60);
        assertThat(kept).containsEntry("tree.name-width", String.valueOf(edge - 60));
    }

    @Test
    void choices_are_kept() {
        press(KeyCode.R, KeyCode.M);
        assertThat(tree.showsCriticalPath()).isTrue();
        assertThat(pane.lookup(".minimap").isVisible()).isTrue();
        assertThat(kept).containsEntry("tree.critical-path", "true").containsEntry("tree.minimap", "true");
        press(KeyCode.M);
        assertThat(pane.lookup(".minimap").isVisible()).isFalse();
    }

    @Test
    void a_growing_run_moves_nothing_unless_it_is_followed() {
        var running = RunSpans.of(TravelStory.running());
        pane.show(running, TravelStory.START + 6_200_000_000L);
        tree.select(2);
        tree.scrollTo(30);
        var all = RunSpans.of(TravelStory.trace());
        pane.update(all, all.end());
        assertThat(tree.scrolled()).isEqualTo(30);
        assertThat(tree.selected()).isEqualTo(2);
        press(KeyCode.L);
        assertThat(tree.scrolled()).isGreaterThan(100);
        assertThat(tree.selected()).isEqualTo(2);
    }

    @Test
    void a_run_that_waits_for_a_person_says_so_and_offers_to_leave_the_waiting_out() {
        var spans = List.of(
                step("1", null, SpanKind.AGENT, 0L, null),
                step("2", "1", SpanKind.LLM, 0L, 4 * SECOND),
                step("3", "1", SpanKind.APPROVAL, 4 * SECOND, null));
        var waiting = RunSpans.of(trace(spans, RunStatus.PAUSED, null));
        pane.show(waiting, START + 7_204 * SECOND);
        assertThat(tree.text(2)).contains("waiting").contains("2h 00m");
        assertThat(pane.lookup(".tree-offer").isVisible()).isTrue();
        assertThat(((Labeled) pane.lookup(".tree-offer .label")).getText()).isEqualTo("Idle for nearly all of 2h 00m.");
        press(KeyCode.G);
        assertThat(pane.lookup(".tree-offer").isVisible()).isFalse();
        assertThat(tree.view().share(START + 4 * SECOND)).isGreaterThan(0.9);
        tree.setNow(START + 10_804 * SECOND);
        assertThat(tree.text(2)).contains("3h 00m");
        assertThat(tree.view().share(START + 4 * SECOND)).isGreaterThan(0.9);
    }

    @Test
    void steps_without_an_end_of_a_run_that_is_over_do_not_grow() {
        var spans = List.of(step("1", null, SpanKind.AGENT, 0L, null), step("2", "1", SpanKind.LLM, 0L, 4 * SECOND));
        pane.show(RunSpans.of(trace(spans, RunStatus.OK, START + 4 * SECOND)), START + 7_204 * SECOND);
        assertThat(tree.text(0)).contains("no end").doesNotContain("2h 00m");
        assertThat(tree.view().share(START + 4 * SECOND)).isEqualTo(1);
        assertThat(tree.spans().running()).isFalse();
    }

    private static Span step(String id, @Nullable String parent, SpanKind kind, Long from, @Nullable Long to) {
        return Span.builder(new SpanId("a".repeat(32), id.repeat(16)), "step" + id, kind)
                .parent(parent == null ? null : parent.repeat(16))
                .time(START + from, to == null ? null : START + to)
                .status(to == null ? SpanStatus.RUNNING : SpanStatus.OK, null)
                .build();
    }

    private static Trace trace(List<Span> spans, RunStatus status, @Nullable Long end) {
        var run = TraceRuns.of(spans).top();
        var told = new Run(
                run.id(),
                null,
                run.type(),
                run.name(),
                run.actor(),
                null,
                status,
                null,
                run.startNanos(),
                end,
                run.own(),
                run.tree(),
                spans.size(),
                0,
                null,
                null,
                run.source(),
                null,
                null,
                null,
                List.of());
        return new Trace(told, List.of(told), spans);
    }

    @Test
    void rows_have_names_for_those_who_do_not_see_them() {
        tree.select(REFUSED);
        var row = (Node) tree.queryAccessibleAttribute(
                AccessibleAttribute.ROW_AT_INDEX, tree.rows().rowOf(REFUSED));
        assertThat(row.getAccessibleRole()).isEqualTo(AccessibleRole.TREE_TABLE_ROW);
        assertThat((String) row.queryAccessibleAttribute(AccessibleAttribute.TEXT))
                .startsWith("tool search_flights, failed: DATE_IN_PAST")
                .contains("832 ms")
                .endsWith("level 4, closed");
        assertThat(row.queryAccessibleAttribute(AccessibleAttribute.DISCLOSURE_LEVEL))
                .isEqualTo(3);
        assertThat(row.queryAccessibleAttribute(AccessibleAttribute.SELECTED)).isEqualTo(true);
        assertThat(tree.queryAccessibleAttribute(AccessibleAttribute.FOCUS_ITEM))
                .isEqualTo(row);
        var agent = (Node) tree.queryAccessibleAttribute(
                AccessibleAttribute.ROW_AT_INDEX, tree.rows().rowOf(FLIGHTS));
        assertThat(agent.queryAccessibleAttribute(AccessibleAttribute.EXPANDED)).isEqualTo(true);
        assertThat(tree.queryAccessibleAttribute(AccessibleAttribute.ROW_AT_INDEX, 10_000))
                .isNull();
    }

    @Test
    void the_menu_does_what_the_keys_do() {
        tree.select(REFUSED);
        pane.menu().menu().getItems().stream()
                .filter(item -> "tree-copy_name".equals(item.getId()))
                .findFirst()
                .orElseThrow()
                .fire();
        assertThat(Clipboard.getSystemClipboard().getString()).isEqualTo("search_flights");
        assertThat(pane.commands())
                .hasSize(TreeAction.values().length)
                .allSatisfy(command -> assertThat(command.label()).isNotBlank());
    }

    @Test
    void a_step_that_the_filter_hides_is_let_in_when_it_is_asked_for() {
        filter("kind:hook");
        tree.jump(REFUSED);
        assertThat(tree.selected()).isEqualTo(REFUSED);
        assertThat(names()).contains("search_flights", "pre.load_profile");
    }

    private static void mouse(Node on, javafx.event.EventType<MouseEvent> type, double x, double y, int clicks) {
        Event.fireEvent(
                on,
                new MouseEvent(
                        type,
                        x,
                        y,
                        x,
                        y,
                        MouseButton.PRIMARY,
                        clicks,
                        false,
                        false,
                        false,
                        false,
                        true,
                        false,
                        false,
                        false,
                        false,
                        false,
                        new PickResult(on, x, y)));
    }

    private void wheel(double x, double y, double by) {
        var surface = tree.getChildrenUnmodifiable().getFirst();
        Event.fireEvent(
                surface,
                new ScrollEvent(
                        ScrollEvent.SCROLL,
                        x,
                        y,
                        x,
                        y,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        0,
                        by,
                        0,
                        by,
                        ScrollEvent.HorizontalTextScrollUnits.NONE,
                        0,
                        ScrollEvent.VerticalTextScrollUnits.NONE,
                        0,
                        0,
                        new PickResult(surface, x, y)));
    }
}
