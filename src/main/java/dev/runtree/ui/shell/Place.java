package dev.runtree.ui.shell;

import dev.runtree.ui.Shortcut;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The views of the window, in the order of the rail. */
enum Place {
    RUNS(Shortcut.RUNS),
    SESSIONS(Shortcut.SESSIONS),
    AGENTS(Shortcut.AGENTS),
    WATCH(Shortcut.WATCH),
    APPROVALS(Shortcut.APPROVALS),
    CHECKS(Shortcut.CHECKS),
    SQL(Shortcut.SQL),
    /** Where the list of runs leads: it is not on the rail. */
    COMPARE(Shortcut.COMPARE),
    /** Where the tree of a run leads. */
    FORK(Shortcut.FORK),
    /** Where many replays are shown. */
    MANY(Shortcut.MANY),
    /** Where a conversation that is replayed is shown. */
    TURNS(Shortcut.TURNS);

    private final Shortcut shortcut;

    Place(Shortcut shortcut) {
        this.shortcut = shortcut;
    }

    Shortcut shortcut() {
        return shortcut;
    }

    /** Whether it shows runs that have been made, and nothing while there is none; what is filtered for holds in it. */
    boolean isOfRuns() {
        return this == RUNS || this == SESSIONS;
    }

    /** Those that the rail leads to. */
    static List<Place> onRail() {
        return Stream.of(values())
                .filter(place -> place != COMPARE && place != FORK && place != MANY && place != TURNS)
                .toList();
    }

    /** The view that a key leads to. */
    static Optional<Place> of(Shortcut shortcut) {
        return Stream.of(values()).filter(place -> place.shortcut == shortcut).findFirst();
    }
}
