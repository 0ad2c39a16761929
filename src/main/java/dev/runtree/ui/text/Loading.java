package dev.runtree.ui.text;

import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Job;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Reads a text to its end in pieces: the first at once, the others off the FX thread, which hears of each. */
final class Loading {
    /** What is there before anything is painted, in characters. */
    static final int FIRST = 256 * 1024;

    private static final int PIECE = 4 * 1024 * 1024;

    private final Background background;
    private final Consumer<RuntimeException> failed;
    private @Nullable Job job;

    /** @param failed hears that a text could not be read to its end */
    Loading(Background background, Consumer<RuntimeException> failed) {
        this.background = background;
        this.failed = failed;
    }

    /**
     * @param scan reads on to a place of the text, and says whether there is more
     * @param grown called after each piece, the first included, before this returns
     */
    void start(IntPredicate scan, Runnable grown) {
        cancel();
        var more = scan.test(FIRST);
        grown.run();
        if (more) {
            goOn(scan, FIRST, grown);
        }
    }

    private void goOn(IntPredicate scan, int read, Runnable grown) {
        var to = (int) Math.min(Integer.MAX_VALUE, (long) read + PIECE);
        job = background.call(
                () -> scan.test(to),
                more -> {
                    grown.run();
                    if (more) {
                        goOn(scan, to, grown);
                    }
                },
                failed);
    }

    void cancel() {
        if (job != null) {
            job.cancel();
            job = null;
        }
    }
}
