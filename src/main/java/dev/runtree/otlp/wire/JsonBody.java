package dev.runtree.otlp.wire;

import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Decodes OTLP/JSON bodies of traces. That is not protobuf's own JSON: ids are hex, enums numbers, 64-bit integers may be
 * strings. Names in snake_case and enums by name are read as well; fields that we do not know are passed over.
 */
public final class JsonBody {
    private static final int RESOURCES_DEPTH = 2;

    private final JsonInput in;
    private final long length;
    private final JsonOrigin origin;
    private Decoded.Builder decoded;
    private boolean hasFound;
    private boolean isShell;

    JsonBody(JsonInput in, long length) {
        this(in, length, new Decoded.Builder());
    }

    private JsonBody(JsonInput in, long length, Decoded.Builder decoded) {
        this.in = in;
        this.length = length;
        this.origin = new JsonOrigin(in);
        this.decoded = decoded;
    }

    public static Decoded decode(byte[] body) {
        switch (BodyKind.ofJson(body)) {
            case TRACES, OTHER -> {}
            case LOGS -> throw new BadOtlp("This is an OTLP body of logs; only traces are read here");
            case METRICS -> throw new BadOtlp("This is an OTLP body of metrics; only traces are read here");
        }
        var decoded = new Decoded.Builder();
        JsonDocument.read(body, "resourceSpans", in -> {
            var reading = new JsonBody(in, body.length, decoded);
            return () -> decoded.add(reading.resourceSpans());
        });
        return decoded.build();
    }

    /** Goes to the next element of {@code resourceSpans}, of this document or the next. */
    boolean toNextResource() throws IOException {
        for (var token = in.next(); token != null; token = in.next()) {
            var depth = in.depth();
            if (token == JsonToken.FIELD_NAME && depth == 1) {
                hasFound |= in.enters("resourceSpans");
            } else if (token.isStructStart() && depth > RESOURCES_DEPTH) {
                in.require(JsonToken.START_OBJECT, "an object");
                return true;
            } else if (token.isScalarValue() || (token == JsonToken.START_ARRAY && depth == 1)) {
                throw in.unexpected("an object");
            }
        }
        return false;
    }

    boolean hasFound() {
        return hasFound;
    }

    /** What surrounds the spans of the resource that the parser stands on. */
    ResourceSpans shell() throws IOException {
        isShell = true;
        decoded = new Decoded.Builder();
        return resourceSpans();
    }

    /** Hands on the spans of the resource that the parser stands on, some at a time. */
    void spansOf(ResourceSpans shell, int pieceBytes, Consumer<Decoded> to) throws IOException {
        var scopes = shell.getScopeSpansList().iterator();
        in.object(name -> {
            var isScopes = name.equals("scopeSpans") || name.equals("instrumentationLibrarySpans");
            if (isScopes) {
                in.array(() -> spansOf(shell, scopes.next(), pieceBytes, to));
            }
            return isScopes;
        });
    }

    private void spansOf(ResourceSpans around, ScopeSpans shell, int pieceBytes, Consumer<Decoded> to)
            throws IOException {
        in.object(name -> {
            if (!name.equals("spans")) {
                return false;
            }
            var piece = shell.toBuilder();
            var from = new long[] {in.at()};
            in.array(() -> {
                spans(piece);
                if (in.at() - from[0] > pieceBytes) {
                    handOn(around, piece, to);
                    from[0] = in.at();
                }
            });
            handOn(around, piece, to);
            return true;
        });
    }

    private void handOn(ResourceSpans around, ScopeSpans.Builder piece, Consumer<Decoded> to) {
        decoded.add(around.toBuilder().clearScopeSpans().addScopeSpans(piece).build());
        to.accept(decoded.build());
        decoded = new Decoded.Builder();
        piece.clearSpans();
    }

    private ResourceSpans resourceSpans() throws IOException {
        var result = ResourceSpans.newBuilder();
        var changes = EnumSet.noneOf(Change.class);
        in.object(name -> {
            switch (name) {
                case "resource" -> around(() -> result.setResource(origin.resource()), changes);
                case "scopeSpans", "instrumentationLibrarySpans" -> in.array(() -> result.addScopeSpans(scopeSpans()));
                case "schemaUrl" -> result.setSchemaUrl(in.string());
                default -> {
                    return false;
                }
            }
            return true;
        });
        var sent = result.build();
        for (var scope : changes.isEmpty() ? List.<ScopeSpans>of() : sent.getScopeSpansList()) {
            scope.getSpansList().forEach(span -> decoded.repairs().add(span, changes));
        }
        return sent;
    }

    /** Reads a resource or a scope; one that is wrong is left out, and its spans say so. */
    private void around(JsonInput.Element element, Set<Change> changes) throws IOException {
        in.takeChanges();
        if (in.tried(element) != null) {
            changes.add(Change.CORRUPT);
        }
        changes.addAll(in.takeChanges());
    }

    private ScopeSpans scopeSpans() throws IOException {
        var result = ScopeSpans.newBuilder();
        var changes = EnumSet.noneOf(Change.class);
        in.object(name -> {
            switch (name) {
                case "scope", "instrumentationLibrary" -> around(() -> result.setScope(origin.scope()), changes);
                case "spans" -> {
                    if (isShell) {
                        return false;
                    }
                    in.array(() -> spans(result));
                }
                case "schemaUrl" -> result.setSchemaUrl(in.string());
                default -> {
                    return false;
                }
            }
            return true;
        });
        var sent = result.build();
        if (!changes.isEmpty()) {
            sent.getSpansList().forEach(span -> decoded.repairs().add(span, changes));
        }
        return sent;
    }

    private void spans(ScopeSpans.Builder to) throws IOException {
        in.takeChanges();
        var wrong = in.tried(() -> to.addSpans(span()));
        var changes = in.takeChanges();
        if (wrong != null) {
            decoded.reject(JsonDocument.place(wrong, length));
        } else if (!changes.isEmpty()) {
            decoded.repairs().add(to.getSpans(to.getSpansCount() - 1), changes);
        }
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
