package dev.runtree.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.EntityRef;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Bodies of traces made at random from a seed: everything that OTLP can say, and the corners of it more often than they
 * happen. Span ids are unique within a trace.
 */
public final class RandomTraces {
    private static final String[] KEYS = {
        "openinference.span.kind",
        "gen_ai.operation.name",
        "gen_ai.usage.input_tokens",
        "llm.input_messages.0.message.role",
        "llm.input_messages.999999999.message.content",
        "input.value",
        "metadata",
        "exception.message",
        "a",
        "a",
        "",
        "k\0",
        "ключ",
        "with.dots and spaces",
        "😀"
    };
    private static final String[] TEXTS = {
        "",
        "LLM",
        "chat",
        "1.0",
        "{\"a\":[1,2",
        "[{\"role\":\"user\",\"content\":\"hi\"}]",
        "nul\0inside",
        "\u2400",
        "\ufffd",
        "😀 ü \u0001\u001f\u2028",
        "null",
        "a\\u0000b",
        "line\nline\ttab\"quote\\"
    };
    private static final double[] DOUBLES = {
        0.0,
        -0.0,
        1.0,
        100.0,
        1e21,
        1e-7,
        123456789.125,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.1
    };
    private static final long[] INTS = {0, 1, -1, 42, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53, (1L << 53) + 1};
    private static final long[] TIMES = {0, 1, 1_700_000_000_123_456_789L, Long.MAX_VALUE, -1, Long.MIN_VALUE};

    private final Random random;
    private final boolean withUnknown;
    private long number;

    /** @param withUnknown whether messages carry fields that OTLP does not have, which JSON has no words for */
    public RandomTraces(long seed, boolean withUnknown) {
        this.random = new Random(seed);
        this.withUnknown = withUnknown;
        this.number = seed * 1_000_000;
    }

    public ExportTraceServiceRequest next() {
        var request = ExportTraceServiceRequest.newBuilder();
        for (var i = random.nextInt(3); i >= 0; i--) {
            var resource = ResourceSpans.newBuilder().setSchemaUrl(sometimes("https://schema/1"));
            if (random.nextInt(5) > 0) {
                resource.setResource(resource());
            }
            for (var j = random.nextInt(3); j >= 0; j--) {
                resource.addScopeSpans(scope());
            }
            if (isOdd()) {
                resource.setUnknownFields(unknown());
            }
            request.addResourceSpans(resource);
        }
        return request.build();
    }

    private Resource resource() {
        var result = Resource.newBuilder().setDroppedAttributesCount(rarely(-1));
        attributes().forEach(result::addAttributes);
        if (random.nextInt(6) == 0) {
            result.addEntityRefs(EntityRef.newBuilder()
                    .setType("service")
                    .addIdKeys("service.name")
                    .addDescriptionKeys("d")
                    .setSchemaUrl(sometimes("https://schema/2")));
        }
        if (isOdd()) {
            result.setUnknownFields(unknown());
        }
        return result.build();
    }

    private ScopeSpans scope() {
        var result = ScopeSpans.newBuilder().setSchemaUrl(sometimes("https://schema/3"));
        if (random.nextInt(5) > 0) {
            var scope = InstrumentationScope.newBuilder()
                    .setName(text())
                    .setVersion(sometimes("1.2"))
                    .setDroppedAttributesCount(rarely(7));
            attributes().forEach(scope::addAttributes);
            result.setScope(scope);
        }
        for (var i = random.nextInt(4); i > 0; i--) {
            result.addSpans(span());
        }
        return result.build();
    }

