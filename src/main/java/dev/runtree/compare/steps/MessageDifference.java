package dev.runtree.compare.steps;

import dev.runtree.compare.MessageText;
import dev.runtree.compare.TextDifference.Kind;
import dev.runtree.compare.TextDifference.Stretch;
import dev.runtree.compare.steps.CommonOrder.Pair;
import dev.runtree.compare.steps.Difference.Text;
import dev.runtree.model.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** In which messages two conversations differ, and in which words. */
final class MessageDifference {
    private final Facet facet;
    private final Sameness sameness;
    private final BiPredicate<@Nullable Message, @Nullable Message> carried;

    /** @param carried whether two versions of a message only repeat what was told before */
    MessageDifference(Facet facet, Sameness sameness, BiPredicate<@Nullable Message, @Nullable Message> carried) {
        this.facet = facet;
        this.sameness = sameness;
        this.carried = carried;
    }

    List<Difference> of(List<Message> left, List<Message> right) {
        var numbers = new HashMap<String, Integer>();
        var pairs = new ArrayList<>(
                CommonOrder.of(numbers(left, sameness::left, numbers), numbers(right, sameness::right, numbers)));
        pairs.add(new Pair(left.size(), right.size()));
        var found = new ArrayList<Difference>();
        var i = 0;
        var j = 0;
        for (var pair : pairs) {
            while (i < pair.left() || j < pair.right()) {
                var one = i < pair.left() ? left.get(i) : null;
                var other = j < pair.right() ? right.get(j) : null;
                if (one != null && other != null && !one.role().equals(other.role())) {
                    other = pair.left() - i >= pair.right() - j ? null : other;
                    one = other == null ? one : null;
                }
                i += one == null ? 0 : 1;
                j += other == null ? 0 : 1;
                found.add(difference(other == null ? i : j, one, other));
            }
            i = pair.left() + 1;
            j = pair.right() + 1;
        }
        return found;
    }

    private Text difference(int place, @Nullable Message left, @Nullable Message right) {
        var role = right == null ? left == null ? "" : left.role() : right.role();
        List<Stretch> stretches;
        if (left != null && right != null) {
            stretches = Words.of(sameness.left(text(left)), sameness.right(text(right)));
        } else if (left != null) {
            stretches = List.of(new Stretch(Kind.REMOVED, text(left)));
        } else {
            stretches = right == null ? List.of() : List.of(new Stretch(Kind.ADDED, text(right)));
        }
        return new Text(facet, place, role, stretches, carried.test(left, right));
    }

    static String text(Message message) {
        return MessageText.of(message).substring(message.role().length() + 2);
    }

    private static int[] numbers(List<Message> messages, UnaryOperator<String> marked, Map<String, Integer> numbers) {
        return messages.stream()
                .mapToInt(message ->
                        numbers.computeIfAbsent(marked.apply(MessageText.of(message)), text -> numbers.size()))
                .toArray();
    }
}
