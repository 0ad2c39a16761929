package dev.runtree.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tool call that a person has to decide about, or has.
 *
 * @param runId the run whose tool it is
 * @param topRunId the run that waits as a whole: the same, or one above it; {@code null} when another program asked
 * @param status at the moment of asking for it: past its deadline it is {@link ApprovalStatus#EXPIRED}
 * @param sourceName the name of the agent, team or workflow that asks
 * @param tool {@code null} when it is about something else than a tool
 * @param arguments as the model wrote them, JSON; {@code null} when there are none, or when they were erased
 * @param isWhole whether all texts are: lists have the first {@link #TEXT_IN_LISTS} characters of the arguments, the
 *     description, the schema and the edits
 * @param description what the tool does, as the model was told
 * @param schema what the tool takes, a JSON schema
 * @param deadline when it lapses; {@code null} when it waits for ever
 * @param actor by which agent, for whom, in which conversation
 * @param runStatus of the run that waits, when it was last heard of: {@code paused}, {@code running}, {@code ok} and so on
 * @param erasedAt when a person's values were erased from it
 */
public record Approval(
        String id,
        String runId,
        @Nullable String topRunId,
        ApprovalStatus status,
        @Nullable String sourceName,
        @Nullable String tool,
        @Nullable String arguments,
        boolean isWhole,
        @Nullable String description,
        @Nullable String schema,
        Instant askedAt,
        @Nullable Instant deadline,
        Actor actor,
        @Nullable Decision decision,
        @Nullable String runStatus,
        @Nullable Instant erasedAt) {

    public static final int TEXT_IN_LISTS = 10_000;

    /**
     * How it ended.
     *
     * @param by who decided; {@code null} when it expired, and when the name was erased
     * @param arguments in place of those that the model wrote, JSON; {@code null} when it was left as it was
     */
    public record Decision(
            @Nullable String by,
            Instant at,
            @Nullable String reason,
            @Nullable String arguments) {}

    public boolean isPending() {
        return status == ApprovalStatus.PENDING;
    }

    /** Whether it was approved with other arguments than the model's. */
    public boolean isEdited() {
        return decision != null && decision.arguments() != null;
    }
}
