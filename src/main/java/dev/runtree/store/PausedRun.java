package dev.runtree.store;

import dev.runtree.model.Approval;
import dev.runtree.model.RunType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that waits for decisions, as it is stored.
 *
 * @param runId of the run as a whole, the outermost one
 * @param runnerId of the agent, team or workflow that it is a run of
 * @param definition the file that describes it; {@code null} when the application does
 * @param definitionDigest of what the file said
 * @param frames where it stands, JSON, as its runtime wrote and reads it
 */
public record PausedRun(
        String runId,
        RunType type,
        String runnerId,
        String name,
        @Nullable String userId,
        @Nullable String sessionId,
        @Nullable String definition,
        @Nullable String definitionDigest,
        String frames) {

    /** The same run where it stands now. */
    public PausedRun withFrames(String value) {
        return new PausedRun(runId, type, runnerId, name, userId, sessionId, definition, definitionDigest, value);
    }

    /**
     * A tool call that is to be decided about.
     *
     * @param id of this approval, see {@link PausedRuns#newId}
     * @param runId the run whose tool it is
     * @param arguments JSON
     * @param schema what the tool takes, a JSON schema
     * @param askedAt when the model asked for it
     * @param deadline when it lapses; {@code null} when it waits for ever
     */
    public record Asked(
            String id,
            String runId,
            RunType type,
            String sourceId,
            String sourceName,
            String tool,
            String arguments,
            @Nullable String description,
            @Nullable String schema,
            Instant askedAt,
            @Nullable Instant deadline) {}

    /**
     * The right to a run as a whole: to ask for it, to make the calls that were approved, to pause it and to end it. Of all
     * that a run ever had, only the newest holds, and only as long as it is renewed.
     *
     * @param holder tells it from all others
     */
    public record Claim(String runId, String holder) {
        /** For a run that has no row yet. */
        public static Claim of(String runId) {
            return new Claim(runId, token());
        }

        static String token() {
            return ProcessHandle.current().pid() + "-" + UUID.randomUUID();
        }
    }

    /**
     * A run that this process may go on with, as long as it renews its claim.
     *
     * @param approvals all of the run, decided, also those of earlier pauses
     * @param begun ids of approvals whose tools a process before this one had begun to call, when it ended: nobody knows
     *     whether they did their work
     * @param claims how often the run was taken up since it was paused, this one included
     */
    public record Claimed(PausedRun run, Claim claim, List<Approval> approvals, Set<String> begun, int claims) {
        public Claimed {
            approvals = List.copyOf(approvals);
            begun = Set.copyOf(begun);
        }
    }
}
