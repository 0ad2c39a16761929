package dev.runtree.ui.transcript;

import dev.runtree.model.SpanKind;
import org.jspecify.annotations.Nullable;

/** A piece of a transcript. Every entry is about one step, by its place in the run's spans. */
sealed interface Entry {

    /** The place of the step. */
    int place();

    /** How many runs of others it lies within: 0 is the run that is read. */
    int depth();

    /** Who speaks. */
    enum Speaker {
        USER,
        /** The agent whose run it is, or the one that called a member. */
        AGENT
    }

    /**
     * Somebody says something.
     *
     * @param name of who speaks; empty for a user whom nobody named
     * @param to the member that is told to do something; {@code null} when it is said to nobody else
     * @param kind of the agent, for its icon
     * @param startNanos when, nanoseconds since 1970-01-01T00:00Z
     * @param isAnswer whether it is what the run answered
     */
    record Said(
            int place,
            int depth,
            Speaker speaker,
            String name,
            @Nullable String to,
            SpanKind kind,
            @Nullable String model,
            long startNanos,
            Clip text,
            boolean isAnswer)
            implements Entry {}

    /** What is there, and folded until somebody wants it. */
    record Aside(int place, int depth, About about, int count, Clip text) implements Entry {
        enum About {
            SYSTEM,
            /** What the program made of the user's words for the model. */
            PROMPT,
            REASONING,
            HISTORY
        }
    }

    /**
     * A tool was called.
     *
     * @param arguments {@code null} when they were not recorded
     * @param durationNanos {@code null} while it runs, and when no step tells of the call
     */
    record Call(
            int place,
            int depth,
            String name,
            @Nullable Clip arguments,
            @Nullable Clip result,
            @Nullable String error,
            @Nullable Long durationNanos,
            boolean isStep)
            implements Entry {}

    /**
     * One line about a step that nobody said: a member that was called, a retrieval, a guardrail that blocked, an approval.
     *
     * @param title what the step is called
     * @param what in a few words what happened; empty when the title says it
     * @param more what unfolds; {@code null} for nothing
     */
    record Note(
            int place,
            int depth,
            SpanKind kind,
            String title,
            String what,
            @Nullable Clip more,
            @Nullable Long durationNanos,
            boolean failed)
            implements Entry {}

    /** Something failed here, and nothing else tells of it. */
    record Failed(int place, int depth, SpanKind kind, String title, Clip message) implements Entry {}

    /**
     * Steps that are not read yet.
     *
     * @param read how many are
     * @param problem why the next ones could not be read; {@code null} while all is well
     */
    record More(
            int place,
            int depth,
            int read,
            int all,
            @Nullable String problem) implements Entry {}

    /** What could be unfolded; {@code null} for nothing. */
    default @Nullable Clip folded() {
        return switch (this) {
            case Said said -> said.text().isLong() ? said.text() : null;
            case Aside aside -> aside.text();
            case Call call -> call.arguments() != null ? call.arguments() : call.result();
            case Note note -> note.more();
            case Failed failed -> failed.message().isLong() ? failed.message() : null;
            case More more -> null;
        };
    }
}
