package dev.runtree.store;

import dev.runtree.model.RunType;
import dev.runtree.store.PausedRun.Asked;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs that wait, for tests. */
final class WaitingRuns {
    static final String AGENT = "desk";

    static final List<PausedRuns.Runner> DESK = List.of(new PausedRuns.Runner(AGENT, null));

    private WaitingRuns() {}

    static PausedRun run(String user) {
        var trace = UUID.randomUUID().toString().replace("-", "");
        return new PausedRun(
                trace + "-00000000000000a1",
                RunType.AGENT,
                AGENT,
                "Travel desk",
                user,
                "s-1",
                null,
                null,
                "{\"step\": 2,  \"said\": \"as it was\"}");
    }

    static Asked asked(PausedRun of, String tool, String arguments, @Nullable Duration deadline) {
        var now = Instant.now();
        return new Asked(
                PausedRuns.newId(),
                of.runId(),
                of.type(),
                of.runnerId(),
                of.name(),
                tool,
                arguments,
                "Books a flight",
                "{\"type\":\"object\"}",
                now,
                deadline == null ? null : now.plus(deadline));
    }

    /** Pauses a run of a user that asks for these tools, each with an argument. */
    static List<Asked> pause(PausedRuns runs, PausedRun run, String... tools) {
        var asked = Arrays.stream(tools)
                .map(tool -> asked(run, tool, "{\"to\": \"Berlin\", \"price\": 1e2}", null))
                .toList();
        runs.pause(run, asked);
        return asked;
    }
}
