package dev.runtree.check;

import dev.runtree.check.expect.Held;
import dev.runtree.check.expect.Mismatch;
import dev.runtree.check.expect.Observed;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A case that was checked.
 *
 * @param name of the case, or of its file where that cannot be read
 * @param replay how it was replayed; {@code null} when it did not come to that
 * @param took with reading and comparing
 */
public record CaseResult(
        Path file, String name, Verdict verdict, @Nullable Replay replay, Duration took) {

    /**
     * A replay that was made.
     *
     * @param runId of the run that it is; it may wait on this disk while the database is away
     * @param replayOf the run id of the recorded one
     * @param isRecordHere whether that one is in the database as well, to be compared with
     * @param model that was asked; {@code null} for none
     * @param cost in US dollars, as far as prices are known
     * @param observed {@code null} where it came to no answer
     * @param held each expectation beside what there was, in the order of {@link Case#expectations}; none where it came to no
     *     answer
     */
    public record Replay(
            String runId,
            String replayOf,
            boolean isRecordHere,
            Mode mode,
            @Nullable String model,
            BigDecimal cost,
            @Nullable Observed observed,
            List<Held> held) {
        public Replay {
            held = List.copyOf(held);
        }

        private Replay redacted(UnaryOperator<String> redaction) {
            var said = held.stream()
                    .map(one -> new Held(
                            one.key(),
                            one.line(),
                            redaction.apply(one.expected()),
                            redaction.apply(one.got()),
                            one.isMet()))
                    .toList();
            return new Replay(runId, replayOf, isRecordHere, mode, model, cost, observed, said);
        }
    }

    /** As it leaves when what was said is redacted. */
    public CaseResult redacted(UnaryOperator<String> redaction) {
        var shown = switch (verdict) {
            case Verdict.Passed passed -> passed;
            case Verdict.Failed failed ->
                new Verdict.Failed(failed.missed().stream()
                        .map(missed -> new Mismatch(
                                missed.key(),
                                missed.line(),
                                redaction.apply(missed.expected()),
                                redaction.apply(missed.got())))
                        .toList());
            case Verdict.NotDone error -> new Verdict.NotDone(redaction.apply(error.line()));
            case Verdict.Skipped skipped -> skipped;
        };
        return new CaseResult(file, name, shown, replay == null ? null : replay.redacted(redaction), took);
    }

    public boolean hasPassed() {
        return verdict instanceof Verdict.Passed;
    }
}
