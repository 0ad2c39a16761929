package dev.runtree.store;

import dev.runtree.model.SpanStatus;
import dev.runtree.model.rollup.Amounts;
import dev.runtree.model.rollup.ToolTotals;
import dev.runtree.model.watch.Course;
import dev.runtree.model.watch.ToolFailures;
import dev.runtree.model.watch.ToolFailures.Calls;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How often calls of tools failed, from the roll-ups, or beneath runs that no roll-up knows from their rows. */
final class WatchedTools {
    private final Reading reading;
    private final Scope scope;

    WatchedTools(Reading reading, Scope scope) {
        this.reading = reading;
        this.scope = scope;
    }

    ToolFailures read(Course course) throws SQLException {
        var before = scope.readsRows() ? matchingBefore() : before();
        var tools = (scope.readsRows() ? new MatchingSignals(reading, scope, course).tools() : stretches(course))
                .entrySet().stream()
                        .map(tool -> new ToolFailures.OfTool(
                                tool.getKey(),
                                tool.getValue(),
                                sum(tool.getValue()),
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
                sum(tools.stream().map(ToolFailures.OfTool::now).toList()),
                sum(before.values().stream().toList()));
    }

    private static Calls sum(List<Calls> parts) {
        return parts.stream().reduce(Calls.NONE, Calls::plus);
    }

    private Map<String, List<Calls>> stretches(Course course) throws SQLException {
        var stretches = new TreeMap<String, List<Calls>>();
        new RollUpReader(reading)
                .tools(scope, course.width().toSeconds(), false, List.of("tool", RollUpQuestion.TIME))
                .forEach((key, amounts) -> {
                    var ofTool = stretches.computeIfAbsent(
                            key.getFirst(), tool -> new ArrayList<>(Collections.nCopies(course.size(), Calls.NONE)));
                    var at = course.indexOf(Statistics.time(key.get(1)));
                    ofTool.set(at, ofTool.get(at).plus(calls(key.getLast(), amounts)));
                });
        return stretches;
    }

    private Map<String, Calls> before() throws SQLException {
        var before = new HashMap<String, Calls>();
        new RollUpReader(reading)
                .tools(Signals.before(scope), RollUpQuestion.DAY, false, List.of("tool"))
                .forEach((key, amounts) -> before.merge(key.getFirst(), calls(key.getLast(), amounts), Calls::plus));
        return before;
    }

    private Map<String, Calls> matchingBefore() throws SQLException {
        var before = new HashMap<String, Calls>();
        new MatchingSignals(reading, Signals.before(scope))
                .tools()
                .forEach((tool, stretches) -> before.put(tool, sum(stretches)));
        return before;
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
}
