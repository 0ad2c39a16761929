package dev.runtree.otlp.wire;

import com.google.protobuf.ByteString;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import java.nio.ByteBuffer;
import java.util.List;

/** The SDK's structured attribute values as OTLP. */
public final class SdkValues {
    private SdkValues() {}

    public static AnyValue any(Value<?> value) {
        var result = AnyValue.newBuilder();
        return switch (value.getType()) {
            case STRING -> result.setStringValue((String) value.getValue()).build();
            case BOOLEAN -> result.setBoolValue((Boolean) value.getValue()).build();
            case LONG -> result.setIntValue((Long) value.getValue()).build();
            case DOUBLE -> result.setDoubleValue((Double) value.getValue()).build();
            case ARRAY -> {
                var array = ArrayValue.newBuilder();
                ((List<?>) value.getValue()).forEach(element -> array.addValues(any((Value<?>) element)));
                yield result.setArrayValue(array).build();
            }
            case KEY_VALUE_LIST -> {
                var list = KeyValueList.newBuilder();
                for (var element : (List<?>) value.getValue()) {
                    var entry = (KeyValue) element;
                    list.addValues(io.opentelemetry.proto.common.v1.KeyValue.newBuilder()
                            .setKey(entry.getKey())
                            .setValue(any(entry.getValue())));
                }
                yield result.setKvlistValue(list).build();
            }
            case BYTES ->
                result.setBytesValue(ByteString.copyFrom((ByteBuffer) value.getValue()))
                        .build();
            case EMPTY -> result.build();
        };
    }
}
