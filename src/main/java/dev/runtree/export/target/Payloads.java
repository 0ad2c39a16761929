package dev.runtree.export.target;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.runtree.export.RedactedRecords;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpText;
import dev.runtree.otlp.text.Json;
import dev.runtree.otlp.wire.Additions;
import dev.runtree.otlp.wire.SpanRequests;
import dev.runtree.redact.Redaction;
import dev.runtree.redact.RedactionRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the requests for a target of stored traces. Of one thread at a time. */
public final class Payloads {
    /** What OTLP's service is called over gRPC. */
    private static final String SERVICE = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

    private final Target target;
    private final Endpoint endpoint;
    private final RedactionRules rules;
    private final Map<String, String> routing;

    /** @param rules those of the settings, of which the target takes what it says */
    public Payloads(Target target, Endpoint endpoint, RedactionRules rules) {
        this.target = target;
        this.endpoint = endpoint;
        this.rules = target.redacting().of(rules);
        this.routing = target.preset().routing(target);
    }

    /**
     * The requests for one trace: its ids and times as they were, in the target's words, redacted, and cut as it takes them.
     *
     * @param trace all its spans, with their log records where these are known ({@code RunQueries.payloads})
     * @throws IOException when a payload is none that Runtree wrote
     */
    public Made of(List<RecordedSpan> trace) throws IOException {
        return of(trace, trace.stream().map(RecordedSpan::span).toList());
    }

    /**
     * The requests for some spans of one trace, as {@link #of(List)} makes them of all.
     *
     * @param whole all spans of the trace, without what they say: whose they are follows from those around them
     * @throws IOException when a payload is none that Runtree wrote
     */
    public Made of(List<RecordedSpan> some, List<Span> whole) throws IOException {
        if (some.isEmpty()) {
            return new Made(List.of(), List.of(), List.of(), List.of());
        }
        var telling = Telling.of(target, some, whole);
        // After all that is told, so that nothing gets around it that was said in other words before.
        var redacted =
                rules.isNone() ? telling.told() : new RedactedRecords(new Redaction(rules)).spans(telling.told());
        var spans = routed(redacted);
        var cut = SpanRequests.cut(encoding() == Encoding.JSON, spans, limits());
        return new Made(
                cut.requests().stream()
                        .map(request -> new Payload(request.body(), request.spans()))
                        .toList(),
                cut.tooLarge().stream()
                        .map(span -> new TooLarge(
                                span.span(), span.bytes(), endpoint.split().largest()))
                        .toList(),
                telling.unfinished(),
                telling.replayed());
    }

    /** Where they belong follows from the target's settings, and is no content. */
    private List<RecordedSpan> routed(List<RecordedSpan> spans) throws IOException {
        if (routing.isEmpty()) {
            return spans;
        }
        var additions = new Additions(routing);
        var routed = new ArrayList<RecordedSpan>();
        for (var span : spans) {
            routed.add(additions.with(span, JsonNodeFactory.instance.objectNode(), Set.of()));
        }
        return routed;
    }

    private SpanRequests.Limits limits() {
        var split = endpoint.split();
        return new SpanRequests.Limits(split.maxBytes(), split.largest(), split.maxSpans(), split.oneScope());
    }

    /**
     * The same requests in fewer, where the target takes several traces in one: to send many small traces fast.
     *
     * @param payloads of this target, of any traces
     */
    public List<Payload> joined(List<Payload> payloads) {
        var split = endpoint.split();
        // In JSON two bodies behind each other are none.
        if (split.oneTrace() || split.oneScope() || encoding() == Encoding.JSON || payloads.size() < 2) {
            return List.copyOf(payloads);
        }
        var joined = new ArrayList<Payload>();
        var bodies = new ByteArrayOutputStream();
        var spans = new ArrayList<SpanId>();
        for (var payload : payloads) {
            var isFull = bodies.size() + payload.body().length > split.maxBytes()
                    || spans.size() + payload.spans().size() > split.maxSpans();
            if (isFull && !spans.isEmpty()) {
                joined.add(new Payload(bodies.toByteArray(), spans));
                bodies.reset();
                spans.clear();
            }
            bodies.writeBytes(payload.body());
            spans.addAll(payload.spans());
        }
        if (!spans.isEmpty()) {
            joined.add(new Payload(bodies.toByteArray(), spans));
        }
        return joined;
    }

    /**
     * The whole of what would be sent, as JSON: of each request where it goes, its headers, with {@code ***} for secrets, and
     * its body as OTLP/JSON, whatever the endpoint's encoding is.
     *
     * @throws IOException when a body is none of this target
     */
    public String shown(List<Payload> payloads) throws IOException {
        var all = Json.MAPPER.createArrayNode();
        for (var payload : payloads) {
            var request = all.addObject();
            request.put("url", endpoint.uri() + (endpoint.protocol() == Protocol.GRPC ? SERVICE : ""));
            request.put("protocol", endpoint.protocol().word());
            var headers = request.putObject("headers");
            headers.put("content-type", endpoint.contentType());
            headers.put("user-agent", endpoint.userAgent());
            if (endpoint.gzip()) {
                headers.put(endpoint.protocol() == Protocol.GRPC ? "grpc-encoding" : "content-encoding", "gzip");
            }
            endpoint.headers().forEach(header -> headers.put(header.name(), header.shown()));
            request.put("bytes", payload.body().length);
            request.put("spans", payload.spans().size());
            request.set("body", Json.MAPPER.readTree(OtlpText.of(encoding(), payload.body())));
        }
        return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(all);
    }

    private Encoding encoding() {
        return endpoint.protocol() == Protocol.HTTP_JSON ? Encoding.JSON : Encoding.PROTOBUF;
    }
}
