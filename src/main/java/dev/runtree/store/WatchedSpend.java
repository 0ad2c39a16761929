package dev.runtree.store;

import dev.runtree.model.rollup.Amounts;
import dev.runtree.model.rollup.ModelTotals;
import dev.runtree.model.watch.Course;
import dev.runtree.model.watch.TokenSpend;
import dev.runtree.model.watch.TokenSpend.Spent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What models used and cost, from the roll-ups, or of runs that no roll-up knows from their rows. */
final class WatchedSpend {
    private final Reading reading;
    private final Scope scope;

    WatchedSpend(Reading reading, Scope scope) {
        this.reading = reading;
        this.scope = scope;
    }

    TokenSpend read(Course course) throws SQLException {
        var before = scope.readsRows() ? matchingBefore() : before();
        var models = (scope.readsRows() ? new MatchingSignals(reading, scope, course).spend() : stretches(course))
                .entrySet().stream()
                        .map(model -> new TokenSpend.OfModel(
                                model.getKey(),
                                model.getValue(),
                                sum(model.getValue()),
                                before.getOrDefault(model.getKey(), Spent.NONE)))
                        .sorted(Comparator.comparing((TokenSpend.OfModel model) ->
                                        model.now().tokens())
                                .reversed()
                                .thenComparing(TokenSpend.OfModel::model))
                        .toList();
        return new TokenSpend(
                course,
                scope.readsRows(),
                models,
                sum(models.stream().map(TokenSpend.OfModel::now).toList()),
                sum(before.values().stream().toList()));
    }

    private static Spent sum(List<Spent> parts) {
        return parts.stream().reduce(Spent.NONE, Spent::plus);
    }

    private Map<String, List<Spent>> stretches(Course course) throws SQLException {
        var stretches = new TreeMap<String, List<Spent>>();
        new RollUpReader(reading)
                .uses(scope, course.width().toSeconds(), List.of("model", RollUpQuestion.TIME))
                .forEach((key, amounts) -> stretches
                        .computeIfAbsent(
                                key.getFirst(),
                                model -> new ArrayList<>(Collections.nCopies(course.size(), Spent.NONE)))
                        .set(course.indexOf(Statistics.time(key.get(1))), spent(amounts)));
        return stretches;
    }

    private Map<String, Spent> before() throws SQLException {
        var before = new HashMap<String, Spent>();
        new RollUpReader(reading)
                .uses(Signals.before(scope), RollUpQuestion.DAY, List.of("model"))
                .forEach((key, amounts) -> before.put(key.getFirst(), spent(amounts)));
        return before;
    }

    private Map<String, Spent> matchingBefore() throws SQLException {
        var before = new HashMap<String, Spent>();
        new MatchingSignals(reading, Signals.before(scope))
                .spend()
                .forEach((model, stretches) -> before.put(model, sum(stretches)));
        return before;
    }

    private static Spent spent(Amounts amounts) {
        var totals = new ModelTotals(amounts);
        return new Spent(
                totals.calls(), totals.inputTokens().add(totals.outputTokens()), totals.cost(), totals.unpricedCalls());
    }
}
