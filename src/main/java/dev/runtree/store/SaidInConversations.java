package dev.runtree.store;

import dev.runtree.model.ConversationId.Kind;
import dev.runtree.query.RunFilter;
import dev.runtree.store.RunPage.Place;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sessions or users in which the words of a filter are said, in the order of the newest run that says them. */
final class SaidInConversations extends QueryChain<ConversationPage> {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** How long is looked for a first page, and for more than was found. */
    private static final Duration SOON = Duration.ofMillis(250);

    private static final int RUNS = 100;

    private final Database database;
    private final Kind kind;
    private final RunFilter filter;
    private final @Nullable Place after;
    private final Set<String> seen;
    private final int limit;

    SaidInConversations(
            Database database, Kind kind, RunFilter filter, @Nullable Place after, Set<String> seen, int limit) {
        this.database = database;
        this.kind = kind;
        this.filter = filter;
        this.after = after;
        this.seen = seen;
        this.limit = limit;
    }

    @Override
    public ConversationPage fetch() {
        var soon = System.nanoTime() + SOON.toNanos();
        var end = after == null ? soon : System.nanoTime() + PATIENCE.toNanos();
        var found = new LinkedHashMap<String, Place>();
        var next = after;
        var looked = 0L;
        do {
            var page = ask(new Search(database).page(filter, next, RUNS, SOON));
            next = page.next();
            looked += page.looked();
            for (var run : page.runs()) {
                var id = switch (kind) {
                    case SESSION -> run.actor().sessionId();
                    case USER -> run.actor().userId();
                };
                if (id != null && !seen.contains(id) && found.size() < limit && !found.containsKey(id)) {
                    found.put(id, Place.of(run));
                    next = found.size() == limit ? Place.of(run) : next;
                }
            }
        } while (next != null && found.size() < limit && System.nanoTime() < (found.isEmpty() ? end : soon));
        return new ConversationPage(
                ask(new ReadQuery<>(database, reading -> ConversationQueries.described(reading, kind, found))),
                next,
                looked);
    }
}
