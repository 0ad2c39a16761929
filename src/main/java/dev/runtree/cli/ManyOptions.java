package dev.runtree.cli;

import dev.runtree.replay.many.ManyReplays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code replay} for more than one replay. */
final class ManyOptions {
    @Option(
            names = "--each",
            paramLabel = "FILTER",
            description =
                    "ask each run again that the filter finds, as ls lists them, " + ManyReplays.MOST_RUNS + " at most")
    private @Nullable String each;

    @Option(
            names = "--session",
            paramLabel = "SESSION_ID",
            description =
                    "a whole conversation, turn by turn: live, each turn is shown what the replay answered before it")
    private @Nullable String session;

    @Option(names = "--times", paramLabel = "N", description = "ask so many times: models answer otherwise each time")
    private int times = 1;

    @Nullable String each() {
        return each;
    }

    @Nullable String session() {
        return session;
    }

    int times() {
        return times;
    }

    boolean isMany(List<String> words, LiveOptions live) {
        return each != null || times > 1 || words.size() > 1 || live.models().size() > 1;
    }

    void check(List<String> words, LiveOptions live) {
        if (session != null) {
            checkSession(words, live);
            return;
        }
        if (words.isEmpty() == (each == null)) {
            throw new WrongUsage(
                    each == null
                            ? "Name a run, by its id or the beginning of one, several with --each FILTER, or a"
                                    + " conversation with --session"
                            : "Name runs, or choose them by --each, not both");
        }
        if (times < 1 || times > ManyReplays.MOST_TIMES) {
            throw new WrongUsage("--times needs a number from 1 to " + ManyReplays.MOST_TIMES);
        }
        if (isMany(words, live) && !live.isLive()) {
            throw new WrongUsage("From its record a run is the same each time, so several are asked of a model:"
                    + " add --live-model, or replay one run");
        }
        if (isMany(words, live) && live.writeEdit() != null) {
            throw new WrongUsage("--write-edit writes a step of one run");
        }
        if ((each != null || words.size() > 1) && live.namesStep()) {
            throw new WrongUsage("--from and --edit name a step of one run: name that run alone");
        }
    }

    private void checkSession(List<String> words, LiveOptions live) {
        if (!words.isEmpty() || each != null) {
            throw new WrongUsage("--session names a conversation, whose runs are its turns: name no others");
        }
        if (times != 1) {
            throw new WrongUsage("A conversation is replayed once: leave --times out");
        }
        if (live.models().size() > 1) {
            throw new WrongUsage("A conversation is replayed with one model: give --model once");
        }
        if (live.namesStep()) {
            throw new WrongUsage("--from, --edit and --write-edit are for a step of one run: name that run");
        }
    }
}
