package dev.runtree.store;

import dev.runtree.model.RunStatus;
import dev.runtree.model.RunType;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.rollup.Amounts;
import dev.runtree.model.rollup.CallsByStatus;
import dev.runtree.model.rollup.ModelTotals;
import dev.runtree.model.rollup.RunTotals;
import dev.runtree.model.rollup.RunsByStatus;
import dev.runtree.model.rollup.ToolTotals;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * What dashboards ask. Sums are those of the rows, also where a range begins or ends in the middle of an hour; percentiles are
 * within 5 %. Runs that go on are there with the status that they have at this moment. Hours and days are those of UTC.
 */
public final class Statistics {
    /** Up to here a course of time is told by the hour, beyond it by the day. */
    private static final Duration BY_HOUR = Duration.ofDays(3);

    private static final double SLOW = 0.95;

    private static final Comparator<ModelTotals> DEAREST = Comparator.comparing(ModelTotals::cost)
            .thenComparing(totals -> totals.inputTokens().add(totals.outputTokens()))
            .reversed();

    private final Database database;

    public Statistics(Database database) {
        this.database = database;
    }

    /** The runs that started in an hour, or in a day where {@link #isByHour} is not so. */
    public record RunsAt(Instant time, RunsByStatus runs) {}

    /** The runs of an agent, team or workflow. */
    public record RunsOf(RunType type, String name, RunsByStatus runs) {}

    /** The runs for a user; empty when unknown. */
    public record RunsFor(String user, RunsByStatus runs) {}

    /** The runs for a user on a day, which begins at {@code time}. */
    public record RunsForAt(Instant time, String user, RunsByStatus runs) {}

    /** What a model used; empty texts when unknown. */
    public record UseOf(String model, String provider, ModelTotals totals) {}

    /** What models used for a user; empty when unknown. */
    public record UseFor(String user, ModelTotals totals) {}

    /** The calls of a tool. */
    public record CallsOf(String tool, CallsByStatus calls) {}

    /** Whether the course of a range is told by the hour. */
    public static boolean isByHour(Scope scope) {
        return Duration.between(scope.since(), scope.until()).compareTo(BY_HOUR) <= 0;
    }

    /** Runs by their start, earliest first; hours and days without any are left out. By user, environment, name. */
    public Query<List<RunsAt>> runsOverTime(Scope scope) {
        return runs(scope, isByHour(scope), RollUpQuestion.TIME)
                .map(found -> byStatus(found, (key, runs) -> new RunsAt(time(key.getFirst()), runs)).stream()
                        .sorted(Comparator.comparing(RunsAt::time))
                        .toList());
    }

    /** Runs by what was invoked, the most invoked first. By user, environment, name. */
    public Query<List<RunsOf>> runsByName(Scope scope) {
        return runs(scope, false, "type", "name")
                .map(found ->
                        byStatus(found, (key, runs) -> new RunsOf(RunType.ofWord(key.getFirst()), key.get(1), runs))
                                .stream()
                                .sorted(Comparator.comparingLong(
                                                (RunsOf of) -> of.runs().all().runs())
                                        .reversed()
                                        .thenComparing(RunsOf::type)
                                        .thenComparing(RunsOf::name))
                                .toList());
    }

    /** Runs by user, the busiest first; their durations are not known. By user and environment. */
    public Query<List<RunsFor>> runsByUser(Scope scope) {
        return runs(runsOfUsers(scope, "user_id"), scope)
                .map(found -> byStatus(found, (key, runs) -> new RunsFor(key.getFirst(), runs)).stream()
                        .sorted(Comparator.comparingLong(
                                        (RunsFor of) -> of.runs().all().runs())
                                .reversed()
                                .thenComparing(RunsFor::user))
                        .toList());
    }

    /**
     * Runs by day and user, the latest day first and then the busiest; their durations are not known. By user and environment.
     *
     * @param most how many days of users are told: of many users it takes the last days alone
     */
    public Query<List<RunsForAt>> runsByUserAndDay(Scope scope, int most) {
        return new ReadQuery<>(database, reading -> {
            var told = new ArrayList<RunsForAt>();
            var days = 1;
            for (var until = scope.until(); scope.since().isBefore(until) && told.size() < most; days *= 2) {
                var since = latest(scope.since(), before(until, days));
                told.addAll(userDays(reading, scope.between(since, until)));
                until = since;
            }
            return List.copyOf(told.subList(0, Math.min(most, told.size())));
        });
    }

    private static List<RunsForAt> userDays(Reading reading, Scope scope) throws SQLException {
        var question = runsOfUsers(scope, RollUpQuestion.TIME, "user_id");
        return byStatus(
                        new RollUpReader(reading).runs(question, scope),
                        (key, runs) -> new RunsForAt(time(key.getFirst()), key.get(1), runs))
                .stream()
                .sorted(Comparator.comparing(RunsForAt::time)
                        .reversed()
                        .thenComparing(
                                of -> of.runs().all().runs(),
                                Comparator.<Long>naturalOrder().reversed())
                        .thenComparing(RunsForAt::user))
                .toList();
    }

