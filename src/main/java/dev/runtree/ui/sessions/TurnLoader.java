package dev.runtree.ui.sessions;

import dev.runtree.model.SpanId;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Job;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the turns that are looked at, gives up those that are not any more, and forgets the texts of those long unseen. */
final class TurnLoader {
    private static final int AT_ONCE = 4;

    /** Characters of text that are kept: some 40 MB. */
    private static final long MOST_KEPT = 20_000_000;

    private final Background background;
    private final TurnFeed feed;
    private final Map<SpanId, Job> reading = new HashMap<>();

    /** By how long ago they were looked at, with their lengths. */
    private final LinkedHashMap<SpanId, Long> kept = new LinkedHashMap<>(16, 0.75f, true);

    private long length;
    private @Nullable RunQueries queries;
    private List<Entry> wanted = List.of();

    TurnLoader(Background background, TurnFeed feed) {
        this.background = background;
        this.feed = feed;
    }

    void use(RunQueries other) {
        queries = other;
        forget();
    }

    /** Another conversation is shown. */
    void forget() {
        reading.values().forEach(Job::cancel);
        reading.clear();
        kept.clear();
        length = 0;
        wanted = List.of();
    }

    /** These are looked at now. */
    void look(List<Entry> seen) {
        wanted = seen;
        seen.forEach(entry -> kept.get(entry.run().id()));
        Set<SpanId> ids = seen.stream().map(entry -> entry.run().id()).collect(Collectors.toSet());
        reading.entrySet().removeIf(each -> {
            if (ids.contains(each.getKey())) {
                return false;
            }
            each.getValue().cancel();
            return true;
        });
        readOn();
    }

    private void readOn() {
        var asked = queries;
        if (asked == null) {
            return;
        }
        for (var entry : wanted) {
            var id = entry.run().id();
            if (reading.size() >= AT_ONCE) {
                return;
            }
            if (entry.isWanted() && !reading.containsKey(id)) {
                reading.put(
                        id,
                        background.run(
                                new TurnReader(asked, entry.run()),
                                turn -> read(id, turn),
                                failure -> failed(id, failure)));
            }
        }
    }

    private void read(SpanId id, Turn turn) {
        done(id);
        Long before = kept.put(id, turn.length());
        length += turn.length() - (before == null ? 0 : before);
        feed.change(id, entry -> entry.read(turn));
        letGo();
        readOn();
    }

    private void failed(SpanId id, RuntimeException failure) {
        done(id);
        feed.change(id, entry -> entry.failed(String.valueOf(failure.getMessage())));
        readOn();
    }

    private void done(SpanId id) {
        reading.remove(id);
        wanted = wanted.stream().filter(entry -> !entry.run().id().equals(id)).toList();
    }

    private void letGo() {
        var oldest = kept.entrySet().iterator();
        while (length > MOST_KEPT && kept.size() > AT_ONCE && oldest.hasNext()) {
            var each = oldest.next();
            length -= each.getValue();
            oldest.remove();
            feed.change(each.getKey(), Entry::forgotten);
        }
    }
}
