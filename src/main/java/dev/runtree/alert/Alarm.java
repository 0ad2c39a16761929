package dev.runtree.alert;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What people and commands are told: that an alert fires, that it is over, or that somebody tries whether they are told.
 *
 * @param since when it began to fire, or was over
 * @param value in the unit of the figure; {@code null} when there is none
 * @param database in words
 */
public record Alarm(
        AlertRule rule, Kind kind, Instant since, @Nullable BigDecimal value, String database) {
    /** What has happened. */
    public enum Kind {
        FIRING("firing"),
        RESOLVED("resolved"),
        TRIAL("test");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** For commands. */
        public String word() {
            return word;
        }
    }

    static Alarm of(AlertRule rule, AlertState state, Judgement.Change change, String database) {
        return new Alarm(
                rule,
                switch (change) {
                    case FIRING -> Kind.FIRING;
                    case RESOLVED -> Kind.RESOLVED;
                },
                change == Judgement.Change.RESOLVED
                        ? Objects.requireNonNullElse(state.overAt(), state.since())
                        : state.since(),
                state.value(),
                database);
    }

    /** A line: the name, and what has happened. */
    public String title() {
        return switch (kind) {
            case FIRING -> "Runtree: " + rule.name();
            case RESOLVED -> "Runtree: " + rule.name() + " is over";
            case TRIAL -> "Runtree: " + rule.name() + " (a test)";
        };
    }

    /** The value beside its limit. */
    public String text() {
        var unit = rule.figure().unit();
        return rule.sentence() + (value == null ? "" : ": " + unit.show(value)) + "\n" + database;
    }

    /** For commands: one object, durations in milliseconds, shares from 0 to 1. */
    String json() {
        var object = JsonNodeFactory.instance.objectNode();
        object.put("alert", rule.name())
                .put("state", kind.word())
                .put("since", since.toString())
                .put("signal", rule.figure().signal().word())
                .put("figure", rule.figure().word());
        put(object, rule.isAbove() ? "above" : "below", rule.limit());
        if (value != null) {
            put(object, "value", value);
        }
        object.put("unit", rule.figure().unit().word());
        if (rule.figure().isOverTime()) {
            object.put("over_seconds", rule.over().toSeconds());
        }
        object.put("for_seconds", rule.lasting().toSeconds())
                .put("filter", rule.filter())
                .put("text", rule.sentence())
                .put("database", database);
        return object.toString();
    }

    private void put(ObjectNode object, String key, BigDecimal number) {
        var told = rule.figure().unit() == Unit.DURATION ? number.movePointLeft(6) : number;
        // 20 rather than 2E+1, which not everybody reads.
        object.put(key, told.scale() < 0 ? told.setScale(0) : told);
    }
}
