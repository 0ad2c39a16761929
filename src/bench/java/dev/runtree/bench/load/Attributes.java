package dev.runtree.bench.load;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.ArrayList;
import java.util.List;

/** Attributes of a span, with how many bytes they are. */
final class Attributes {
    private final List<KeyValue> all = new ArrayList<>();
    private int bytes;

    Attributes text(String key, String value) {
        bytes += key.length() + value.length();
        return add(key, AnyValue.newBuilder().setStringValue(value).build());
    }

    Attributes number(String key, long value) {
        bytes += key.length() + Long.BYTES;
        return add(key, AnyValue.newBuilder().setIntValue(value).build());
    }

    Attributes texts(String key, String... values) {
        var array = ArrayValue.newBuilder();
        for (var value : values) {
            bytes += value.length();
            array.addValues(AnyValue.newBuilder().setStringValue(value));
        }
        bytes += key.length();
        return add(key, AnyValue.newBuilder().setArrayValue(array).build());
    }

    private Attributes add(String key, AnyValue value) {
        all.add(KeyValue.newBuilder().setKey(key).setValue(value).build());
        return this;
    }

    /** Of keys and values together. */
    int bytes() {
        return bytes;
    }

    List<KeyValue> all() {
        return all;
    }
}
