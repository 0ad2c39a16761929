package dev.runtree.store;

import dev.runtree.model.rollup.Amounts;
import dev.runtree.model.rollup.RunTotals;
import dev.runtree.model.watch.Course;
import dev.runtree.model.watch.UserActivity;
import dev.runtree.model.watch.UserActivity.Count;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who had runs made, from the roll-ups, or from the rows of runs that no roll-up knows. */
final class WatchedUsers {
    private static final String TIME = RollUpQuestion.TIME;

    private final RollUpReader rollUps;
    private final Scope scope;

    WatchedUsers(Reading reading, Scope asked) {
        rollUps = new RollUpReader(reading);
        scope = asked.ofName(null);
    }

    UserActivity read(Course course) throws SQLException {
        return scope.readsRows() ? matching(course) : rolledUp(course);
    }

    /** Rows are gone through once. */
    private UserActivity matching(Course course) throws SQLException {
        var stretches = new HashMap<String, List<Long>>();
        byUserAnd(course, scope, TIME)
                .forEach((key, amounts) -> add(stretches, course, key.get(1), key.getFirst(), amounts));
        var before = new HashMap<String, Long>();
        byUserAnd(course, Signals.before(scope))
                .forEach((key, amounts) -> before.merge(key.getFirst(), runs(amounts), Long::sum));
        var runs = new HashMap<String, Long>();
        stretches.forEach((user, of) ->
                runs.put(user, of.stream().mapToLong(Long::longValue).sum()));
        var all = new ArrayList<>(none(course));
        stretches.values().forEach(of -> change(all, of, 1));
        return activity(course, runs, stretches, all, before);
    }

    private Map<List<String>, Amounts> byUserAnd(Course course, Scope range, String... columns) throws SQLException {
        var by = new ArrayList<>(List.of(columns));
        by.add("user_id");
        return rollUps.runs(
                new RollUpQuestion(
                        RollUpTable.USER_HOURS.counted(),
                        null,
                        by,
                        Map.of(),
                        course.width().toSeconds()),
                range);
    }

    private UserActivity rolledUp(Course course) throws SQLException {
        var runs = byUser(scope);
        var stretches = new HashMap<String, List<Long>>();
        ofUsers(course, busiest(runs))
                .forEach((key, amounts) -> add(stretches, course, key.get(1), key.getFirst(), amounts));
        var all = new HashMap<String, List<Long>>();
        Signals.runs(rollUps, scope, course.width(), false, TIME)
                .forEach((key, amounts) -> add(all, course, "", key.getFirst(), amounts));
        return activity(course, runs, stretches, all.getOrDefault("", none(course)), byUser(Signals.before(scope)));
    }

    /**
     * @param runs of each user
     * @param stretches of the busiest at least
     * @param all runs by stretch
     */
    private static UserActivity activity(
            Course course,
            Map<String, Long> runs,
            Map<String, List<Long>> stretches,
            List<Long> all,
            Map<String, Long> before) {
        var top = busiest(runs);
        var others = new ArrayList<>(all);
        top.forEach(user -> change(others, stretches.getOrDefault(user, none(course)), -1));
        return new UserActivity(
                course,
                top.stream()
                        .map(user -> new UserActivity.OfUser(
                                user, stretches.getOrDefault(user, none(course)), runs.getOrDefault(user, 0L)))
                        .toList(),
                others,
                count(runs),
                count(before));
    }

    private static List<String> busiest(Map<String, Long> runs) {
        return runs.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Long> user) -> user.getValue())
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .limit(Signals.TOP)
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, Long> byUser(Scope range) throws SQLException {
        var where = new HashMap<String, Set<String>>();
        RollUpReader.put(where, "user_id", range.user());
        RollUpReader.put(where, "environment", range.environment());
        // Of many users each further column makes as many more rows.
        var question = new RollUpQuestion(
                RollUpTable.USER_HOURS.counted(), RollUpTable.USER_DAYS, List.of("user_id"), where, RollUpQuestion.DAY);
        var runs = new HashMap<String, Long>();
        rollUps.runs(question, range).forEach((key, amounts) -> runs.merge(key.getFirst(), runs(amounts), Long::sum));
        runs.values().removeIf(count -> count <= 0);
        return runs;
    }

    /** By an index of users, as a table by the hour has too many of them. */
    private Map<List<String>, Amounts> ofUsers(Course course, List<String> users) throws SQLException {
        if (users.isEmpty()) {
            return new HashMap<>();
        }
        var where = new HashMap<String, Set<String>>();
        where.put("user_id", new HashSet<>(users));
        RollUpReader.put(where, "environment", scope.environment());
        var question = new RollUpQuestion(
                RollUpTable.USER_RUN_HOURS.withoutDurations().counted(),
                RollUpReader.isByHour(course.width().toSeconds(), List.of(TIME)) ? null : RollUpTable.USER_DAYS,
                List.of(TIME, "user_id"),
                where,
                course.width().toSeconds());
        return rollUps.runs(question, scope);
    }

    private static void add(
            Map<String, List<Long>> stretches, Course course, String user, String time, Amounts amounts) {
        var ofUser = stretches.computeIfAbsent(user, absent -> new ArrayList<>(none(course)));
        var at = course.indexOf(Statistics.time(time));
        ofUser.set(at, ofUser.get(at) + runs(amounts));
    }

    private static void change(List<Long> sums, List<Long> by, int sign) {
        for (var i = 0; i < by.size(); i++) {
            sums.set(i, sums.get(i) + sign * by.get(i));
        }
    }

    private static long runs(Amounts amounts) {
        return new RunTotals(amounts).runs();
    }

    private static List<Long> none(Course course) {
        return Collections.nCopies(course.size(), 0L);
    }

    private static Count count(Map<String, Long> runs) {
        return new Count(
                runs.keySet().stream().filter(user -> !user.isEmpty()).count(),
                runs.values().stream().mapToLong(Long::longValue).sum());
    }
}
