package dev.runtree.otlp.wire;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;

/** Reads spans of OTLP/JSON. */
final class JsonSpans {
    private final JsonInput in;

    JsonSpans(JsonInput in) {
        this.in = in;
    }

    Span span() throws IOException {
        var result = Span.newBuilder();
        in.object(name -> {
            switch (name) {
                case "traceId" -> result.setTraceId(id(Ids.TRACE_BYTES));
                case "spanId" -> result.setSpanId(id(Ids.SPAN_BYTES));
                case "parentSpanId" -> result.setParentSpanId(id(Ids.SPAN_BYTES));
                case "traceState" -> result.setTraceState(in.string());
                case "flags" -> result.setFlags(in.uint32());
                case "name" -> result.setName(in.string());
                case "kind" -> result.setKindValue(in.enumeration("SPAN_KIND_", Span.SpanKind.getDescriptor()));
                case "startTimeUnixNano" -> result.setStartTimeUnixNano(in.uint64());
                case "endTimeUnixNano" -> result.setEndTimeUnixNano(in.uint64());
                case "attributes" -> in.attributes(result::addAttributes);
                case "droppedAttributesCount" -> result.setDroppedAttributesCount(in.uint32());
                case "events" -> in.array(() -> result.addEvents(event()));
                case "droppedEventsCount" -> result.setDroppedEventsCount(in.uint32());
                case "links" -> in.array(() -> result.addLinks(link()));
                case "droppedLinksCount" -> result.setDroppedLinksCount(in.uint32());
                case "status" -> result.setStatus(status());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return result.build();
    }

    private Span.Event event() throws IOException {
        var result = Span.Event.newBuilder();
        in.object(name -> {
            switch (name) {
                case "timeUnixNano" -> result.setTimeUnixNano(in.uint64());
                case "name" -> result.setName(in.string());
                case "attributes" -> in.attributes(result::addAttributes);
                case "droppedAttributesCount" -> result.setDroppedAttributesCount(in.uint32());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return result.build();
    }

    private Span.Link link() throws IOException {
        var result = Span.Link.newBuilder();
        in.object(name -> {
            switch (name) {
                case "traceId" -> result.setTraceId(id(Ids.TRACE_BYTES));
                case "spanId" -> result.setSpanId(id(Ids.SPAN_BYTES));
                case "traceState" -> result.setTraceState(in.string());
                case "attributes" -> in.attributes(result::addAttributes);
                case "droppedAttributesCount" -> result.setDroppedAttributesCount(in.uint32());
                case "flags" -> result.setFlags(in.uint32());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return result.build();
    }

    private Status status() throws IOException {
        var result = Status.newBuilder();
        in.object(name -> {
            switch (name) {
                case "message" -> result.setMessage(in.string());
                case "code" -> result.setCodeValue(in.enumeration("STATUS_CODE_", Status.StatusCode.getDescriptor()));
                default -> {
                    return false;
                }
            }
            return true;
        });
        return result.build();
    }

    private ByteString id(int length) throws IOException {
        return JsonIds.bytes(in.string(), length);
    }
}
