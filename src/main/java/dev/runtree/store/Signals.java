package dev.runtree.store;

import dev.runtree.model.RunStatus;
import dev.runtree.model.RunType;
import dev.runtree.model.rollup.Amounts;
import dev.runtree.model.rollup.RunTotals;
import dev.runtree.model.rollup.RunsByStatus;
import dev.runtree.model.watch.Course;
import dev.runtree.model.watch.QueueDepth;
import dev.runtree.model.watch.RunLatency;
import dev.runtree.model.watch.RunLatency.Spread;
import dev.runtree.model.watch.Signal;
import dev.runtree.model.watch.TokenSpend;
import dev.runtree.model.watch.ToolFailures;
import dev.runtree.model.watch.UserActivity;
import dev.runtree.model.watch.Watched;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The five signals to watch, over a range of time and beside the period before it, which is as long. From the roll-ups: sums
 * are those of the rows, percentiles are within 5 %. What a signal cannot be asked by, it passes over, as
 * {@link SignalFilter#passedOver} tells. A scope that asks for more than the roll-ups know is answered from the rows of runs.
 */
public final class Signals {
    /** As many users as are told by name. */
    public static final int TOP = 8;

    /** Into so many stretches the runs of a user are cut at most. */
    private static final int FEW = 12;

    /** More bars are too thin to show of what they are made. */
    private static final int BARS = 31;

    private static final String TIME = RollUpQuestion.TIME;

    private final Databases databases;

    public Signals(Databases databases) {
        this.databases = databases;
    }

    /** What the roll-ups of a signal can be asked by. */
    static Set<Scope.Part> asksBy(Signal signal) {
        return switch (signal) {
            case LATENCY -> Set.of(Scope.Part.USER, Scope.Part.ENVIRONMENT, Scope.Part.NAME);
            case SPEND -> Set.of(Scope.Part.USER, Scope.Part.MODEL);
            case TOOLS -> Set.of(Scope.Part.TOOL);
            case USERS -> Set.of(Scope.Part.USER, Scope.Part.ENVIRONMENT);
            case APPROVALS -> Set.of(Scope.Part.USER, Scope.Part.NAME, Scope.Part.TOOL);
        };
    }

    /** The range as long as that of a scope, and just before it. */
    static Scope before(Scope scope) {
        return scope.between(scope.since().minus(Duration.between(scope.since(), scope.until())), scope.since());
    }

    private static Course course(Scope scope, int most) {
        return Course.of(scope.since(), scope.until(), most);
    }

    private <T> Query<T> read(ReadQuery.Question<T> question) {
        return new ReadQuery<>(databases.traces(), question);
    }

    /** How long runs took. */
    public Query<RunLatency> latency(Scope scope) {
        var course = course(scope, Course.MOST);
        return read(reading -> {
            var reader = new RollUpReader(reading);
            var stretches = new ArrayList<>(Collections.nCopies(course.size(), Spread.NONE));
            var all = new HashMap<RunStatus, RunTotals>();
            Statistics.byStatus(runs(reader, scope, course.width(), true, TIME), Map::entry)
                    .forEach(at -> {
                        stretches.set(
                                course.indexOf(Statistics.time(at.getKey().getFirst())), Spread.of(at.getValue()));
                        at.getValue().totals().forEach((status, totals) -> all.merge(status, totals, RunTotals::plus));
                    });
            var before = Statistics.byStatus(
                    runs(reader, before(scope), course.width(), true), (key, runs) -> Spread.of(runs));
            return new RunLatency(
                    course,
                    stretches,
                    Spread.of(new RunsByStatus(all)),
                    before.isEmpty() ? Spread.NONE : before.getFirst());
        });
    }

    static Map<List<String>, Amounts> runs(
            RollUpReader reader, Scope scope, Duration width, boolean withDurations, String... by) throws SQLException {
        var ofUser = scope.user() != null;
        var hours = (ofUser ? RollUpTable.USER_RUN_HOURS : RollUpTable.RUN_HOURS).counted();
        // Of one user there are few rows by the hour, and an index that finds them.
        var byHour = ofUser || RollUpReader.isByHour(width.toSeconds(), List.of(by));
        return reader.runs(
                RollUpReader.ofRuns(
                        scope,
                        withDurations ? hours : hours.withoutDurations(),
                        byHour ? null : RollUpTable.RUN_DAYS,
                        width.toSeconds(),
                        by),
                scope);
    }

    /** What models used and cost. */
    public Query<TokenSpend> spend(Scope scope) {
        return read(reading -> new WatchedSpend(reading, scope).read(course(scope, BARS)));
    }

    /** How often calls of tools failed. */
    public Query<ToolFailures> tools(Scope scope) {
        return read(reading -> new WatchedTools(reading, scope).read(course(scope, Course.MOST)));
    }

    /** Who had runs made. The runs of all agents, whatever name the roll-ups are asked for: none has users, hours and names. */
    public Query<UserActivity> users(Scope scope) {
        return read(reading -> new WatchedUsers(reading, scope).read(course(scope, FEW)));
    }

    /** An agent, team or workflow by its name. */
    public record Named(RunType type, String name) {}

    /** The runs of everything that was invoked, by stretches, of which there are a few. */
    public Query<Map<Named, List<Long>>> runsByName(Scope scope) {
        var course = course(scope, FEW);
        return read(reading -> {
            var found = new HashMap<Named, List<Long>>();
            runs(new RollUpReader(reading), scope, course.width(), false, TIME, "type", "name")
                    .forEach((key, amounts) -> {
                        var named = new Named(RunType.ofWord(key.get(1)), key.get(2));
                        var runs = found.computeIfAbsent(
                                named, absent -> new ArrayList<>(Collections.nCopies(course.size(), 0L)));
                        var at = course.indexOf(Statistics.time(key.getFirst()));
                        runs.set(at, runs.get(at) + new RunTotals(amounts).runs());
                    });
            return found;
        });
    }

    /** How many approvals waited. */
    public Query<QueueDepth> approvals(Scope scope) {
        return new ReadQuery<>(
                databases.primary(), reading -> new ApprovalDepths(reading, scope).read(course(scope, Course.MOST)));
    }

    /** All five, one after the other. */
    public Query<Watched> all(Scope scope) {
        return new QueryChain<>() {
            @Override
            public Watched fetch() {
                return new Watched(
                        ask(latency(scope)),
                        ask(spend(scope)),
                        ask(tools(scope)),
                        ask(users(scope)),
                        ask(approvals(scope)));
            }
        };
    }

    /** A statement by which everybody can ask for the numbers of a signal, from the rows themselves; with its values in it. */
    public static String sql(Signal signal, Scope scope) {
        return SignalSql.of(signal, scope);
    }
}
