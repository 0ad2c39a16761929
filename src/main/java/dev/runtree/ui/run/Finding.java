package dev.runtree.ui.run;

import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanSearch;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Finds words in the run that the tree shows: in names at once, in payloads as the database looks into them. What was found
 * is walked in the order of the tree.
 */
final class Finding {
    private static final Duration TYPING = Duration.millis(200);

    private final RunTree tree;
    private final Background background;
    private final Latest search;
    private final Runnable changed;
    private final AtomicInteger asked = new AtomicInteger();
    private @Nullable RunQueries queries;
    private String words = "";
    private boolean going;
    private long looked;
    private long all;
    private String failure = "";

    /** @param changed told when there are more hits, or it has got further */
    Finding(RunTree tree, Background background, Runnable changed) {
        this.tree = tree;
        this.background = background;
        this.search = new Latest(background, TYPING);
        this.changed = changed;
    }

    void use(@Nullable RunQueries other) {
        search.cancel();
        queries = other;
    }

    /** Looks for other words; for none, nothing is marked any more. */
    void look(String wanted) {
        if (!wanted.equals(words)) {
            words = wanted;
            again();
        }
    }

    /** The tree shows another run: the same words are looked for in it. */
    void again() {
        search.cancel();
        failure = "";
        looked = 0;
        all = 0;
        var number = asked.incrementAndGet();
        var forest = tree.spans().forest();
        var hits = new Hits(words);
        hits.lookInto(forest);
        tree.setHits(hits);
        var from = queries;
        going = !words.isBlank() && from != null && forest.size() > 0;
        if (going && from != null) {
            var traceId = forest.span(0).id().traceId();
            search.ask(
                    () -> from.search(traceId, words, new Told(number, traceId)),
                    found -> ended(number, ""),
                    why -> ended(number, String.valueOf(why.getMessage())));
        }
        changed.run();
    }

    /** Ends looking into payloads; what was found stays. */
    void stop() {
        search.cancel();
        asked.incrementAndGet();
        going = false;
        changed.run();
    }

    private void ended(int number, String why) {
        if (number == asked.get()) {
            going = false;
            failure = why;
            changed.run();
        }
    }

    /** Goes to the next or previous hit. */
    void walk(int step) {
        tree.does(step > 0 ? TreeAction.NEXT_HIT : TreeAction.PREVIOUS_HIT);
        changed.run();
    }

    boolean isGoing() {
        return going;
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** How many spans have been looked into. */
    long looked() {
        return looked;
    }

    long all() {
        return all;
    }

    /** Why payloads could not be looked into; empty when they could. */
    String failure() {
        return failure;
    }

    /** Hands over to the JavaFX thread what is told on another. */
    private final class Told implements SpanSearch.Listener {
        private final int number;
        private final String traceId;

        Told(int number, String traceId) {
            this.number = number;
            this.traceId = traceId;
        }

        @Override
        public void found(List<SpanSearch.Hit> hits) {
            background.later(() -> {
                if (number == asked.get()) {
                    tree.hits().found(tree.spans().forest(), traceId, hits);
                    tree.setHits(tree.hits());
                    changed.run();
                }
            });
        }

        @Override
        public void progress(long done, long of) {
            background.later(() -> {
                if (number == asked.get()) {
                    looked = done;
                    all = of;
                    changed.run();
                }
            });
        }
    }
}
