package dev.runtree.bench;

import dev.runtree.bench.load.Latencies;
import dev.runtree.model.Run;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Trace;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.ui.background.Toolkit;
import dev.runtree.ui.run.TreeOnStage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.function.LongSupplier;

/** The tree of a run on a screen without a graphics card, beside JavaFX's own tree table with the same spans. */
final class TreeBenchmark implements Section {
    static final int WIDTH = 960;
    static final int HEIGHT = 900;
    /** For which there are goals, and which JavaFX's own tree can be compared with. */
    private static final int LARGEST = 100_000;

    private static final int TIMES = 15;
    private static final int APPENDED = 500;
    private static final double THREE_ROWS = 78;

    private final Sizes sizes;
    private final OtlpReader reader = new OtlpReader(Prices.none());

    TreeBenchmark(Sizes sizes) {
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return "tree";
    }

    @Override
    public void run(Report report) throws Exception {
        var toolkit = Toolkit.headless();
        try (var stand = new Stand(sizes.folder())) {
            var queries = new RunQueries(stand.database());
            var window = new TreeOnStage(toolkit, queries, WIDTH, HEIGHT);
            var runs = new ArrayList<Run>();
            for (var spans : sizes.open()) {
                if (spans <= LARGEST) {
                    runs.add(write(stand, queries, spans));
                }
            }
            if (!runs.isEmpty()) {
                heap(report, stand, runs.getFirst(), runs.getLast());
                for (var run : runs) {
                    open(report, window, queries, run);
                }
                compare(report, toolkit, window, queries, runs.getLast());
            }
            for (var spans : sizes.open()) {
                if (spans > LARGEST) {
                    var small = runs.isEmpty() ? write(stand, queries, 1_000) : runs.getFirst();
                    var large = write(stand, queries, spans);
                    new LargeTree(report, window, large).run(Path.of(sizes.runtree()), stand.home(), small);
                }
            }
        }
    }

    private Run write(Stand stand, RunQueries queries, int spans) throws Exception {
        var batches = Stand.oneTrace(461 + spans, spans);
        try (var writer = new SpanWriter(stand.database(), new SpanLogs(Prices.none()))) {
            for (var number = 0L; number < batches.bodiesFor(spans); number++) {
                writer.write(
                        reader.traces(Encoding.PROTOBUF, batches.batch(number).body(), Source.OTLP)
                                .spans());
            }
        }
        var trace = batches.batch(0).spans().getFirst().traceHex();
        return queries.trace(trace).fetch().orElseThrow().run();
    }

    private static void open(Report report, TreeOnStage window, RunQueries queries, Run run) {
        var opened = times(() -> {
            window.close();
            return window.open(run);
        });
        var stock = Toolkit.headless();
        var table = StockTree.show(stock, WIDTH, HEIGHT);
        var compared = times(() -> {
            stock.call(() -> table.time(() -> table.table().setRoot(null)));
            var begun = System.nanoTime();
            var items =
                    StockTree.items(queries.run(run.id()).fetch().orElseThrow().spans());
            stock.call(() -> table.time(() -> table.show(items)));
            return System.nanoTime() - begun;
        });
        stock.call(() -> {
            table.hide();
            return true;
        });
        var target = run.spanCount() <= 1_000 ? 60 : run.spanCount() <= 20_000 ? 250 : 800;
        figure(
                report,
                Report.text("open a run of %,d spans, from click to painted tree, database included", run.spanCount()),
                Report.text("p50 <= %d ms", target),
                opened,
                compared);
    }

    private static void figure(Report report, String what, String target, Latencies ours, Latencies theirs) {
        report.figure(new Report.Figure(
                what,
                target,
                Report.text("p50 %.1f ms, p95 %.1f ms", ours.millis(0.5), ours.millis(0.95)),
                Report.text("TreeTableView p50 %.1f ms", theirs.millis(0.5)),
                Report.text("%.3f", ours.millis(0.5) / theirs.millis(0.5))));
    }

    private static Latencies times(LongSupplier work) {
        for (var i = 0; i < 5; i++) {
            work.getAsLong();
        }
        var latencies = new Latencies();
        for (var i = 0; i < TIMES; i++) {
            latencies.add(work.getAsLong());
        }
        return latencies;
    }

    private void heap(Report report, Stand stand, Run small, Run run) throws Exception {
        var heap = TreeHeap.of(Path.of(sizes.runtree()), stand.home(), small.id(), run.id());
        report.figure(new Report.Figure(
                Report.text("heap for an open run of %,d spans, payloads closed", run.spanCount()),
                "<= 60 MB above the empty window",
                Report.text("%.1f MB", heap.megabytes()),
                Report.NONE,
                Report.text("%.2f", heap.megabytes() / 60)));
    }

