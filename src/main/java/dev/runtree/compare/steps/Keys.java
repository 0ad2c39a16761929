package dev.runtree.compare.steps;

import dev.runtree.compare.steps.Mark.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Numbers that are equal for what is equal in either run. An id that both runs know is nobody's own, and is compared; so is a
 * moment of one run's time that the other, at another time, tells as well, as a replay does.
 */
final class Keys {
    static final int NONE = -1;

    private final Map<List<?>, Integer> numbers = new HashMap<>();
    private final Map<Print, Integer> ofPrints = new HashMap<>();
    private final Set<Mark> shared;

    private Keys(Set<Mark> shared) {
        this.shared = shared;
    }

    static Keys of(ComparedSteps left, ComparedSteps right) {
        var one = marks(left);
        var other = marks(right);
        var shared = new HashSet<Mark>();
        share(one, other, shared);
        share(other, one, shared);
        return new Keys(shared);
    }

    private static Set<Mark> marks(ComparedSteps steps) {
        var marks = new HashSet<Mark>();
        steps.eachMark(marks::add);
        return marks;
    }

    private static void share(Set<Mark> of, Set<Mark> with, Set<Mark> to) {
        for (var mark : of) {
            var isShared = switch (mark.kind()) {
                case ID -> with.contains(mark);
                case OWN_MOMENT -> with.contains(new Mark(Kind.OTHER_MOMENT, mark.key()));
                case OTHER_MOMENT -> false;
            };
            if (isShared) {
                to.add(mark);
            }
        }
    }

    /** Whether it is compared like any other text. */
    boolean counts(Mark mark) {
        return mark.kind() == Kind.OTHER_MOMENT || shared.contains(mark);
    }

    /** Messages that stand in many conversations are one print. */
    int of(Print print) {
        var known = ofPrints.get(print);
        if (known == null) {
            known = number(print);
            ofPrints.put(print, known);
        }
        return known;
    }

    private int number(Print print) {
        var parts = new ArrayList<Long>(2 + print.marks().size() + print.parts().size());
        parts.add(print.high());
        parts.add(print.low());
        for (var mark : print.marks()) {
            parts.add(counts(mark) ? mark.key() : 0L);
        }
        for (var part : print.parts()) {
            parts.add((long) of(part));
        }
        return of(parts);
    }

    int of(List<?> parts) {
        var next = numbers.size();
        var known = numbers.putIfAbsent(parts, next);
        return known == null ? next : known;
    }
}
