package dev.runtree.json;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a JSONPath is made of, in the words of RFC 9535. */
final class PathParts {
    private PathParts() {}

    /** @param absolute from the outermost value, else from the one that a filter looks at */
    record Query(boolean absolute, List<Segment> segments) implements Operand {

        /** Whether it can find one value at most. */
        boolean isSingular() {
            return segments.stream()
                    .allMatch(segment -> !segment.descendants()
                            && segment.selectors().size() == 1
                            && (segment.selectors().getFirst() instanceof Name
                                    || segment.selectors().getFirst() instanceof Index));
        }
    }

    record Segment(boolean descendants, List<Selector> selectors) {}

    sealed interface Selector {}

    record Name(String name) implements Selector {}

    record Wildcard() implements Selector {}

    record Index(long index) implements Selector {}

    record Slice(@Nullable Long start, @Nullable Long end, long step) implements Selector {}

    record Filter(Condition condition) implements Selector {}

    sealed interface Condition {}

    record Or(List<Condition> any) implements Condition {}

    record And(List<Condition> all) implements Condition {}

    record Not(Condition condition) implements Condition {}

    record Exists(Query query) implements Condition {}

    record Compared(Operand left, String operator, Operand right) implements Condition {}

    /** {@code match} or {@code search}. */
    record Matches(boolean whole, Operand text, Operand pattern) implements Condition {}

    sealed interface Operand {}

    record Text(String text) implements Operand {}

    record Numeral(BigDecimal number) implements Operand {}

    /** {@code true}, {@code false} or {@code null}. */
    record Word(String word) implements Operand {}

    record Length(Operand of) implements Operand {}

    record Count(Query of) implements Operand {}

    record Value(Query of) implements Operand {}
}
