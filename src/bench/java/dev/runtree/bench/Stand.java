package dev.runtree.bench;

import dev.runtree.bench.load.AgentLoops;
import dev.runtree.bench.load.AgentTraces;
import dev.runtree.bench.load.Batch;
import dev.runtree.bench.load.Batches;
import dev.runtree.bench.load.Cast;
import dev.runtree.bench.load.Flavour;
import dev.runtree.bench.load.LoadResult;
import dev.runtree.bench.load.LoadRun;
import dev.runtree.bench.load.OneTrace;
import dev.runtree.bench.load.Scenery;
import dev.runtree.bench.load.Seed;
import dev.runtree.bench.load.Target;
import dev.runtree.bench.load.Times;
import dev.runtree.settings.DatabaseTarget;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.BenchConnections;
import dev.runtree.store.Database;
import dev.runtree.store.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;

/** A home with an embedded database of its own, as a user's first start makes it; both go when it is closed. */
final class Stand implements AutoCloseable {
    static final int SPANS_OF_BODY = 500;
    static final int SPANS_OF_TRACE = 10;
    static final int ATTRIBUTE_BYTES = 1_500;

    private final RuntreeHome home;
    private final Database database;

    Stand(Path folder) throws IOException {
        home = new RuntreeHome(Files.createTempDirectory(folder, "runtree-bench"));
        database = Database.open(new DatabaseTarget.Embedded(), home);
    }

    Database database() {
        return database;
    }

    Path home() {
        return home.root();
    }

    Connection connect() throws SQLException {
        return BenchConnections.connect(database);
    }

    /** Runs of now by the usual cast. */
    static Scenery scenery(long seed) {
        return new Scenery(new Seed(seed), Cast.USUAL, new Times(Instant.now(), Duration.ZERO), Flavour.GEN_AI);
    }

    static Batches traces(long seed) {
        var scenery = scenery(seed);
        return new Batches(scenery, new AgentTraces(scenery, SPANS_OF_TRACE, ATTRIBUTE_BYTES), SPANS_OF_BODY);
    }

    static Batches oneTrace(long seed, int spans) {
        var scenery = scenery(seed);
        return new Batches(scenery, new OneTrace(scenery, spans, ATTRIBUTE_BYTES), SPANS_OF_BODY);
    }

    static Batches loops(long seed, int calls) {
        var scenery = scenery(seed);
        return new Batches(scenery, new AgentLoops(scenery, calls, AgentLoops.Sizes.USUAL), SPANS_OF_BODY);
    }

    /** Bodies that are ready before the clock starts. */
    static ArrayList<Batch> ready(Batches batches, long from, long to) {
        var ready = new ArrayList<Batch>();
        for (var number = from; number < to; number++) {
            ready.add(batches.batch(number));
        }
        return ready;
    }

    /** Sends all of them, and fails if one was not acknowledged. */
    static LoadResult send(Target target, int connections, ArrayList<Batch> ready)
            throws InterruptedException, IOException {
        var result = new LoadRun(target, connections, LoadRun.Limits.NONE, null)
                .send(number -> ready.get((int) number), 0, ready.size());
        if (result.acknowledged() != result.sent()) {
            throw new IOException("not everything was acknowledged: " + result);
        }
        return result;
    }

    @Override
    public void close() throws IOException {
        database.close();
        EmbeddedPostgres.stop(home, true);
        try (var paths = Files.walk(home.root())) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
