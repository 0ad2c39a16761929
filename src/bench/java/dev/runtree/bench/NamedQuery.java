package dev.runtree.bench;

import dev.runtree.bench.load.Latencies;
import dev.runtree.store.Query;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * A question to be asked many times.
 *
 * @param query a new one for each time, since each is fetched once; asked for another user, agent and so on each time
 */
record NamedQuery(String name, IntFunction<Query<?>> query) {
    private static final int WARM_UP = 20;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(20);

    /** How long each time took; a slow one is asked less often, but at least three times. */
    Latencies ask(int times) {
        return ask(times, WARM_UP);
    }

    Latencies ask(int times, int warmUp) {
        var latencies = new Latencies();
        var until = System.nanoTime() + LONGEST_NANOS;
        for (var i = 0; i < warmUp && System.nanoTime() < until; i++) {
            query.apply(i).fetch();
        }
        for (var i = 0; i < times && (latencies.size() < 3 || System.nanoTime() < until); i++) {
            var asked = query.apply(warmUp + i);
            var begun = System.nanoTime();
            asked.fetch();
            latencies.add(System.nanoTime() - begun);
        }
        return latencies;
    }
}
