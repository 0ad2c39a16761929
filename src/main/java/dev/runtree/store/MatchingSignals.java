package dev.runtree.store;

import dev.runtree.model.Figures;
import dev.runtree.model.watch.Course;
import dev.runtree.model.watch.TokenSpend.Spent;
import dev.runtree.model.watch.ToolFailures.Calls;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What the runs of a scope did of which something holds that no roll-up knows: from rows, of so many runs at most. */
final class MatchingSignals {
    private static final String OF_TOO_MANY = "\nUNION ALL SELECT NULL, NULL, ";

    private final Reading reading;
    private final Scope scope;
    private final Course course;

    /** @param course of the scope */
    MatchingSignals(Reading reading, Scope scope, Course course) {
        this.reading = reading;
        this.scope = scope;
        this.course = course;
    }

    /** In all, without a course. */
    MatchingSignals(Reading reading, Scope scope) {
        this(reading, scope, Course.of(scope.since(), scope.until(), 1));
    }

    private interface Taker {
        void take(String of, int stretch, ResultSet row) throws SQLException;
    }

    /** What was used by the runs' models. Instead of calls, which no run counts, it has the runs. */
    Map<String, List<Spent>> spend() throws SQLException {
        var found = new TreeMap<String, List<Spent>>();
        ask(
                MatchingRuns.of(scope).used(true),
                "SELECT coalesce(model, ''), %s, count(*), sum(total_tokens), sum(cost), sum(unpriced_calls) FROM used"
                        + " WHERE total_tokens > 0 OR cost > 0 OR unpriced_calls > 0 GROUP BY 1, 2",
                "NULL, NULL, NULL",
                (model, stretch, row) -> {
                    var spent = new Spent(
                            row.getLong(3),
                            number(row, 4),
                            number(row, 5),
                            row.getBigDecimal(6).longValueExact());
                    add(found.computeIfAbsent(model, absent -> all(Spent.NONE)), stretch, spent);
                });
        return found;
    }

    private static void add(List<Spent> stretches, int at, Spent spent) {
        stretches.set(at, stretches.get(at).plus(spent));
    }

    private static BigDecimal number(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNullElse(row.getBigDecimal(column), BigDecimal.ZERO);
    }

    /** The ended calls of tools beneath the runs. */
    Map<String, List<Calls>> tools() throws SQLException {
        var found = new TreeMap<String, List<Calls>>();
        ask(
                MatchingRuns.of(scope).called(true),
                "SELECT tool, %s, count(*), count(*) FILTER (WHERE status = 'error') FROM called"
                        + " WHERE status <> 'running' GROUP BY 1, 2",
                "NULL",
                (tool, stretch, row) -> {
                    var ofTool = found.computeIfAbsent(tool, absent -> all(Calls.NONE));
                    ofTool.set(stretch, ofTool.get(stretch).plus(new Calls(row.getLong(3), row.getLong(4))));
                });
        return found;
    }

    private <T> List<T> all(T none) {
        return new ArrayList<>(Collections.nCopies(course.size(), none));
    }

    /** @param rest further columns of the row that tells how many runs there are */
    private void ask(Sql begin, String question, String rest, Taker taker) throws SQLException {
        var stretch = "date_part('epoch', date_bin('%d s', start_time, '1970-01-01 00:00Z'))::bigint"
                .formatted(course.width().toSeconds());
        reading.each(
                begin.plus(question.formatted(stretch) + OF_TOO_MANY + "(SELECT count(*) FROM matching), " + rest),
                row -> {
                    var of = row.getString(1);
                    if (of != null) {
                        taker.take(of, course.indexOf(Statistics.time(row.getString(2))), row);
                    } else if (row.getLong(3) > MatchingRuns.MOST) {
                        throw tooMany();
                    }
                });
    }

    private static StoreException tooMany() {
        return new StoreException("More than " + Figures.count(MatchingRuns.MOST)
                + " runs match, too many to gather what each of them did: choose a shorter range of time, or"
                + " filter for less.");
    }
}
