package dev.runtree.cli;

import java.io.PrintWriter;

/** One line on a terminal that says how far something is, over and over; nothing where nobody watches. */
final class ProgressLine implements AutoCloseable {
    private static final long PAUSE_NANOS = 100_000_000;
    private static final int WIDTH = 24;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean isWatched;
    private long shownAt;
    private boolean isShown;

    ProgressLine(Terminal terminal) {
        err = terminal.err();
        isWatched = terminal.progress();
    }

    /** Shows a line, unless one was shown just now. */
    void show(String text) {
        if (isDue()) {
            err.print(CLEAR + text);
            err.flush();
            shownAt = System.nanoTime();
            isShown = true;
        }
    }

    /** Whether a line would be shown now: for one that is not for nothing to make. */
    boolean isDue() {
        return isWatched && (!isShown || System.nanoTime() - shownAt > PAUSE_NANOS);
    }

    /** A bar and a percentage. */
    static String bar(long done, long all) {
        int part = all <= 0 ? 0 : (int) (Math.min(done, all) * 100 / all);
        int full = part * WIDTH / 100;
        return "[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] " + part + " %";
    }

    /** Takes the line away, to print something else or because it is done. */
    void clear() {
        if (isShown) {
            err.print(CLEAR);
            err.flush();
            isShown = false;
        }
    }

    @Override
    public void close() {
        clear();
    }
}
