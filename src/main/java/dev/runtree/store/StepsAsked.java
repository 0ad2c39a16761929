package dev.runtree.store;

import dev.runtree.query.Condition;
import dev.runtree.query.Condition.All;
import dev.runtree.query.Condition.Any;
import dev.runtree.query.Condition.Not;
import dev.runtree.query.Condition.Span;
import dev.runtree.query.Condition.StepTerm;
import dev.runtree.query.Condition.Term;
import dev.runtree.query.Condition.Words;
import dev.runtree.query.Glob;
import dev.runtree.query.RunKey;
import dev.runtree.query.StepKey;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a filter asks of the steps of a run.
 *
 * @param any whether it asks anything of them, so that they have to be looked at
 * @param tools of these a matching run has called one or more; empty where the filter does not say so
 */
record StepsAsked(boolean any, List<String> tools) {
    static StepsAsked of(Condition condition) {
        return new StepsAsked(isAny(condition), List.copyOf(tools(condition)));
    }

    private static boolean isAny(Condition condition) {
        return switch (condition) {
            case All(var parts) -> parts.stream().anyMatch(StepsAsked::isAny);
            case Any(var parts) -> parts.stream().anyMatch(StepsAsked::isAny);
            case Not(var part) -> isAny(part);
            case Words words -> false;
            case Term(var key, var match) -> key == RunKey.MODEL;
            case StepTerm term -> true;
            case Span span -> true;
        };
    }

    private static Set<String> tools(Condition condition) {
        return switch (condition) {
            case All(var parts) ->
                parts.stream()
                        .map(StepsAsked::tools)
                        .filter(tools -> !tools.isEmpty())
                        .findFirst()
                        .orElse(Set.of());
            case Any(var parts) -> ofEach(parts);
            case Span(var step) -> tools(step);
            case StepTerm(var key, var attribute, var match) ->
                key == StepKey.TOOL
                                && match instanceof Glob glob
                                && glob.isLiteral()
                                && !glob.text().isEmpty()
                        ? Set.of(SpanCleaner.text(glob.text()))
                        : Set.of();
            case Not not -> Set.of();
            case Words words -> Set.of();
            case Term term -> Set.of();
        };
    }

    private static Set<String> ofEach(List<Condition> alternatives) {
        var all = new TreeSet<String>();
        for (var each : alternatives) {
            var tools = tools(each);
            if (tools.isEmpty()) {
                return Set.of();
            }
            all.addAll(tools);
        }
        return all;
    }
}
