package dev.runtree.compare.steps;

import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One of two runs as a tree of steps with keys. A step is meant by its place from 0, parents stand before their children. */
final class Side {
    /** Which children of one parent may have been at work at once: they have the same number. */
    private final int[] groups;

    private final List<Span> spans = new ArrayList<>();
    private final List<Map<Facet, Print>> prints = new ArrayList<>();
    private final List<Map<Facet, Integer>> facets = new ArrayList<>();
    private final int[] numbers;
    private final int[] parents;
    private final List<List<Integer>> children = new ArrayList<>();
    private final List<Integer> tops = new ArrayList<>();
    private final boolean[] attempts;
    private final boolean[] triedAgain;

    /** Kind and name. */
    final int[] labels;

    /** And what went in. */
    final int[] asked;

    /** Kind, name, and what came out. */
    final int[] answered;

    /** All that is compared of the step alone. */
    final int[] own;

    /** And of the steps beneath it, those at work at once in no order. */
    final int[] subtrees;

    Side(ComparedSteps steps, Keys keys) {
        this(steps, Integer.MAX_VALUE, keys);
    }

    /** @param first only so many steps; of those whose steps beneath are not all among them, what came out is not known */
    Side(ComparedSteps steps, int first, Keys keys) {
        var places = steps.places(first);
        var size = places.size();
        groups = new int[size];
        numbers = new int[size];
        parents = new int[size];
        attempts = new boolean[size];
        triedAgain = new boolean[size];
        labels = new int[size];
        asked = new int[size];
        answered = new int[size];
        own = new int[size];
        subtrees = new int[size];
        var indexes = new HashMap<Integer, Integer>();
        for (var i = 0; i < size; i++) {
            var place = places.get(i);
            indexes.put(place, i);
            var span = steps.span(place);
            spans.add(span);
            prints.add(steps.isWithin(place, first) ? steps.prints(span) : asked(steps.prints(span)));
            children.add(new ArrayList<>());
            numbers[i] = place + 1;
            parents[i] = indexes.getOrDefault(steps.parent(place), -1);
            (parents[i] < 0 ? tops : children.get(parents[i])).add(i);
            keys(i, keys);
        }
        group(tops);
        children.forEach(this::group);
        for (var i = size - 1; i >= 0; i--) {
            subtrees[i] = keys.of(subtree(i));
        }
    }

    private static Map<Facet, Print> asked(Map<Facet, Print> prints) {
        var asked = new EnumMap<>(prints);
        asked.keySet().removeIf(facet -> !facet.isAsked());
        return asked;
    }

    private void keys(int i, Keys keys) {
        var of = new EnumMap<Facet, Integer>(Facet.class);
        prints.get(i).forEach((facet, print) -> of.put(facet, keys.of(print)));
        facets.add(of);
        var span = spans.get(i);
        labels[i] = keys.of(List.of(span.kind(), StepTexts.name(span)));
        asked[i] = keys.of(List.of("asked", labels[i], facet(i, Facet.PROMPT), facet(i, Facet.INPUT)));
        answered[i] = keys.of(List.of("answered", labels[i], facet(i, Facet.ANSWER), facet(i, Facet.OUTPUT)));
        own[i] = keys.of(List.of("own", Map.copyOf(of)));
    }

    /** Steps overlap, or are the calls that one answer of a model asked for. */
    private void group(List<Integer> siblings) {
        var end = Long.MIN_VALUE;
        var group = -1;
        var isAsked = false;
        var afterModel = false;
        for (var at : siblings) {
            var span = spans.get(at);
            var isCall = span.kind() == SpanKind.TOOL || span.kind() == SpanKind.DELEGATION;
            var isWithOthers = span.startNanos() < end || (isCall && isAsked);
            group = isWithOthers ? group : at;
            groups[at] = group;
            afterModel = span.kind() == SpanKind.LLM || (afterModel && isCall);
            isAsked = isCall && afterModel;
            end = Math.max(end, span.endNanos() == null ? span.startNanos() : span.endNanos());
        }
        retries(siblings);
    }

    private List<Object> subtree(int i) {
        var parts = new ArrayList<Object>();
        parts.add("subtree");
        parts.add(own[i]);
        var below = children.get(i);
        for (int at = 0, end; at < below.size(); at = end) {
            end = at + 1;
            while (end < below.size() && groups[below.get(end)] == groups[below.get(at)]) {
                end++;
            }
            parts.addAll(below.subList(at, end).stream()
                    .map(child -> subtrees[child])
                    .sorted()
                    .toList());
        }
        return parts;
    }

    /** A call that failed and the next one with the same arguments. */
    private void retries(List<Integer> siblings) {
        var failed = new HashMap<Integer, Integer>();
        for (var at : siblings) {
            var earlier = failed.remove(asked[at]);
            if (earlier != null) {
                triedAgain[earlier] = true;
                attempts[at] = true;
            }
            if (spans.get(at).failed()) {
                failed.put(asked[at], at);
            }
        }
    }

    int size() {
        return spans.size();
    }

    Span span(int i) {
        return spans.get(i);
    }

    Step step(int i) {
        return new Step(spans.get(i), numbers[i], attempts[i], triedAgain[i]);
    }

    /** Some number that is made of what its steps say, and of nothing else. */
    long mark() {
        var mark = 0L;
        for (var of : prints) {
            for (var print : of.values()) {
                mark = 31 * mark + print.low();
            }
        }
        return mark;
    }

    int parent(int i) {
        return parents[i];
    }

    List<Integer> tops() {
        return tops;
    }

    List<Integer> children(int i) {
        return children.get(i);
    }

    int group(int i) {
        return groups[i];
    }

    /** What is equal for equal values; {@link Keys#NONE} where nothing is known. */
    int facet(int i, Facet facet) {
        return facets.get(i).getOrDefault(facet, Keys.NONE);
    }

    /** How many members of what went in are the same. */
    int alike(int i, Side other, int j) {
        var one = prints.get(i).get(Facet.INPUT);
        var another = other.prints.get(j).get(Facet.INPUT);
        return one == null || another == null ? 0 : one.alike(another);
    }
}
