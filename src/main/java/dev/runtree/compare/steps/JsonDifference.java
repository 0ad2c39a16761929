package dev.runtree.compare.steps;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.compare.steps.CommonOrder.Pair;
import dev.runtree.compare.steps.Difference.More;
import dev.runtree.compare.steps.Difference.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** In which members two JSON values differ. Items of arrays are matched by what they hold, and what is left by their order. */
final class JsonDifference {
    /** So many members are listed; of two values that have nothing in common, thousands could be. */
    private static final int MOST = 200;

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_-]*");

    private final Facet facet;
    private final Sameness sameness;
    private final List<Difference> found = new ArrayList<>();
    private int more;

    JsonDifference(Facet facet, Sameness sameness) {
        this.facet = facet;
        this.sameness = sameness;
    }

    List<Difference> of(JsonNode left, JsonNode right) {
        compare("$", left, right);
        if (more > 0) {
            found.add(new More(facet, more));
        }
        return found;
    }

    private void compare(String path, JsonNode left, JsonNode right) {
        if (left.isObject() && right.isObject()) {
            var names = new LinkedHashSet<String>();
            left.fieldNames().forEachRemaining(names::add);
            right.fieldNames().forEachRemaining(names::add);
            for (var name : names) {
                var below =
                        path + (PLAIN.matcher(name).matches() ? "." + name : "['" + name.replace("'", "\\'") + "']");
                member(below, left.get(name), right.get(name));
            }
        } else if (left.isArray() && right.isArray()) {
            items(path, left, right);
        } else if (!isSame(left, right)) {
            add(path, left, right);
        }
    }

    private void member(String path, @Nullable JsonNode left, @Nullable JsonNode right) {
        if (left == null || right == null) {
            add(path, left, right);
        } else {
            compare(path, left, right);
        }
    }

    private boolean isSame(JsonNode left, JsonNode right) {
        return left.isTextual() == right.isTextual()
                && left.isValueNode()
                && right.isValueNode()
                && Canonical.leaf(left, sameness::left).equals(Canonical.leaf(right, sameness::right));
    }

    private void items(String path, JsonNode left, JsonNode right) {
        var numbers = new HashMap<String, Integer>();
        var pairs = new ArrayList<>(
                CommonOrder.of(numbers(left, sameness::left, numbers), numbers(right, sameness::right, numbers)));
        pairs.add(new Pair(left.size(), right.size()));
        var i = 0;
        var j = 0;
        for (var pair : pairs) {
            while (i < pair.left() || j < pair.right()) {
                var one = i < pair.left() ? left.get(i++) : null;
                var other = j < pair.right() ? right.get(j++) : null;
                member(path + "[" + ((other == null ? i : j) - 1) + "]", one, other);
            }
            i = pair.left() + 1;
            j = pair.right() + 1;
        }
    }

    private static int[] numbers(JsonNode array, UnaryOperator<String> marked, Map<String, Integer> numbers) {
        var of = new int[array.size()];
        for (var at = 0; at < of.length; at++) {
            var meaning = new Canonical(marked, leaf -> {}).of(array.get(at));
            of[at] = numbers.computeIfAbsent(meaning, text -> numbers.size());
        }
        return of;
    }

    private void add(String path, @Nullable JsonNode left, @Nullable JsonNode right) {
        if (found.size() < MOST) {
            found.add(new Value(
                    facet, path, left == null ? null : left.toString(), right == null ? null : right.toString()));
        } else {
            more++;
        }
    }
}
