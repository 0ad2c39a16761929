package dev.runtree.compare.steps;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.compare.JsonMeaning;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;

/** One form for all texts that mean the same: JSON by what it holds, with 1 and 1.0 alike; other texts by their words. */
final class Canonical {
    private static final int WIDEST_NUMBER = 40;

    private final UnaryOperator<String> marked;
    private final IntConsumer leaves;
    private final StringBuilder made = new StringBuilder();

    /**
     * @param marked takes from a single text what does not count
     * @param leaves is given a number for each single value of a JSON text, equal for equal values at one path
     */
    Canonical(UnaryOperator<String> marked, IntConsumer leaves) {
        this.marked = marked;
        this.leaves = leaves;
    }

    String of(String text) {
        var tree = JsonMeaning.tree(text);
        if (tree == null) {
            made.append('t').append(marked.apply(text.strip()));
        } else {
            write(tree, 0);
        }
        return made.toString();
    }

    String of(JsonNode value) {
        write(value, 0);
        return made.toString();
    }

    /** Jackson reads no JSON so deep that this could overflow the stack. */
    private void write(JsonNode node, int path) {
        if (node.isObject()) {
            var names = new ArrayList<String>();
            node.fieldNames().forEachRemaining(names::add);
            Collections.sort(names);
            made.append('{');
            for (var name : names) {
                made.append(name.length()).append(':').append(name);
                write(node.get(name), 31 * path + name.hashCode());
            }
            made.append('}');
        } else if (node.isArray()) {
            made.append('[');
            for (var item : node) {
                write(item, 31 * path + 1);
            }
            made.append(']');
        } else {
            var value = leaf(node, marked);
            made.append(node.isTextual() ? 's' : 'v')
                    .append(value.length())
                    .append(':')
                    .append(value);
            leaves.accept(31 * path + value.hashCode());
        }
    }

    /** A single value: a text as it is, a number by its value. */
    static String leaf(JsonNode node, UnaryOperator<String> marked) {
        return marked.apply(node.isNumber() ? number(node.decimalValue()) : node.asText());
    }

    private static String number(BigDecimal number) {
        var plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        return Math.abs((long) plain.scale()) <= WIDEST_NUMBER ? plain.toPlainString() : plain.toString();
    }
}
