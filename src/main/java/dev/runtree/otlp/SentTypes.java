package dev.runtree.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.runtree.model.Payload;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.util.Base64;
import java.util.List;

/** As what a span's attributes were sent, where their JSON cannot say it. */
public final class SentTypes {

    /** The types that OTLP has. */
    public enum Type {
        STRING,
        INT,
        DOUBLE,
        BOOL,
        BYTES,
        ARRAY,
        MAP,
        EMPTY
    }

    private SentTypes() {}

    /** One for each attribute in the order of the payload; empty when JSON says it all, or the original cannot be read. */
    public static List<Type> of(Payload payload) {
        if (payload.exact() == null) {
            return List.of();
        }
        try {
            var sent = ResourceSpans.parseFrom(Base64.getDecoder().decode(payload.exact()));
            return sent.getScopeSpans(0).getSpans(0).getAttributesList().stream()
                    .map(attribute -> type(attribute.getValue()))
                    .toList();
        } catch (InvalidProtocolBufferException | IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            return List.of();
        }
    }

    private static Type type(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> Type.STRING;
            case BOOL_VALUE -> Type.BOOL;
            case INT_VALUE -> Type.INT;
            case DOUBLE_VALUE -> Type.DOUBLE;
            case ARRAY_VALUE -> Type.ARRAY;
            case KVLIST_VALUE -> Type.MAP;
            case BYTES_VALUE -> Type.BYTES;
            default -> Type.EMPTY;
        };
    }
}
