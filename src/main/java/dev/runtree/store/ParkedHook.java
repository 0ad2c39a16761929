package dev.runtree.store;

import dev.runtree.model.SpanId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A background hook's event that could not be worked off.
 *
 * @param eventId by which whoever works it off can tell that it was here before
 * @param hook its name
 * @param component the id of the agent, team or workflow that has the hook
 * @param run the run's span
 * @param tries made so far
 * @param error of the last one
 * @param event all that the hook is called with, as JSON
 * @param createdAt when the run ended
 * @param parkedAt {@code null} for one that is being parked
 * @param resolvedBy who said what is to become of it
 */
public record ParkedHook(
        String eventId,
        String hook,
        String component,
        SpanId run,
        Status status,
        int tries,
        String error,
        String event,
        Instant createdAt,
        @Nullable Instant parkedAt,
        @Nullable String resolvedBy,
        @Nullable Instant resolvedAt) {

    /** One that is to be parked. */
    public static ParkedHook of(
            String eventId,
            String hook,
            String component,
            SpanId run,
            int tries,
            String error,
            String event,
            Instant createdAt) {
        return new ParkedHook(
                eventId, hook, component, run, Status.PARKED, tries, error, event, createdAt, null, null, null);
    }

    /** What is to become of it. */
    public enum Status {
        /** It waits for somebody to say. */
        PARKED("parked"),
        /** It is to be tried again, by the next application that has the hook. */
        RETRY("retry"),
        /** An application has taken it. */
        RUNNING("running"),
        /** It was worked off in the end. */
        DONE("done"),
        /** It never will be. */
        DISCARDED("discarded");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        /** As the table has it. */
        public String word() {
            return word;
        }

        static Status of(String word) {
            for (var status : values()) {
                if (status.word.equals(word)) {
                    return status;
                }
            }
            throw new StoreException("A parked hook has the status " + word + ", which this Runtree does not know.");
        }
    }
}
