package dev.runtree.export.target;

import dev.runtree.export.RedactedRecords;
import dev.runtree.model.RecordedSpan;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpWriter;
import dev.runtree.redact.Redaction;
import dev.runtree.redact.RedactionRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Makes the requests for a target of stored traces. Of one thread at a time. */
public final class Payloads {
    private final Target target;
    private final Endpoint endpoint;
    private final RedactionRules rules;

    /** @param rules those of the settings, of which the target takes what it says */
    public Payloads(Target target, Endpoint endpoint, RedactionRules rules) {
        this.target = target;
        this.endpoint = endpoint;
        this.rules = target.redacting().of(rules);
    }

    /**
     * The requests for one trace: its ids and times as they were, in the target's words, redacted, and cut as it takes them.
     *
     * @param trace all its spans, with their log records where these are known ({@code RunQueries.payloads})
     * @throws IOException when a payload is none that Runtree wrote
     */
    public Made of(List<RecordedSpan> trace) throws IOException {
        if (trace.isEmpty()) {
            return new Made(List.of(), List.of(), List.of(), List.of());
        }
        var spans = rules.isNone() ? trace : new RedactedRecords(new Redaction(rules)).spans(trace);
        var body = new ByteArrayOutputStream();
        OtlpWriter.write(encoding(), spans, body);
        return new Made(
                List.of(new Payload(
                        body.toByteArray(),
                        trace.stream().map(span -> span.span().id()).toList())),
                List.of(),
                List.of(),
                List.of());
    }

    /**
     * The same requests in fewer, where the target takes several traces in one: to send many small traces fast.
     *
     * @param payloads of this target, of any traces
     */
    public List<Payload> joined(List<Payload> payloads) {
        return List.copyOf(payloads);
    }

    /**
     * The whole of what would be sent, as JSON: of each request where it goes, its headers, with {@code ***} for secrets, and
     * its body as OTLP/JSON, whatever the endpoint's encoding is.
     */
    public String shown(List<Payload> payloads) throws IOException {
        return "[]";
    }

    private Encoding encoding() {
        return endpoint.protocol() == Protocol.HTTP_JSON ? Encoding.JSON : Encoding.PROTOBUF;
    }

    Target target() {
        return target;
    }
}
