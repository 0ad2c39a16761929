package dev.runtree.check;

import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.pricing.Prices;
import dev.runtree.store.RunQueries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks cases one after the other. Their replays are stored as runs; their records are only read. */
public final class Checks {
    private static final Logger LOG = LoggerFactory.getLogger(Checks.class);

    private final CheckSettings settings;
    private final CaseReplay replays;
    private final Budget budget;
    private final Cancellation cancellation;
    private final Function<Throwable, String> words;

    /**
     * @param queries of the database that the replays are stored in
     * @param recorder see {@link Recorder#ofReplays}; left open
     * @param prices what calls cost
     * @param cancellation ends the replay that is made, and those behind it are not begun
     * @param words puts what went wrong into one line for a reader
     */
    public Checks(
            RunQueries queries,
            Recorder recorder,
            Prices prices,
            CheckSettings settings,
            Cancellation cancellation,
            Function<Throwable, String> words) {
        this.settings = settings;
        this.cancellation = cancellation;
        this.words = words;
        budget = new Budget(settings.limits());
        replays = new CaseReplay(queries, recorder, prices, settings, budget, cancellation);
    }

    /**
     * Checks all of them; one that has a mistake or cannot be replayed does not keep the others from being checked.
     *
     * @param begins is told of each file before it is looked at
     * @param ends is told of each case when it is done
     * @return in the order of the files
     */
    public List<CaseResult> run(List<Path> files, Consumer<Path> begins, Consumer<CaseResult> ends) {
        var results = new ArrayList<CaseResult>();
        for (var file : files) {
            begins.accept(file);
            var result = check(file);
            results.add(result);
            ends.accept(result);
        }
        return results;
    }

    private CaseResult check(Path file) {
        var since = System.nanoTime();
        var name = Case.plainName(file);
        try {
            var end = cancellation.isCancelled() ? java.util.Optional.of("checking was ended before it") : budget.end();
            if (end.isPresent()) {
                return new CaseResult(file, name, new Verdict.Skipped(end.get()), null, Duration.ZERO);
            }
            var one = Case.read(file);
            name = one.name();
            return replays.check(one, settings.mode() == null ? one.mode() : settings.mode(), since);
        } catch (RuntimeException e) {
            LOG.info("The case {} could not be checked", file, e);
            return new CaseResult(file, name, new Verdict.NotDone(words.apply(e)), null, since(since));
        }
    }

    static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
