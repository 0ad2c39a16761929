package dev.runtree.compare;

import dev.runtree.compare.Value.Amount;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Runs side by side: what is compared, in rows, each value with how it stands to that of one of the runs. Made anew when more of
 * a run has been read; takes time in proportion to the attributes and calls that were read.
 *
 * @param first the place of the run that the others are compared with
 * @param attributesLeftOut how many further attributes differ
 */
public record RunComparison(List<ComparedRun> runs, int first, List<Row> rows, int attributesLeftOut) {
    /** So few runs are nothing to compare, and of more a table cannot be read. */
    public static final int FEWEST = 2;

    public static final int MOST = 12;

    /** So many attributes that differ have a row. */
    private static final int MOST_ATTRIBUTES = 60;

    public RunComparison {
        runs = List.copyOf(runs);
        rows = List.copyOf(rows);
    }

    /** @throws IllegalArgumentException when there is no run at {@code first} */
    public static RunComparison of(List<ComparedRun> runs, int first) {
        if (first < 0 || first >= runs.size()) {
            throw new IllegalArgumentException("no run " + first + " of " + runs.size());
        }
        var rows = new ArrayList<Row>();
        for (var aspect : Aspect.values()) {
            if (aspect != Aspect.ATTRIBUTE) {
                var row = row(
                        aspect,
                        "",
                        runs.stream().map(run -> RunValues.of(run, aspect)).toList(),
                        first);
                if (!row.values().stream().allMatch(Value.None.class::isInstance)) {
                    rows.add(row);
                }
            }
        }
        var attributes = 0;
        for (var key : keys(runs)) {
            var row = row(
                    Aspect.ATTRIBUTE,
                    key,
                    runs.stream().map(run -> RunValues.attribute(run, key)).toList(),
                    first);
            if (row.differs() && ++attributes <= MOST_ATTRIBUTES) {
                rows.add(row);
            }
        }
        var leftOut = Math.max(0, attributes - MOST_ATTRIBUTES);
        return new RunComparison(runs, first, rows, leftOut);
    }

    private static TreeSet<String> keys(List<ComparedRun> runs) {
        var keys = new TreeSet<String>();
        for (var run : runs) {
            if (run.steps() != null) {
                keys.addAll(run.steps().attributes().keySet());
            }
        }
        return keys;
    }

    private static Row row(Aspect aspect, String name, List<Value> values, int first) {
        var standings = new ArrayList<Standing>();
        for (var i = 0; i < values.size(); i++) {
            standings.add(i == first ? Standing.FIRST : standing(aspect, values.get(first), values.get(i)));
        }
        return new Row(aspect, name, values, standings, aspect.addsUp() ? sum(values) : null);
    }

    private static Standing standing(Aspect aspect, Value first, Value other) {
        if (first instanceof Value.Unread || other instanceof Value.Unread) {
            return Standing.UNREAD;
        }
        if (first instanceof Amount one && other instanceof Amount another) {
            return standing(aspect, one, another);
        }
        if (first instanceof Value.Calls one && other instanceof Value.Calls another) {
            return CallOrder.of(one.calls(), another.calls()).isSame() && one.all() == another.all()
                    ? Standing.SAME
                    : Standing.OTHER;
        }
        if (first instanceof Value.Text one && other instanceof Value.Text another) {
            return one.text().equals(another.text()) ? Standing.SAME : otherError(aspect, true, true);
        }
        if (aspect == Aspect.ERROR) {
            return otherError(aspect, first instanceof Value.Text, other instanceof Value.Text);
        }
        if (aspect == Aspect.STATUS && !first.equals(other)) {
            return RunValues.isOk(other) ? Standing.BETTER : RunValues.isOk(first) ? Standing.WORSE : Standing.OTHER;
        }
        return first.equals(other) ? Standing.SAME : Standing.OTHER;
    }

    private static Standing otherError(Aspect aspect, boolean before, boolean now) {
        if (aspect != Aspect.ERROR || (before && now)) {
            return Standing.OTHER;
        }
        return before ? Standing.BETTER : now ? Standing.WORSE : Standing.SAME;
    }

    private static Standing standing(Aspect aspect, Amount first, Amount other) {
        var delta = other.amount().subtract(first.amount());
        if (delta.signum() == 0) {
            return first.isLeast() == other.isLeast() ? Standing.SAME : Standing.OTHER;
        }
        if (first.isLeast() || other.isLeast()) {
            return Standing.OTHER; // by how much is not known
        }
        var kind = !aspect.isLessBetter()
                ? Standing.Kind.OTHER
                : delta.signum() < 0 ? Standing.Kind.BETTER : Standing.Kind.WORSE;
        var change = first.amount().signum() == 0 || aspect.unit() == Aspect.Unit.TIME
                ? null
                : Double.valueOf(
                        delta.divide(first.amount(), MathContext.DECIMAL64).doubleValue());
        return new Standing(kind, delta, change);
    }

    private static @Nullable Amount sum(List<Value> values) {
        var sum = BigDecimal.ZERO;
        var isLeast = false;
        for (var value : values) {
            if (value instanceof Amount amount) {
                sum = sum.add(amount.amount());
                isLeast |= amount.isLeast();
            } else {
                return null;
            }
        }
        return new Amount(sum, isLeast);
    }

    /** How many rows differ. */
    public int differing() {
        return (int) rows.stream().filter(Row::differs).count() + attributesLeftOut;
    }
}