    /** The beginning of a day, so many days back. */
    private static Instant before(Instant until, int days) {
        return until.minus(1, ChronoUnit.MICROS).truncatedTo(ChronoUnit.DAYS).minus(days - 1L, ChronoUnit.DAYS);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** What models used, the dearest first and then by tokens. By user and model. */
    public Query<List<UseOf>> models(Scope scope) {
        return uses(scope, "model", "provider")
                .map(found -> found.entrySet().stream()
                        .map(use -> new UseOf(
                                use.getKey().getFirst(), use.getKey().get(1), new ModelTotals(use.getValue())))
                        .sorted(Comparator.comparing(UseOf::totals, DEAREST)
                                .thenComparing(UseOf::model)
                                .thenComparing(UseOf::provider))
                        .toList());
    }

    /** What models used by user, the dearest first and then by tokens. By user and model. */
    public Query<List<UseFor>> modelsByUser(Scope scope) {
        return uses(scope, "user_id")
                .map(found -> found.entrySet().stream()
                        .map(use -> new UseFor(use.getKey().getFirst(), new ModelTotals(use.getValue())))
                        .sorted(Comparator.comparing(UseFor::totals, DEAREST).thenComparing(UseFor::user))
                        .toList());
    }

    /** The calls of tools, the most failed first and then the slowest. By tool. */
    public Query<List<CallsOf>> tools(Scope scope) {
        return new ReadQuery<>(database, reading -> {
            var found = new RollUpReader(reading).tools(scope, RollUpQuestion.DAY, true, List.of("tool"));
            var calls = new TreeMap<String, Map<SpanStatus, ToolTotals>>();
            found.forEach((key, amounts) -> {
                var totals = new ToolTotals(amounts);
                if (totals.calls() > 0) {
                    calls.computeIfAbsent(key.getFirst(), tool -> new EnumMap<>(SpanStatus.class))
                            .put(SpanStatus.ofWord(key.get(1)), totals);
                }
            });
            return calls.entrySet().stream()
                    .map(tool -> new CallsOf(tool.getKey(), new CallsByStatus(tool.getValue())))
                    .sorted(Comparator.comparingDouble(
                                    (CallsOf of) -> of.calls().failureRate())
                            .thenComparing(of ->
                                    Objects.requireNonNullElse(of.calls().all().percentile(SLOW), 0.0))
                            .reversed())
                    .toList();
        });
    }

    /**
     * How many traces are not in the roll-ups yet, since they were stored before there were any: what they add is missing from
     * what is told here.
     *
     * @param cap the most that are looked for
     */
    public Query<Integer> uncounted(int cap) {
        return new ReadQuery<>(
                database,
                reading -> reading.first(
                                Sql.of(
                                        "SELECT count(*) FROM (SELECT 1 FROM agno_traces WHERE " + Recount.UNCOUNTED
                                                + " LIMIT ?) traces",
                                        cap),
                                row -> row.getInt(1))
                        .orElseThrow());
    }

    private Query<Map<List<String>, Amounts>> runs(Scope scope, boolean byHour, String... by) {
        var ofUser = scope.user() != null;
        var question = RollUpReader.ofRuns(
                scope,
                ofUser ? RollUpTable.USER_RUN_HOURS : RollUpTable.RUN_HOURS,
                // Of one user there are few rows by the hour, and an index that finds them.
                byHour || ofUser ? null : RollUpTable.RUN_DAYS,
                byHour ? RollUpQuestion.HOUR : RollUpQuestion.DAY,
                by);
        return runs(question, scope);
    }

    private static RollUpQuestion runsOfUsers(Scope scope, String... by) {
        return RollUpReader.ofRuns(
                scope.ofName(null), RollUpTable.USER_HOURS, RollUpTable.USER_DAYS, RollUpQuestion.DAY, by);
    }

    private Query<Map<List<String>, Amounts>> runs(RollUpQuestion question, Scope scope) {
        return new ReadQuery<>(database, reading -> new RollUpReader(reading).runs(question, scope));
    }

    private Query<Map<List<String>, Amounts>> uses(Scope scope, String... by) {
        return new ReadQuery<>(
                database, reading -> new RollUpReader(reading).uses(scope, RollUpQuestion.DAY, List.of(by)));
    }

    /** @param found by columns of which the last one is the status */
    static <T> List<T> byStatus(Map<List<String>, Amounts> found, BiFunction<List<String>, RunsByStatus, T> made) {
        var groups = new HashMap<List<String>, Map<RunStatus, RunTotals>>();
        found.forEach((key, amounts) -> {
            var totals = new RunTotals(amounts);
            if (totals.runs() > 0) {
                groups.computeIfAbsent(key.subList(0, key.size() - 1), group -> new EnumMap<>(RunStatus.class))
                        .put(RunStatus.ofWord(key.getLast()), totals);
            }
        });
        return groups.entrySet().stream()
                .map(group -> made.apply(group.getKey(), new RunsByStatus(group.getValue())))
                .toList();
    }

    static Instant time(String seconds) {
        return Instant.ofEpochSecond(Long.parseLong(seconds));
    }
}
