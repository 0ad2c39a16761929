package dev.runtree.otlp.wire;

import com.google.protobuf.ByteString;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.SpanId;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cuts spans into bodies of requests that a receiver takes. None is larger than is allowed; most are nearly as large. */
public final class SpanRequests {
    /** A tag and a length. */
    private static final int FRAME = 6;

    private final boolean isJson;
    private final Limits limits;
    private final List<Request> requests = new ArrayList<>();
    private final List<TooLarge> tooLarge = new ArrayList<>();
    private @Nullable Open open;

    /**
     * What a request may have.
     *
     * @param bytes at most, where there are several spans
     * @param largest at most, of a single span
     * @param spans at most, one or more
     * @param isOneScope whether all are of one resource and one scope
     */
    public record Limits(int bytes, int largest, int spans, boolean isOneScope) {}

    /** A body and the spans in it. */
    @SuppressWarnings("ArrayRecordComponent") // Made, sent and forgotten.
    public record Request(byte[] body, List<SpanId> spans) {}

    /**
     * A span that is too large by itself.
     *
     * @param bytes of a request with it alone
     */
    public record TooLarge(SpanId span, long bytes) {}

    private SpanRequests(boolean isJson, Limits limits) {
        this.isJson = isJson;
        this.limits = limits;
    }

    /**
     * Cuts spans as the limits have it, in their order, within one resource and scope where each has its own request.
     *
     * @param isJson whether bodies are OTLP/JSON, else protobuf
     * @throws IOException when a payload is none that Runtree wrote
     */
    public static SpanRequests cut(boolean isJson, List<RecordedSpan> spans, Limits limits) throws IOException {
        var cut = new SpanRequests(isJson, limits);
        Map<Object, List<Sized>> groups = new LinkedHashMap<>();
        var origins = new StoredOrigins();
        for (var span : spans) {
            var sized = cut.sized(span.span().id(), StoredSpan.of(span, origins));
            if (sized.alone() > limits.largest()) {
                cut.tooLarge.add(new TooLarge(sized.id(), sized.alone()));
            } else {
                groups.computeIfAbsent(limits.isOneScope() ? sized.origin() : "", any -> new ArrayList<>())
                        .add(sized);
            }
        }
        for (var group : groups.values()) {
            for (var span : group) {
                cut.add(span);
            }
            cut.end();
        }
        return cut;
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public List<TooLarge> tooLarge() {
        return List.copyOf(tooLarge);
    }

    private record Origin(ByteString resource, ByteString scope) {}

    /** @param alone the bytes of a request with it alone */
    private record Sized(SpanId id, WireRecord record, long alone) {
        Origin origin() {
            return new Origin(record.resource(), record.scope());
        }
    }

    private Sized sized(SpanId id, WireRecord record) throws IOException {
        return new Sized(
                id,
                record,
                isJson
                        ? body(WireRecords.of(List.of(record))).length
                        : record.alone().size() + FRAME);
    }

    /** What is collected for the next request. */
    private static final class Open {
        private final List<WireRecord> records = new ArrayList<>();
        private final List<SpanId> ids = new ArrayList<>();
        private final Set<Object> origins = new HashSet<>();
        private long bytes;
    }

    private void add(Sized span) throws IOException {
        var current = open;
        if (current != null && isFull(current, span)) {
            end();
            current = null;
        }
        if (current == null) {
            current = new Open();
            open = current;
        }
        current.bytes += more(current, span);
        current.origins.add(span.record().resource());
        current.origins.add(span.origin());
        current.records.add(span.record());
        current.ids.add(span.id());
    }

    private boolean isFull(Open current, Sized span) {
        return current.ids.size() >= limits.spans() || current.bytes + more(current, span) > limits.bytes();
    }

    /** How much a request grows with it; in JSON never less than it does. */
    private long more(Open open, Sized span) {
        if (isJson) {
            return span.alone();
        }
        var record = span.record();
        return (long) FRAME
                + record.message().size()
                + (open.origins.contains(record.resource())
                        ? 0
                        : FRAME + record.resource().size())
                + (open.origins.contains(span.origin())
                        ? 0
                        : FRAME + record.scope().size());
    }

    private void end() throws IOException {
        var current = open;
        if (current != null) {
            requests.add(new Request(body(WireRecords.of(current.records)), List.copyOf(current.ids)));
            open = null;
        }
    }

    private byte[] body(WireRecords<ResourceSpans> records) throws IOException {
        var to = new ByteArrayOutputStream();
        if (isJson) {
            try (var json = WireRecords.startJson(Frames.TRACES, to)) {
                records.jsonResources(json);
            }
        } else {
            records.protobuf(to);
        }
        return to.toByteArray();
    }
}
