package dev.runtree.store;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.postgresql.core.Oid;

/**
 * A type of PostgreSQL in the two forms that it is written in.
 *
 * @param name to which the text form is cast
 * @param text what {@code INSERT} takes
 * @param binary what {@code COPY} takes, with the value's length before it
 */
record PgType<V>(String name, Function<V, String> text, Binary<V> binary) {
    interface Binary<V> {
        void put(V value, CopyBuffer out);
    }

    static final PgType<String> TEXT = new PgType<>("text", text -> text, (text, out) -> out.text(text));

    static final PgType<String> JSON = new PgType<>("json", json -> json, (json, out) -> out.text(json));

    static final PgType<Boolean> BOOLEAN = new PgType<>("boolean", Object::toString, (value, out) -> {
        out.value(Byte.BYTES);
        out.int1(value ? 1 : 0);
    });

    static final PgType<Integer> INT2 = new PgType<>("smallint", Object::toString, (value, out) -> {
        out.value(Short.BYTES);
        out.int2(value);
    });

    static final PgType<Integer> INT4 = new PgType<>("integer", Object::toString, (value, out) -> {
        out.value(Integer.BYTES);
        out.int4(value);
    });

    static final PgType<Long> INT8 = new PgType<>("bigint", Object::toString, (value, out) -> {
        out.value(Long.BYTES);
        out.int8(value);
    });

    static final PgType<BigDecimal> NUMERIC = new PgType<>("numeric", BigDecimal::toPlainString, PgNumeric::put);

    /** Nanoseconds since 1970, of which the microseconds are kept. */
    static final PgType<Long> TIMESTAMPTZ = new PgType<>("timestamptz", PgTime::text, (nanos, out) -> {
        out.value(Long.BYTES);
        out.int8(PgTime.micros(nanos));
    });

    static final PgType<LocalDate> DATE = new PgType<>("date", LocalDate::toString, (date, out) -> {
        out.value(Integer.BYTES);
        out.int4(PgTime.days(date));
    });

    /** Bytes in base64. */
    static final PgType<String> BYTEA = new PgType<>(
            "bytea",
            base64 -> "\\x" + HexFormat.of().formatHex(Base64.getDecoder().decode(base64)),
            (base64, out) -> {
                var bytes = Base64.getDecoder().decode(base64);
                out.value(bytes.length);
                out.put(bytes);
            });

    /** Bytes in hex. */
    static final PgType<String> HEX = new PgType<>("bytea", hex -> "\\x" + hex, (hex, out) -> {
        var bytes = HexFormat.of().parseHex(hex);
        out.value(bytes.length);
        out.put(bytes);
    });

    static final PgType<List<String>> TEXTS = new PgType<>(
            "text[]",
            texts -> texts.stream()
                    .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                    .collect(Collectors.joining(",", "{", "}")),
            (texts, out) -> array(texts, Oid.TEXT, out, out::text));

    static final PgType<UUID> UUID_VALUE = new PgType<>("uuid", UUID::toString, PgType::put);

    static final PgType<List<UUID>> UUIDS = new PgType<>(
            "uuid[]",
            uuids -> uuids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}")),
            (uuids, out) -> array(uuids, Oid.UUID, out, uuid -> put(uuid, out)));

    static final PgType<List<Integer>> INTS = new PgType<>(
            "integer[]",
            numbers -> numbers.stream().map(Object::toString).collect(Collectors.joining(",", "{", "}")),
            (numbers, out) -> array(numbers, Oid.INT4, out, number -> {
                out.value(Integer.BYTES);
                out.int4(number);
            }));

    private static void put(UUID uuid, CopyBuffer out) {
        out.value(2 * Long.BYTES);
        out.int8(uuid.getMostSignificantBits());
        out.int8(uuid.getLeastSignificantBits());
    }

    /** Values in PostgreSQL's text form, for rows that are inserted and never copied. */
    static PgType<String> insertedAs(String name) {
        return new PgType<>(name, text -> text, (text, out) -> {
            throw new UnsupportedOperationException(name + " is not copied");
        });
    }

    private static <E> void array(List<E> elements, int type, CopyBuffer out, Consumer<E> element) {
        var begun = out.beginValue();
        out.int4(elements.isEmpty() ? 0 : 1);
        out.int4(0);
        out.int4(type);
        if (!elements.isEmpty()) {
            out.int4(elements.size());
            out.int4(1);
            elements.forEach(element);
        }
        out.endValue(begun);
    }
}