    private Span span() {
        var result = Span.newBuilder()
                .setTraceId(traceId())
                .setSpanId(id(++number))
                .setParentSpanId(parentId())
                .setTraceState(sometimes("vendor=a,other=b"))
                .setFlags(rarely(0x301))
                .setName(text())
                .setKindValue(random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(6))
                .setStartTimeUnixNano(time())
                .setEndTimeUnixNano(time())
                .setDroppedAttributesCount(rarely(3))
                .setDroppedEventsCount(rarely(-2))
                .setDroppedLinksCount(rarely(5));
        attributes().forEach(result::addAttributes);
        for (var i = random.nextInt(3); i > 0; i--) {
            var event = Span.Event.newBuilder()
                    .setName(random.nextBoolean() ? "exception" : text())
                    .setTimeUnixNano(time())
                    .setDroppedAttributesCount(rarely(2));
            attributes().forEach(event::addAttributes);
            if (isOdd()) {
                event.setUnknownFields(unknown());
            }
            result.addEvents(event);
        }
        for (var i = random.nextInt(2); i > 0; i--) {
            var link = Span.Link.newBuilder()
                    .setTraceId(traceId())
                    .setSpanId(parentId())
                    .setTraceState(sometimes("x=y"))
                    .setFlags(rarely(1))
                    .setDroppedAttributesCount(rarely(9));
            attributes().forEach(link::addAttributes);
            result.addLinks(link);
        }
        if (random.nextBoolean()) {
            result.setStatus(Status.newBuilder()
                    .setCodeValue(random.nextInt(12) == 0 ? random.nextInt() : random.nextInt(3))
                    .setMessage(random.nextBoolean() ? "" : "failed\n    at line 1 " + text()));
        }
        if (isOdd()) {
            result.setUnknownFields(unknown());
        }
        return result.build();
    }

    private List<KeyValue> attributes() {
        var result = new ArrayList<KeyValue>();
        for (var i = random.nextInt(6); i > 0; i--) {
            result.add(keyValue(0));
        }
        return result;
    }

    private KeyValue keyValue(int depth) {
        var result = KeyValue.newBuilder().setKey(KEYS[random.nextInt(KEYS.length)]);
        if (random.nextInt(20) > 0) {
            result.setValue(value(depth));
        }
        if (random.nextInt(50) == 0) {
            result.setKeyStrindex(random.nextInt());
        }
        return result.build();
    }

    private AnyValue value(int depth) {
        var result = AnyValue.newBuilder();
        switch (random.nextInt(depth > 4 ? 8 : 12)) {
            case 0, 1, 2 -> result.setStringValue(text());
            case 3 -> result.setBoolValue(random.nextBoolean());
            case 4 -> result.setIntValue(INTS[random.nextInt(INTS.length)]);
            case 5 -> result.setDoubleValue(DOUBLES[random.nextInt(DOUBLES.length)]);
            case 6 -> result.setBytesValue(bytes(random.nextInt(10)));
            case 7 -> {
                if (random.nextInt(8) == 0) {
                    result.setStringValueStrindex(random.nextInt());
                }
            }
            case 8, 9 -> {
                var list = ArrayValue.newBuilder();
                for (var i = random.nextInt(4); i > 0; i--) {
                    list.addValues(value(depth + 1));
                }
                result.setArrayValue(list);
            }
            default -> {
                var list = KeyValueList.newBuilder();
                for (var i = random.nextInt(4); i > 0; i--) {
                    list.addValues(keyValue(depth + 1));
                }
                result.setKvlistValue(list);
            }
        }
        if (isOdd()) {
            result.setUnknownFields(unknown());
        }
        return result.build();
    }

    private ByteString traceId() {
        return switch (random.nextInt(12)) {
            case 0 -> ByteString.EMPTY;
            case 1 -> bytes(8);
            case 2 -> bytes(12);
            case 3 -> bytes(20);
            case 4 -> ByteString.copyFrom(new byte[16]);
            default -> bytes(16);
        };
    }

    private ByteString parentId() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> ByteString.EMPTY;
            case 2 -> ByteString.copyFrom(new byte[8]);
            case 3 -> bytes(6);
            case 4 -> id(number);
            default -> id(number - random.nextInt(4));
        };
    }

    private static ByteString id(long number) {
        var bytes = new byte[8];
        for (var i = 0; i < 8; i++) {
            bytes[i] = (byte) ((number * 0x9E3779B97F4A7C15L) >>> (8 * i));
        }
        return ByteString.copyFrom(bytes);
    }

    private ByteString bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    private long time() {
        return random.nextInt(3) > 0
                ? 1_700_000_000_000_000_000L + random.nextInt(1_000_000_000)
                : TIMES[random.nextInt(TIMES.length)];
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private String sometimes(String text) {
        return random.nextInt(3) == 0 ? text : "";
    }

    private int rarely(int value) {
        return random.nextInt(5) == 0 ? value : 0;
    }

    private boolean isOdd() {
        return withUnknown && random.nextInt(15) == 0;
    }

    private UnknownFieldSet unknown() {
        return UnknownFieldSet.newBuilder()
                .addField(
                        900,
                        UnknownFieldSet.Field.newBuilder()
                                .addVarint(random.nextInt())
                                .build())
                .build();
    }
}
