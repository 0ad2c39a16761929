package dev.runtree.store;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it goes with the copies to one target, from whichever process sends them.
 *
 * @param target its id in this database: the name, and a digest of where it goes
 * @param place where it goes, without secrets
 * @param stage what whoever sends does now
 * @param isHeld whether a process is there that sends to it
 * @param sent spans, each as often as it went
 * @param waiting traces that changed and were not sent since, counted up to {@link SendStates#MOST_WAITING}
 * @param waitsSince when the oldest of them was noted; {@code null} when none waits
 * @param refused spans that the target did not take
 * @param spansPerSecond of the last piece that went; {@code null} before the first
 * @param retryAt when the next attempt is made after one that failed; {@code null} otherwise
 * @param lastError what went wrong last, in one line; {@code null} when nothing has
 */
public record SendState(
        String target,
        String name,
        String place,
        Stage stage,
        boolean isHeld,
        long sent,
        long waiting,
        @Nullable Instant waitsSince,
        long refused,
        @Nullable Instant lastSentAt,
        @Nullable Double spansPerSecond,
        @Nullable Instant retryAt,
        @Nullable String lastError,
        @Nullable Instant lastErrorAt) {

    /** What is done about a target. */
    public enum Stage {
        /** All is sent that is to be sent. */
        IDLE("idle"),
        /** Something is on its way. */
        SENDING("sending"),
        /** The last attempt failed; another follows. */
        RETRYING("retrying"),
        /** The target does not know the key: tried again now and then. */
        KEY("key"),
        /** A person paused it. */
        PAUSED("paused");

        private final String word;

        Stage(String word) {
            this.word = word;
        }

        /** As it is stored and printed. */
        public String word() {
            return word;
        }

        static Stage of(String word) {
            for (var stage : values()) {
                if (stage.word.equals(word)) {
                    return stage;
                }
            }
            return IDLE;
        }
    }

    /** How long the oldest has waited; {@link Duration#ZERO} when nothing waits. */
    public Duration lag(Instant now) {
        var since = waitsSince;
        return since == null || since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
    }
}
