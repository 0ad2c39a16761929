package dev.runtree.ui.check;

import dev.runtree.check.CaseResult;
import dev.runtree.check.Verdict;
import dev.runtree.check.expect.Observed;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A case in the table.
 *
 * @param result what came of it when it was checked last; {@code null} for nothing
 * @param isStale whether its file has changed since
 */
record CheckRow(CaseFile file, @Nullable CaseResult result, boolean isStale, Stage stage) {

    /** How far it has come. */
    enum Stage {
        RESTS,
        WAITS,
        GOES_ON
    }

    static CheckRow of(CaseFile file) {
        return new CheckRow(file, null, false, Stage.RESTS);
    }

    Path path() {
        return file.file();
    }

    /** With its file as it is now. */
    CheckRow read(CaseFile now) {
        return now.equals(file) ? this : new CheckRow(now, result, result != null, stage);
    }

    CheckRow at(Stage now) {
        return new CheckRow(file, result, isStale, now);
    }

    CheckRow ended(CaseResult come) {
        return new CheckRow(file, come, false, Stage.RESTS);
    }

    boolean isResting() {
        return stage == Stage.RESTS;
    }

    /** What is known of it. */
    Kind kind() {
        if (result == null) {
            return file.mistake() == null ? Kind.UNCHECKED : Kind.ERROR;
        }
        return Kind.of(result.verdict());
    }

    Optional<CaseResult.Replay> replay() {
        return result == null ? Optional.empty() : Optional.ofNullable(result.replay());
    }

    Optional<Observed> observed() {
        return replay().flatMap(replay -> Optional.ofNullable(replay.observed()));
    }

    /** What is not as it should be, in one line; empty where nothing is. */
    String missed() {
        var mistake = file.mistake();
        if (result == null) {
            return mistake == null ? "" : mistake;
        }
        return switch (result.verdict()) {
            case Verdict.Passed passed -> "";
            case Verdict.Failed failed -> CheckWords.missed(failed.missed());
            case Verdict.NotDone error -> CheckWords.within(path(), error.line());
            case Verdict.Skipped skipped -> skipped.line();
        };
    }

    /** The model that was asked, or that would be. */
    String model() {
        var asked = replay().map(CaseResult.Replay::model).orElse(null);
        if (asked != null) {
            return asked;
        }
        var read = file.read();
        return result != null || read == null || read.model() == null ? "" : read.model();
    }
}
