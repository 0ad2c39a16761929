package dev.runtree.bench;

import dev.runtree.model.watch.Watched;
import dev.runtree.store.Database;
import dev.runtree.store.Databases;
import dev.runtree.store.Query;
import dev.runtree.store.Scope;
import dev.runtree.store.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;

/** What the view of watched signals asks, each of them and all five together, over the ranges that it offers. */
final class Watching {
    private static final List<Integer> HOURS = List.of(1, 24, 7 * 24, GeneratedRows.DAYS * 24);

    private Watching() {}

    static List<NamedQuery> of(Database database) {
        var signals = new Signals(Databases.of(database));
        return HOURS.stream()
                .flatMap(hours -> List.<NamedQuery>of(
                        asked("latency", hours, signals, Signals::latency),
                        asked("spend", hours, signals, Signals::spend),
                        asked("tools", hours, signals, Signals::tools),
                        asked("users", hours, signals, Signals::users),
                        asked("approvals", hours, signals, Signals::approvals),
                        asked("all five", hours, signals, Watching::all))
                        .stream())
                .toList();
    }

    private static Query<Watched> all(Signals signals, Scope scope) {
        return signals.all(scope);
    }

    private static NamedQuery asked(
            String name, int hours, Signals signals, BiFunction<Signals, Scope, ? extends Query<?>> question) {
        return new NamedQuery(Report.text("%s over %d hours", name, hours), i -> question.apply(signals, last(hours)));
    }

    /** Begins in the middle of an hour and ends now. */
    private static Scope last(int hours) {
        var now = Instant.now();
        return Scope.of(now.minus(Duration.ofHours(hours)), now);
    }
}
