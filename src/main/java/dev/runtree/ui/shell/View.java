package dev.runtree.ui.shell;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the window can be asked to show; the words of {@code runtree screenshot}. */
public enum View {
    RUNS,
    TRANSCRIPT,
    STATISTICS,
    SESSIONS,
    USERS,
    COMPARE,
    COMPARE_TABLE,
    REPLAY,
    MANY,
    FORK,
    PLAYGROUND,
    REDACT,
    AGENTS,
    WATCH,
    APPROVALS,
    CHECKS,
    SAVE_CASE,
    REPLAY_SESSION,
    SQL,
    EMPTY,
    CONNECT,
    RECEIVE,
    TARGETS,
    ALERTS,
    DATABASE,
    KEYS,
    PALETTE;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<View> ofWord(String word) {
        return Stream.of(values()).filter(view -> view.word().equals(word)).findFirst();
    }
}