    private static void compare(Report report, Toolkit toolkit, TreeOnStage window, RunQueries queries, Run run) {
        var trace = queries.run(run.id()).fetch().orElseThrow();
        window.open(run);
        var rows = Report.text("%,d rows", window.rows());
        var collapse = times(() -> window.time(window::collapseAll) + 0 * window.time(window::expandAll));
        var expand = times(() -> {
            window.time(window::collapseAll);
            return window.time(window::expandAll);
        });
        var filter = times(() -> {
            window.time(() -> window.filter(""));
            return window.time(() -> window.filter("tool"));
        });
        window.time(() -> window.filter(""));
        var append = append(window, trace);
        window.open(run);
        var frames = Frames.of(toolkit, () -> window.scroll(THREE_ROWS));
        window.close();

        var stock = StockTree.show(toolkit, WIDTH, HEIGHT);
        var items = StockTree.items(trace.spans());
        toolkit.call(() -> stock.time(() -> stock.show(items)));
        var stockFrames = Frames.of(toolkit, stock::scroll);
        var stockCollapse = few(() -> {
            var took = toolkit.call(() -> stock.time(() -> stock.setExpanded(false)));
            toolkit.call(() -> stock.time(() -> stock.setExpanded(true)));
            return took;
        });
        var stockExpand = few(() -> {
            toolkit.call(() -> stock.time(() -> stock.setExpanded(false)));
            return toolkit.call(() -> stock.time(() -> stock.setExpanded(true)));
        });
        var stockFilter =
                few(() -> toolkit.call(() -> stock.time(() -> stock.show(StockTree.items(trace.spans().stream()
                        .filter(span -> span.kind() != SpanKind.LLM)
                        .toList())))));
        var stockAppend = stockAppend(toolkit, stock, trace);
        toolkit.call(() -> {
            stock.hide();
            return true;
        });
        report.figure(new Report.Figure(
                "scroll the tree, " + rows,
                "p95 <= 16.7 ms a frame, >= 5 x the frames of TreeTableView",
                Report.text("p50 %.1f ms, p95 %.1f ms a frame", frames.millis(0.5), frames.millis(0.95)),
                Report.text(
                        "TreeTableView p50 %.1f ms, p95 %.1f ms", stockFrames.millis(0.5), stockFrames.millis(0.95)),
                Report.text("%.1f x the frames", (double) frames.size() / stockFrames.size())));
        figure(report, "collapse all, " + rows, "<= 50 ms", collapse, stockCollapse);
        figure(report, "expand all, " + rows, "<= 50 ms", expand, stockExpand);
        figure(report, "filter the tree by name, " + rows, "<= 50 ms", filter, stockFilter);
        figure(report, "500 rows more while a row is selected, " + rows, "<= 16 ms", append, stockAppend);
    }

    private static Latencies few(LongSupplier work) {
        var latencies = new Latencies();
        for (var i = 0; i < 3; i++) {
            latencies.add(work.getAsLong());
        }
        return latencies;
    }

    private static Latencies append(TreeOnStage window, Trace trace) {
        window.time(() -> window.selectRow(50));
        var spans = new ArrayList<>(trace.spans());
        return times(() -> {
            add(spans);
            var later = window.later(new Trace(trace.run(), trace.runs(), spans));
            return window.time(later);
        });
    }

    private static void add(ArrayList<Span> spans) {
        var last = spans.getLast();
        for (var i = 0; i < APPENDED; i++) {
            spans.add(Span.builder(
                            new SpanId(last.id().traceId(), "%016x".formatted(0xabcdL << 32 | spans.size())),
                            "execute_tool",
                            SpanKind.TOOL)
                    .parent(last.parentSpanId())
                    .time(last.startNanos() + i, last.startNanos() + i + 1)
                    .build());
        }
    }

    private static Latencies stockAppend(Toolkit toolkit, StockTree stock, Trace trace) {
        toolkit.call(() -> stock.time(() -> stock.show(StockTree.items(trace.spans()))));
        toolkit.call(() -> stock.time(() -> stock.table().getSelectionModel().select(50)));
        return few(() -> {
            var spans = new ArrayList<>(trace.spans()
                    .subList(trace.spans().size() - 1, trace.spans().size()));
            add(spans);
            var items = spans.stream()
                    .skip(1)
                    .map(javafx.scene.control.TreeItem::new)
                    .toList();
            return toolkit.call(() -> stock.time(() -> {
                var parents = stock.table().getRoot().getChildren();
                parents.getLast().getChildren().addAll(items);
            }));
        });
    }
}
