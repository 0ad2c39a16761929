package dev.runtree.store;

import dev.runtree.query.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a dashboard looks at: a range of starts, and what is asked of them. A condition that a question has no use for is passed
 * over: a tool's calls have no model. An empty text asks for what is unknown, {@code null} asks nothing.
 *
 * @param since the first moment, to the microsecond
 * @param until the first moment after it
 * @param name of the agent, team or workflow, in upper or lower case
 * @param matching what no roll-up knows: what holds of the runs, all that is asked for, which is then read from rows; of the
 *     other conditions the tool alone is asked for besides, of calls
 */
public record Scope(
        Instant since,
        Instant until,
        @Nullable String user,
        @Nullable String environment,
        @Nullable String name,
        @Nullable String model,
        @Nullable String tool,
        @Nullable Condition matching) {

    public Scope {
        since = since.truncatedTo(ChronoUnit.MICROS);
        until = until.truncatedTo(ChronoUnit.MICROS);
    }

    /** What can be asked for besides a range of time. */
    public enum Part {
        USER,
        ENVIRONMENT,
        NAME,
        MODEL,
        TOOL;

        /** Its key in a filter. */
        public String word() {
            return this == ENVIRONMENT ? "env" : name().toLowerCase(Locale.ROOT);
        }
    }

    /** What of it is asked for that roll-ups are asked by. */
    public Set<Part> parts() {
        var parts = EnumSet.noneOf(Part.class);
        if (readsRows()) {
            return parts;
        }
        for (var part : Part.values()) {
            if (asked(part) != null) {
                parts.add(part);
            }
        }
        return parts;
    }

    private @Nullable String asked(Part part) {
        return switch (part) {
            case USER -> user;
            case ENVIRONMENT -> environment;
            case NAME -> name;
            case MODEL -> model;
            case TOOL -> tool;
        };
    }

    /** Everything that started in a range. */
    public static Scope of(Instant since, Instant until) {
        return new Scope(since, until, null, null, null, null, null, null);
    }

    /** The same of another range. */
    public Scope between(Instant from, Instant to) {
        return new Scope(from, to, user, environment, name, model, tool, matching);
    }

    public Scope ofUser(@Nullable String wanted) {
        return new Scope(since, until, wanted, environment, name, model, tool, matching);
    }

    public Scope ofEnvironment(@Nullable String wanted) {
        return new Scope(since, until, user, wanted, name, model, tool, matching);
    }

    public Scope ofName(@Nullable String wanted) {
        return new Scope(since, until, user, environment, wanted, model, tool, matching);
    }

    public Scope ofModel(@Nullable String wanted) {
        return new Scope(since, until, user, environment, name, wanted, tool, matching);
    }

    public Scope ofTool(@Nullable String wanted) {
        return new Scope(since, until, user, environment, name, model, wanted, matching);
    }

    /** The runs of which a condition holds, and what they did. */
    public Scope of(Condition condition) {
        return new Scope(since, until, null, null, null, null, tool, condition);
    }

    /** Whether rows are read for it, which takes the longer the more runs there are. */
    public boolean readsRows() {
        return matching != null;
    }
}
