package dev.runtree.otlp.wire;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;

/**
 * Decodes OTLP/JSON bodies of traces. That is not protobuf's own JSON: ids are hex, enums numbers, 64-bit integers may be
 * strings. Names in snake_case and enums by name are read as well; fields that we do not know are passed over.
 */
public final class JsonBody {
    private final JsonInput in;
    private final JsonOrigin origin;

    private JsonBody(JsonInput in) {
        this.in = in;
        this.origin = new JsonOrigin(in);
    }

    public static ExportTraceServiceRequest decode(byte[] body) {
        switch (BodyKind.ofJson(body)) {
            case TRACES, OTHER -> {}
            case LOGS -> throw new BadOtlp("This is an OTLP body of logs; only traces are read here");
            case METRICS -> throw new BadOtlp("This is an OTLP body of metrics; only traces are read here");
        }
        var request = ExportTraceServiceRequest.newBuilder();
        JsonDocument.read(
                body, "resourceSpans", input -> request.addResourceSpans(new JsonBody(input).resourceSpans()));
        return request.build();
    }

    private ResourceSpans resourceSpans() throws IOException {
        var result = ResourceSpans.newBuilder();
        in.object(name -> {
            switch (name) {
                case "resource" -> result.setResource(origin.resource());
                case "scopeSpans", "instrumentationLibrarySpans" -> in.array(() -> result.addScopeSpans(scopeSpans()));
                case "schemaUrl" -> result.setSchemaUrl(in.string());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return result.build();
    }

    private ScopeSpans scopeSpans() throws IOException {
        var result = ScopeSpans.newBuilder();
        in.object(name -> {
            switch (name) {
                case "scope", "instrumentationLibrary" -> result.setScope(origin.scope());
                case "spans" -> in.array(() -> result.addSpans(span()));
                case "schemaUrl" -> result.setSchemaUrl(in.string());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return result.build();
    }

    private Span span() throws IOException {
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
