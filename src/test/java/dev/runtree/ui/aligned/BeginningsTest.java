package dev.runtree.ui.aligned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.FxExtension;
import dev.runtree.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two long runs are told from their beginnings before they are read to their ends. */
@Tag("fx")
@ExtendWith(FxExtension.class)
class BeginningsTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final int STEPS = 1_200;
    private static final int HEIGHT = 400;

    @Test
    void where_long_runs_part_is_told_before_they_are_read_and_what_is_read_stays_where_it_is() {
        write(1, 0);
        write(2, 60);
        var early = new ArrayList<AlignedPair>();
        var whole = compare(early);

        assertThat(early).singleElement().satisfies(beginning -> {
            assertThat(beginning.isWhole()).isFalse();
            assertThat(beginning.alignment().steps()).hasSizeBetween(61, STEPS - 1);
            assertThat(beginning.reason()).contains("tool gave other instead of same");
        });
        assertThat(whole.isWhole()).isTrue();
        assertThat(whole.alignment().steps()).hasSize(STEPS + 1);
        assertThat(whole.reason()).isEqualTo(early.getFirst().reason());

        var tree = new AlignedTree();
        tree.resize(900, HEIGHT);
        tree.show(early.getFirst());
        assertThat(tree.text(tree.selected())).contains("changed: output");
        tree.select(tree.rows().at(tree.rows().rowOf(tree.selected()) + 1));
        tree.setOpen(tree.selected(), true);
        tree.select(tree.rows().at(tree.rows().rowOf(tree.selected()) + 30));
        var read = tree.text(tree.selected());
        var height = height(tree);
        tree.show(whole);
        assertThat(tree.text(tree.selected())).isEqualTo(read);
        assertThat(height(tree)).isEqualTo(height);
    }

    private static double height(AlignedTree tree) {
        return (double) tree.rows().rowOf(tree.selected()) * AlignedTree.ROW - tree.scrolled();
    }

    private static AlignedPair compare(List<AlignedPair> early) {
        var queries = new RunQueries(db.database());
        var made = new ComparedReader(queries, run(queries, 1), run(queries, 2), false, progress -> {}, early::add)
                .fetch();
        return (AlignedPair) made;
    }

    private static Run run(RunQueries queries, int number) {
        return queries.trace(trace(number)).fetch().orElseThrow().run();
    }

    private static String trace(int number) {
        return "%032x".formatted(0xbe91 + number);
    }

    /** An agent with many equal calls of a tool, but for one. */
    private static void write(int number, int otherStep) {
        var spans = new ArrayList<RecordedSpan>();
        var root = new SpanId(trace(number), "%016x".formatted(1));
        spans.add(new RecordedSpan(
                Span.builder(root, "agent", SpanKind.AGENT)
                        .time(number, (long) number + STEPS)
                        .build(),
                Payload.EMPTY));
        for (var step = 1; step <= STEPS; step++) {
            var result = step == otherStep ? "other" : "same";
            spans.add(new RecordedSpan(
                    Span.builder(new SpanId(root.traceId(), "%016x".formatted(step + 1)), "tool", SpanKind.TOOL)
                            .parent(root.spanId())
                            .toolName("tool")
                            .time(number + step, number + step + 1L)
                            .build(),
                    new Payload(
                            "{\"gen_ai.operation.name\":\"execute_tool\",\"gen_ai.tool.call.arguments\":\"{\\\"n\\\":"
                                    + step + "}\",\"gen_ai.tool.call.result\":\"" + result + "\"}",
                            "[]",
                            "[]",
                            "{}",
                            "{}",
                            null,
                            null)));
        }
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            writer.write(spans);
        }
    }
}
