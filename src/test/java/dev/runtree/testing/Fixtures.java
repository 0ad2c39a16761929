package dev.runtree.testing;

import dev.runtree.model.Actor;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.RunType;
import dev.runtree.model.Source;
import dev.runtree.model.SpanId;
import dev.runtree.model.Usage;
import java.util.List;

/** Runs made by hand. */
public final class Fixtures {
    private static final long SECOND = 1_000_000_000L;

    private Fixtures() {}

    /** A run of an agent that began so many seconds after the epoch and took one; still running without an end. */
    public static Run run(int number, long startSecond, boolean ended) {
        return new Run(
                new SpanId("%032x".formatted(number), "%016x".formatted(number)),
                null,
                RunType.AGENT,
                "agent-" + number,
                Actor.UNKNOWN,
                null,
                ended ? RunStatus.OK : RunStatus.RUNNING,
                null,
                startSecond * SECOND,
                ended ? Long.valueOf((startSecond + 1) * SECOND) : null,
                Usage.NONE,
                Usage.NONE,
                1,
                0,
                null,
                null,
                Source.RUNTIME,
                null,
                null,
                null,
                List.of());
    }
}
