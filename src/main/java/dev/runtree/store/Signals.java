package dev.runtree.store;

import dev.runtree.model.RunStatus;
import dev.runtree.model.RunType;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.rollup.Amounts;
import dev.runtree.model.rollup.ModelTotals;
import dev.runtree.model.rollup.RunTotals;
import dev.runtree.model.rollup.RunsByStatus;
import dev.runtree.model.rollup.ToolTotals;
import dev.runtree.model.watch.Course;
import dev.runtree.model.watch.QueueDepth;
import dev.runtree.model.watch.RunLatency;
import dev.runtree.model.watch.RunLatency.Spread;
import dev.runtree.model.watch.Signal;
import dev.runtree.model.watch.TokenSpend;
import dev.runtree.model.watch.TokenSpend.Spent;
import dev.runtree.model.watch.ToolFailures;
import dev.runtree.model.watch.ToolFailures.Calls;
import dev.runtree.model.watch.UserActivity;
import dev.runtree.model.watch.UserActivity.Count;
import dev.runtree.model.watch.Watched;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The five signals to watch, over a range of time and beside the period before it, which is as long. From the roll-ups: sums
 * are those of the rows, percentiles are within 5 %. Which conditions of a scope each signal can be asked by, {@link #asksBy}
 * tells; it passes over the others.
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

    /** What a signal can be asked by. */
    public static Set<Scope.Part> asksBy(Signal signal) {
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

    private static Map<List<String>, Amounts> runs(
            RollUpReader reader, Scope scope, Duration width, boolean withDurations, String... by) throws SQLException {
        var ofUser = scope.user() != null;
        var hours = ofUser ? RollUpTable.USER_RUN_HOURS : RollUpTable.RUN_HOURS;
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
        var course = course(scope, BARS);
        return read(reading -> {
            var reader = new RollUpReader(reading);
            var stretches = new TreeMap<String, List<Spent>>();
            reader.uses(scope, course.width().toSeconds(), List.of("model", TIME))
                    .forEach((key, amounts) -> stretches
                            .computeIfAbsent(
                                    key.getFirst(),
                                    model -> new ArrayList<>(Collections.nCopies(course.size(), Spent.NONE)))
                            .set(course.indexOf(Statistics.time(key.get(1))), spent(amounts)));
            var before = new HashMap<String, Spent>();
            reader.uses(before(scope), course.width().toSeconds(), List.of("model"))
                    .forEach((key, amounts) -> before.put(key.getFirst(), spent(amounts)));
            var models = stretches.entrySet().stream()
                    .map(model -> new TokenSpend.OfModel(
                            model.getKey(),
                            model.getValue(),
                            model.getValue().stream().reduce(Spent.NONE, Spent::plus),
                            before.getOrDefault(model.getKey(), Spent.NONE)))
                    .sorted(Comparator.comparing(
                                    (TokenSpend.OfModel model) -> model.now().tokens())
                            .reversed()
                            .thenComparing(TokenSpend.OfModel::model))
                    .toList();
            return new TokenSpend(
                    course,
                    models,
                    models.stream().map(TokenSpend.OfModel::now).reduce(Spent.NONE, Spent::plus),
                    before.values().stream().reduce(Spent.NONE, Spent::plus));
        });
    }

    private static Spent spent(Amounts amounts) {
        var totals = new ModelTotals(amounts);
        return new Spent(
                totals.calls(), totals.inputTokens().add(totals.outputTokens()), totals.cost(), totals.unpricedCalls());
    }

    /** How often calls of tools failed. */
    public Query<ToolFailures> tools(Scope scope) {
        var course = course(scope, Course.MOST);
        return read(reading -> {
            var reader = new RollUpReader(reading);
            var stretches = new TreeMap<String, List<Calls>>();
            reader.tools(scope, course.width().toSeconds(), false, List.of("tool", TIME))
                    .forEach((key, amounts) -> {
                        var ofTool = stretches.computeIfAbsent(
                                key.getFirst(),
                                tool -> new ArrayList<>(Collections.nCopies(course.size(), Calls.NONE)));
                        var at = course.indexOf(Statistics.time(key.get(1)));
                        ofTool.set(at, ofTool.get(at).plus(calls(key.getLast(), amounts)));
                    });
            var before = new HashMap<String, Calls>();
            reader.tools(before(scope), course.width().toSeconds(), false, List.of("tool"))
                    .forEach(
                            (key, amounts) -> before.merge(key.getFirst(), calls(key.getLast(), amounts), Calls::plus));
            var tools = stretches.entrySet().stream()
                    .map(tool -> new ToolFailures.OfTool(
                            tool.getKey(),
                            tool.getValue(),
                            tool.getValue().stream().reduce(Calls.NONE, Calls::plus),
                            before.getOrDefault(tool.getKey(), Calls.NONE)))
                    .filter(tool -> tool.now().ended() > 0)
                    .sorted(Comparator.comparingDouble(
                                    (ToolFailures.OfTool tool) -> tool.now().rate())
                            .thenComparingLong(tool -> tool.now().ended())
                            .reversed()
                            .thenComparing(ToolFailures.OfTool::tool))
                    .toList();
            return new ToolFailures(
                    course,
                    tools,
                    together(course.size(), tools),
                    tools.stream().map(ToolFailures.OfTool::now).reduce(Calls.NONE, Calls::plus),
                    before.values().stream().reduce(Calls.NONE, Calls::plus));
        });
    }

    private static List<Calls> together(int size, List<ToolFailures.OfTool> tools) {
        var sums = new ArrayList<>(Collections.nCopies(size, Calls.NONE));
        for (var tool : tools) {
            for (var i = 0; i < size; i++) {
                sums.set(i, sums.get(i).plus(tool.stretches().get(i)));
            }
        }
        return sums;
    }

    private static Calls calls(String status, Amounts amounts) {
        var calls = new ToolTotals(amounts).calls();
        return switch (SpanStatus.ofWord(status)) {
            case RUNNING -> Calls.NONE;
            case ERROR -> new Calls(calls, calls);
            case OK, UNSET -> new Calls(calls, 0);
        };
    }

    /** Who had runs made. The runs of all agents, whatever name is asked for: no table has users, hours and names. */
    public Query<UserActivity> users(Scope asked) {
        var scope = asked.ofName(null);
        var course = course(scope, FEW);
        return read(reading -> {
            var reader = new RollUpReader(reading);
            var runs = byUser(reader, scope);
            var top = runs.entrySet().stream()
                    .sorted(Comparator.comparingLong((Map.Entry<String, Long> user) -> user.getValue())
                            .reversed()
                            .thenComparing(Map.Entry::getKey))
                    .limit(TOP)
                    .toList();
            var stretches = new HashMap<String, List<Long>>();
            ofUsers(reader, scope, course, top.stream().map(Map.Entry::getKey).toList())
                    .forEach((key, amounts) -> add(stretches, course, key.get(1), key.getFirst(), amounts));
            var all = new HashMap<String, List<Long>>();
            runs(reader, scope, course.width(), false, TIME)
                    .forEach((key, amounts) -> add(all, course, "", key.getFirst(), amounts));
            var others = new ArrayList<>(all.getOrDefault("", none(course)));
            stretches.values().forEach(ofUser -> {
                for (var i = 0; i < ofUser.size(); i++) {
                    others.set(i, others.get(i) - ofUser.get(i));
                }
            });
            return new UserActivity(
                    course,
                    top.stream()
                            .map(user -> new UserActivity.OfUser(
                                    user.getKey(),
                                    stretches.getOrDefault(user.getKey(), none(course)),
                                    user.getValue()))
                            .toList(),
                    others,
                    count(runs),
                    count(byUser(reader, before(scope))));
        });
    }

    private static Map<String, Long> byUser(RollUpReader reader, Scope scope) throws SQLException {
        var where = new HashMap<String, Set<String>>();
        RollUpReader.put(where, "user_id", scope.user());
        RollUpReader.put(where, "environment", scope.environment());
        // Of many users each further column makes as many more rows.
        var question = new RollUpQuestion(
                RollUpTable.USER_HOURS, RollUpTable.USER_DAYS, List.of("user_id"), where, RollUpQuestion.DAY);
        var runs = new HashMap<String, Long>();
        reader.runs(question, scope)
                .forEach((key, amounts) -> runs.merge(key.getFirst(), new RunTotals(amounts).runs(), Long::sum));
        runs.values().removeIf(count -> count <= 0);
        return runs;
    }

    /** By an index of users, as a table by the hour has too many of them. */
    private static Map<List<String>, Amounts> ofUsers(
            RollUpReader reader, Scope scope, Course course, List<String> users) throws SQLException {
        if (users.isEmpty()) {
            return new HashMap<>();
        }
        var where = new HashMap<String, Set<String>>();
        where.put("user_id", new HashSet<>(users));
        RollUpReader.put(where, "environment", scope.environment());
        var question = new RollUpQuestion(
                RollUpTable.USER_RUN_HOURS.withoutDurations(),
                RollUpReader.isByHour(course.width().toSeconds(), List.of(TIME)) ? null : RollUpTable.USER_DAYS,
                List.of(TIME, "user_id"),
                where,
                course.width().toSeconds());
        return reader.runs(question, scope);
    }

    private static void add(
            Map<String, List<Long>> stretches, Course course, String user, String time, Amounts amounts) {
        var ofUser = stretches.computeIfAbsent(user, absent -> new ArrayList<>(none(course)));
        var at = course.indexOf(Statistics.time(time));
        ofUser.set(at, ofUser.get(at) + new RunTotals(amounts).runs());
    }

    private static List<Long> none(Course course) {
        return Collections.nCopies(course.size(), 0L);
    }

    private static Count count(Map<String, Long> runs) {
        return new Count(
                runs.keySet().stream().filter(user -> !user.isEmpty()).count(),
                runs.values().stream().mapToLong(Long::longValue).sum());
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
                        var runs = found.computeIfAbsent(named, absent -> new ArrayList<>(none(course)));
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
