package dev.runtree.bench;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Bodies of agent runs as an SDK would send them: traces of ten spans with 1.5 KB of attributes each. */
final class Bodies {
    private static final int SPANS_OF_TRACE = 10;
    private static final String WORDS = "{\"role\": \"user\", \"content\": \"what is the weather in Paris today?\"}, ";

    private final long salt;
    private long next = 1;

    /** @param salt so that two of these never make the same trace */
    Bodies(long salt) {
        this.salt = salt;
    }

    List<byte[]> make(int bodies, int spansOfBody) {
        var made = new ArrayList<byte[]>();
        for (var i = 0; i < bodies; i++) {
            made.add(body(spansOfBody));
        }
        return made;
    }

    private byte[] body(int spans) {
        var scope = ScopeSpans.newBuilder();
        for (var trace = 0; trace < spans / SPANS_OF_TRACE; trace++) {
            trace(scope);
        }
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(text("service.name", "bench")))
                        .addScopeSpans(scope))
                .build()
                .toByteArray();
    }

    private void trace(ScopeSpans.Builder scope) {
        var trace = bytes(salt, next);
        var root = bytes(next);
        var start = System.currentTimeMillis() * 1_000_000;
        for (var i = 0; i < SPANS_OF_TRACE; i++) {
            var span = Span.newBuilder()
                    .setTraceId(trace)
                    .setSpanId(bytes(next++))
                    .setName(i == 0 ? "invoke_agent weather" : "chat gpt-4o-mini")
                    .setStartTimeUnixNano(start + i * 1_000_000L)
                    .setEndTimeUnixNano(start + i * 1_000_000L + 900_000)
                    .addAttributes(text("gen_ai.operation.name", i == 0 ? "invoke_agent" : "chat"))
                    .addAttributes(text("gen_ai.agent.name", "weather"))
                    .addAttributes(text("gen_ai.conversation.id", "session-" + next % 100))
                    .addAttributes(text("user.id", "user-" + next % 50));
            if (i > 0) {
                span.setParentSpanId(root)
                        .addAttributes(text("gen_ai.request.model", "gpt-4o-mini"))
                        .addAttributes(number("gen_ai.usage.input_tokens", 82))
                        .addAttributes(number("gen_ai.usage.output_tokens", 17))
                        .addAttributes(text("gen_ai.input.messages", "[" + WORDS.repeat(18) + "{}]"));
            }
            scope.addSpans(span);
        }
    }

    private static ByteString bytes(long... values) {
        var bytes = ByteBuffer.allocate(values.length * Long.BYTES);
        for (var value : values) {
            bytes.putLong(value);
        }
        return ByteString.copyFrom(bytes.array());
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static KeyValue number(String key, long value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setIntValue(value))
                .build();
    }
}
