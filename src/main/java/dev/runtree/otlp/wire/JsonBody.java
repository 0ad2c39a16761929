package dev.runtree.otlp.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.google.protobuf.ByteString;
import dev.runtree.otlp.text.Json;
import io.opentelemetry.proto.common.v1.EntityRef;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Decodes OTLP/JSON bodies of traces. That is not protobuf's own JSON: ids are hex, enums numbers, 64-bit integers may be
 * strings. Names in snake_case and enums by name are read as well; fields that we do not know are passed over.
 */
public final class JsonBody {
    private static final Pattern PLACE = Pattern.compile(" \\(start marker at \\[Source: .*?]\\)");

    /** Nesting is bounded by what is read, not by the parser, which could not go on behind what is too deep. */
    static final JsonFactory FACTORY = Json.FACTORY
            .rebuild()
            .streamReadConstraints(Json.FACTORY
                    .streamReadConstraints()
                    .rebuild()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final int RESOURCES_DEPTH = 2;

    private final JsonInput in;
    private final long length;
    private Decoded.Builder decoded = new Decoded.Builder();
    private boolean hasFound;
    private boolean isShell;

    JsonBody(JsonInput in, long length) {
        this.in = in;
        this.length = length;
    }

    public static Decoded decode(byte[] body) {
        switch (BodyKind.ofJson(body)) {
            case TRACES, OTHER -> {}
            case LOGS -> throw new BadOtlp("This is an OTLP body of logs; only traces are read here");
            case METRICS -> throw new BadOtlp("This is an OTLP body of metrics; only traces are read here");
        }
        try (var parser = FACTORY.createParser(body)) {
            return new JsonBody(new JsonInput(parser), body.length).request();
        } catch (JsonProcessingException e) {
            throw new BadOtlp("Corrupt OTLP/JSON: " + place(e, body.length), e);
        } catch (IOException e) {
            throw new BadOtlp("Corrupt OTLP/JSON: " + e.getMessage(), e);
        }
    }

    /** @param length of the whole body; negative when it is not known */
    static String place(JsonProcessingException e, long length) {
        var at = e.getLocation() == null ? length : e.getLocation().getByteOffset();
        return "at byte " + at + (length < 0 ? "" : " of " + length) + ": " + reason(e);
    }

    /** The parser's words, without its own account of the place, which is told already. */
    private static String reason(JsonProcessingException e) {
        return PLACE.matcher(String.valueOf(e.getOriginalMessage())).replaceAll("");
    }

    private Decoded request() throws IOException {
        var found = new boolean[1];
        in.next();
        in.require(JsonToken.START_OBJECT, "an object with resourceSpans");
        in.object(name -> {
            if (name.equals("resourceSpans")) {
                found[0] = true;
                in.array(() -> decoded.add(resourceSpans()));
                return true;
            }
            return false;
        });
        if (!found[0]) {
            throw new BadOtlp("Not OTLP/JSON: the key resourceSpans was expected in the outermost object");
        }
        if (in.next() != null) {
            throw in.unexpected("the end of the body");
        }
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
                case "resource" -> around(() -> result.setResource(resource()), changes);
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

    private Resource resource() throws IOException {
        var result = Resource.newBuilder();
        in.object(name -> {
            switch (name) {
                case "attributes" -> in.soundAttributes(result::addAttributes);
                case "droppedAttributesCount" -> result.setDroppedAttributesCount(in.uint32());
                case "entityRefs" -> in.array(() -> result.addEntityRefs(entity()));
                default -> {
                    return false;
                }
            }
            return true;
        });
        return result.build();
    }

    private EntityRef entity() throws IOException {
        var result = EntityRef.newBuilder();
        in.object(name -> {
            switch (name) {
                case "schemaUrl" -> result.setSchemaUrl(in.string());
                case "type" -> result.setType(in.string());
                case "idKeys" -> in.array(() -> result.addIdKeys(in.string()));
                case "descriptionKeys" -> in.array(() -> result.addDescriptionKeys(in.string()));
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
        var changes = EnumSet.noneOf(Change.class);
        in.object(name -> {
            switch (name) {
                case "scope", "instrumentationLibrary" -> around(() -> result.setScope(scope()), changes);
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
            decoded.reject(place(wrong, length));
        } else if (!changes.isEmpty()) {
            decoded.repairs().add(to.getSpans(to.getSpansCount() - 1), changes);
        }
    }

    private InstrumentationScope scope() throws IOException {
        var result = InstrumentationScope.newBuilder();
        in.object(name -> {
            switch (name) {
                case "name" -> result.setName(in.string());
                case "version" -> result.setVersion(in.string());
                case "attributes" -> in.soundAttributes(result::addAttributes);
                case "droppedAttributesCount" -> result.setDroppedAttributesCount(in.uint32());
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
