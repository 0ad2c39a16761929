package dev.runtree.bench;

import dev.runtree.bench.load.Batches;
import dev.runtree.bench.load.Target;

/** One trace that comes in many bodies, beside as many spans in traces of ten; one sender, as such a trace has. */
final class OneTraceBenchmark implements Section {
    private static final int WARM_UP = 40;

    private final Sizes sizes;

    OneTraceBenchmark(Sizes sizes) {
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return "trace";
    }

    @Override
    public void run(Report report) throws Exception {
        try (var stand = new Stand(sizes.folder());
                var serving = Serving.start(sizes.runtree(), stand.home())) {
            var target = Target.http(serving.http());
            Stand.send(target, 1, Stand.ready(Stand.traces(20), 0, WARM_UP));
            var many = new Medians();
            var one = new Medians();
            for (var round = 0; round < sizes.rounds(); round++) {
                many.add(seconds(target, Stand.traces(21 + round)));
                one.add(seconds(target, Stand.oneTrace(31 + round, sizes.trace())));
            }
            var bodies = Math.ceilDiv(sizes.trace(), Stand.SPANS_OF_BODY);
            report.figure(new Report.Figure(
                    Report.text("one trace of %,d spans in %,d batches", sizes.trace(), bodies),
                    "little more than traces of ten",
                    Report.text("%.1f s", one.median()),
                    Report.text(
                            "%,d traces of ten in %,d batches %.1f s",
                            sizes.trace() / Stand.SPANS_OF_TRACE, bodies, many.median()),
                    Report.text("%.2f", one.median() / many.median())));
        }
    }

    private double seconds(Target target, Batches batches) throws Exception {
        var ready = Stand.ready(batches, 0, batches.bodiesFor(sizes.trace()));
        return Stand.send(target, 1, ready).took().toNanos() / 1e9;
    }
}
