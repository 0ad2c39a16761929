package dev.runtree.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement, or a part of one, with its values. Values are always bound.
 *
 * @param text with a {@code ?} for each value
 */
record Sql(String text, List<Object> values) {
    Sql {
        values = List.copyOf(values);
    }

    static Sql of(String text, Object... values) {
        return new Sql(text, List.of(values));
    }

    Sql and(String more, @Nullable Object... moreValues) {
        return plus(" AND " + more, moreValues);
    }

    Sql plus(String more, @Nullable Object... moreValues) {
        var all = new ArrayList<Object>(values);
        for (var value : moreValues) {
            if (value != null) {
                all.add(value);
            }
        }
        return new Sql(text + more, all);
    }

    Sql plus(Sql more) {
        return plus(more.text, more.values.toArray());
    }
}
