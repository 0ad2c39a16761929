package dev.runtree.store;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column that is written.
 *
 * @param value what a row has there
 */
record Column<R, V>(String name, PgType<V> type, Function<R, @Nullable V> value) {

    static <R> Column<R, String> text(String name, Function<R, @Nullable String> value) {
        return new Column<>(name, PgType.TEXT, value);
    }

    static <R> Column<R, Integer> int2(String name, Function<R, @Nullable Integer> value) {
        return new Column<>(name, PgType.INT2, value);
    }

    static <R> Column<R, Integer> int4(String name, Function<R, @Nullable Integer> value) {
        return new Column<>(name, PgType.INT4, value);
    }

    static <R> Column<R, Long> int8(String name, Function<R, @Nullable Long> value) {
        return new Column<>(name, PgType.INT8, value);
    }

    static <R> Column<R, BigDecimal> numeric(String name, Function<R, @Nullable BigDecimal> value) {
        return new Column<>(name, PgType.NUMERIC, value);
    }

    /** @param value nanoseconds since 1970 */
    static <R> Column<R, Long> time(String name, Function<R, @Nullable Long> value) {
        return new Column<>(name, PgType.TIMESTAMPTZ, value);
    }

    static <R> Column<R, LocalDate> date(String name, Function<R, @Nullable LocalDate> value) {
        return new Column<>(name, PgType.DATE, value);
    }

    static <R> Column<R, List<String>> texts(String name, Function<R, @Nullable List<String>> value) {
        return new Column<>(name, PgType.TEXTS, value);
    }

    static <R> Column<R, List<UUID>> uuids(String name, Function<R, @Nullable List<UUID>> value) {
        return new Column<>(name, PgType.UUIDS, value);
    }

    static <R> Column<R, List<Integer>> int4s(String name, Function<R, @Nullable List<Integer>> value) {
        return new Column<>(name, PgType.INTS, value);
    }

    static <R> Column<R, String> json(String name, Function<R, @Nullable String> value) {
        return new Column<>(name, PgType.JSON, value);
    }

    /** @param value bytes in base64 */
    static <R> Column<R, String> bytes(String name, Function<R, @Nullable String> value) {
        return new Column<>(name, PgType.BYTEA, value);
    }

    @Nullable String text(R row) {
        var found = value.apply(row);
        return found == null ? null : type.text().apply(found);
    }

    void put(R row, CopyBuffer out) {
        var found = value.apply(row);
        if (found == null) {
            out.noValue();
        } else {
            type.binary().put(found, out);
        }
    }
}
