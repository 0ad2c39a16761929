package dev.runtree.agent.frame;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of an approval. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "decision")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Decision.Approved.class, name = "approved"),
    @JsonSubTypes.Type(value = Decision.Begun.class, name = "begun"),
    @JsonSubTypes.Type(value = Decision.Rejected.class, name = "rejected"),
    @JsonSubTypes.Type(value = Decision.Expired.class, name = "expired")
})
public sealed interface Decision {

    /** When it was decided, or its time was over. */
    Instant at();

    /**
     * The call is made.
     *
     * @param arguments in place of those of the model; {@code null} for those
     */
    record Approved(String by, Instant at, @Nullable String arguments) implements Decision {}

    /**
     * The call was approved, and a process before this one began to make it and ended: nobody knows whether it was made. It
     * is not made again.
     */
    record Begun(String by, Instant at) implements Decision {}

    /**
     * The call is not made.
     *
     * @param reason which the model is told; {@code null} when none was given
     */
    record Rejected(String by, Instant at, @Nullable String reason) implements Decision {}

    /** Nobody decided in time: the call is not made. */
    record Expired(Instant at) implements Decision {}
}
