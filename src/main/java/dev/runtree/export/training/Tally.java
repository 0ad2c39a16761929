package dev.runtree.export.training;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Counts while an export goes on. */
final class Tally {
    private final Map<Reason, Long> leftOut = new EnumMap<>(Reason.class);
    private final Consumer<LeftOut> told;
    private long lines;
    private long runs;
    private long calls;
    private long failedCalls;
    private long joined;
    private long withoutTools;

    Tally(Consumer<LeftOut> told) {
        this.told = told;
    }

    void run() {
        runs++;
    }

    void call() {
        calls++;
    }

    void failedCalls(int more) {
        failedCalls += more;
    }

    void line(Example example) {
        lines++;
        joined += example.isJoined() ? 1 : 0;
        withoutTools += example.tools().isEmpty() && usesTools(example) ? 1 : 0;
    }

    private static boolean usesTools(Example example) {
        return example.messages().stream()
                .anyMatch(message -> !OpenAiChat.calls(message).isEmpty());
    }

    void leftOut(Reason reason, String id, @Nullable String session) {
        leftOut.merge(reason, 1L, Long::sum);
        told.accept(new LeftOut(reason, id, session));
    }

    long lines() {
        return lines;
    }

    TrainingReport report(long limit) {
        return new TrainingReport(
                List.of(), lines, runs, calls, failedCalls, joined, withoutTools, leftOut, lines >= limit);
    }
}
