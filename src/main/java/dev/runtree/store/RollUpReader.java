package dev.runtree.store;

import dev.runtree.model.rollup.Amounts;
import dev.runtree.model.rollup.ModelUse;
import dev.runtree.model.rollup.Word;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the roll-ups in a transaction that reads. What is asked by {@value RollUpQuestion#TIME} has the start of each stretch,
 * in seconds since 1970, in its keys.
 */
final class RollUpReader {
    private static final long MICROS = 1_000_000;

    private final Reading reading;

    RollUpReader(Reading reading) {
        this.reading = reading;
    }

    /**
     * What is asked of runs. By user, environment and name, where the tables have these; by status besides.
     *
     * @param days {@code null} to read hours only
     */
    static RollUpQuestion ofRuns(
            Scope scope, RollUpTable hours, @Nullable RollUpTable days, long secondsOfTime, String... by) {
        var where = new HashMap<String, Set<String>>();
        put(where, "user_id", scope.user());
        put(where, "environment", scope.environment());
        put(where, "name", scope.name());
        var columns = new ArrayList<>(List.of(by));
        columns.add("status");
        return new RollUpQuestion(hours, days, columns, where, secondsOfTime);
    }

    /** Runs, those among them that go on with the status that they have at this moment. */
    Map<List<String>, Amounts> runs(RollUpQuestion question, Scope scope) throws SQLException {
        if (scope.matching() != null) {
            return question.ask(
                    reading, RollUpRows.matchingRuns(MatchingRuns.of(scope).condition()));
        }
        return question.ask(
                reading, scope, slice -> Optional.of(RollUpRows.endedRuns(slice)), List.of(RollUpRows.openRuns(scope)));
    }

    /** What models used, by model, provider, user and time. By user and model. */
    Map<List<String>, Amounts> uses(Scope scope, long secondsOfTime, List<String> by) throws SQLException {
        var parts = new ArrayList<Slice>();
        var found = ofUses(scope, secondsOfTime, by)
                .ask(
                        reading,
                        scope,
                        slice -> {
                            parts.add(slice);
                            return Optional.empty();
                        },
                        List.of());
        for (var part : parts) {
            for (var use : new ModelUses(reading).of(part)) {
                if (isAbout(scope.user(), use.key().user())
                        && isAbout(scope.model(), use.key().model())) {
                    var amounts = part.isTakenAway() ? use.amounts().negated() : use.amounts();
                    found.merge(key(use, by, secondsOfTime), amounts, Amounts::plus);
                }
            }
        }
        found.values().removeIf(Amounts::areNothing);
        return found;
    }

    private static RollUpQuestion ofUses(Scope scope, long secondsOfTime, List<String> by) {
        var where = new HashMap<String, Set<String>>();
        put(where, "user_id", scope.user());
        put(where, "model", scope.model());
        var ofUsers = scope.user() != null || by.contains("user_id");
        var daysOfUsers = scope.model() == null ? RollUpTable.USER_USE_DAYS : RollUpTable.USER_MODEL_DAYS;
        var byHour = scope.user() != null || isByHour(secondsOfTime, by);
        return new RollUpQuestion(
                ofUsers ? RollUpTable.USER_MODEL_HOURS : RollUpTable.MODEL_HOURS,
                byHour ? null : ofUsers ? daysOfUsers : RollUpTable.MODEL_DAYS,
                by,
                where,
                secondsOfTime);
    }

    private static List<String> key(ModelUse use, List<String> by, long secondsOfTime) {
        return by.stream()
                .map(column -> switch (column) {
                    case "model" -> use.key().model();
                    case "provider" -> use.key().provider();
                    case "user_id" -> use.key().user();
                    case RollUpQuestion.TIME ->
                        Long.toString(Math.floorDiv(use.startMicros(), secondsOfTime * MICROS) * secondsOfTime);
                    default -> throw new IllegalArgumentException(column);
                })
                .toList();
    }

    /** Calls of tools, by tool and time; by status besides. By tool. Without their durations there is their number alone. */
    Map<List<String>, Amounts> tools(Scope scope, long secondsOfTime, boolean withDurations, List<String> by)
            throws SQLException {
        var where = new HashMap<String, Set<String>>();
        put(where, "tool", scope.tool());
        var columns = new ArrayList<>(by);
        columns.add("status");
        var question = new RollUpQuestion(
                withDurations
                        ? RollUpTable.TOOL_HOURS
                        : RollUpTable.TOOL_HOURS.withoutDurations().counted(),
                isByHour(secondsOfTime, by) ? null : RollUpTable.TOOL_DAYS,
                columns,
                where,
                secondsOfTime);
        return question.ask(reading, scope, slice -> Optional.of(RollUpRows.toolCalls(slice)), List.of());
    }

    /** Whether days are too long to tell it. */
    static boolean isByHour(long secondsOfTime, List<String> by) {
        return by.contains(RollUpQuestion.TIME) && secondsOfTime % RollUpQuestion.DAY != 0;
    }

    static void put(Map<String, Set<String>> where, String column, @Nullable String wanted) {
        if (wanted != null) {
            where.put(column, Set.of(Word.of(wanted)));
        }
    }

    private static boolean isAbout(@Nullable String wanted, String word) {
        return wanted == null || Word.of(wanted).equals(word);
    }
}
