package dev.runtree.otlp.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.otlp.text.Json;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts attributes beside those that a span was sent with, also beside bytes that are kept because JSON cannot say them. Of one
 * thread at a time.
 */
public final class Additions {
    private final Map<String, String> resource;
    /** The resources of a trace are few, and all its spans have one. */
    private final Map<String, String> withResource = new HashMap<>();

    /** @param resource attributes of each span's resource, in place of those of the same keys */
    public Additions(Map<String, String> resource) {
        this.resource = Map.copyOf(resource);
    }

    /**
     * The span with more attributes.
     *
     * @param attributes those to be added behind its own; none of their keys is one of its own
     * @param without keys of its own that are left out
     * @throws IOException when the payload is none that Runtree wrote
     */
    public RecordedSpan with(RecordedSpan recorded, ObjectNode attributes, Set<String> without) throws IOException {
        var payload = recorded.payload();
        var exact = payload.exact();
        if (attributes.isEmpty() && without.isEmpty() && resource.isEmpty()) {
            return recorded;
        }
        var own = without.isEmpty() ? payload.attributes() : left(payload.attributes(), without);
        return new RecordedSpan(
                recorded.span(),
                new Payload(
                        attributes.isEmpty() ? own : joined(own, attributes.toString()),
                        payload.events(),
                        payload.links(),
                        resource.isEmpty()
                                ? payload.resource()
                                : withResource.computeIfAbsent(payload.resource(), this::routed),
                        payload.scope(),
                        payload.otlp(),
                        exact == null ? null : exact(exact, attributes, without),
                        payload.logs(),
                        payload.logsLeftOut()));
    }

    /** The text stays as it is, and more is put behind it: it may be long, and may have what a tree of nodes would lose. */
    private static String joined(String own, String more) {
        var body = own.strip();
        var isEmpty = body.substring(1, body.length() - 1).isBlank();
        return body.substring(0, body.length() - 1) + (isEmpty ? "" : ",") + more.substring(1);
    }

    private static String left(String own, Set<String> without) {
        return Json.parse(own) instanceof ObjectNode object
                ? object.remove(without).toString()
                : own;
    }

    private String routed(String sent) {
        var node = Json.parse(sent) instanceof ObjectNode object ? object : Json.MAPPER.createObjectNode();
        var attributes = node.path("attributes") instanceof ObjectNode known ? known : node.putObject("attributes");
        resource.forEach(attributes::put);
        return node.toString();
    }

    private String exact(String base64, ObjectNode attributes, Set<String> without) throws IOException {
        var sent = WireRecord.ofAlone(Base64.getDecoder().decode(base64));
        var parts = new ArrayList<ByteString>();
        parts.add(without.isEmpty() ? sent.message() : left(sent.message(), without));
        for (var each : values(attributes)) {
            parts.add(WireRecord.framed(Span.ATTRIBUTES_FIELD_NUMBER, each.toByteString()));
        }
        var record = new WireRecord(routed(sent.resource()), sent.scope(), ByteString.copyFrom(parts));
        return Base64.getEncoder().encodeToString(record.alone().toByteArray());
    }

    private static List<KeyValue> values(ObjectNode attributes) throws IOException {
        var values = new ArrayList<KeyValue>();
        PayloadInput.read(attributes.toString(), in -> in.attributes(values::add));
        return values;
    }

    /** Without attributes of these keys; what is broken stays. */
    private static ByteString left(ByteString message, Set<String> without) throws IOException {
        var kept = new ArrayList<ByteString>();
        var fields = new WireFields(message.toByteArray(), 0, message.size());
        while (fields.next()) {
            var isLeftOut = fields.isDelimited(Span.ATTRIBUTES_FIELD_NUMBER) && without.contains(key(fields.value()));
            if (!isLeftOut) {
                kept.add(fields.whole());
            }
        }
        return ByteString.copyFrom(kept);
    }

    private static String key(ByteString attribute) {
        try {
            return KeyValue.parseFrom(attribute).getKey();
        } catch (InvalidProtocolBufferException broken) {
            return "";
        }
    }

    /** As one message: not every reader puts two parts of one together. A resource that is broken stays as it is. */
    private ByteString routed(ByteString sent) {
        if (resource.isEmpty()) {
            return sent;
        }
        try {
            var around = ResourceSpans.parseFrom(sent).toBuilder();
            var attributes = Resource.newBuilder();
            for (var each : around.getResource().getAttributesList()) {
                if (!resource.containsKey(each.getKey())) {
                    attributes.addAttributes(each);
                }
            }
            resource.forEach((key, value) -> attributes.addAttributes(KeyValue.newBuilder()
                    .setKey(key)
                    .setValue(AnyValue.newBuilder().setStringValue(value))));
            var merged = around.getResource().toBuilder().clearAttributes().mergeFrom(attributes.build());
            return around.setResource(merged).build().toByteString();
        } catch (InvalidProtocolBufferException broken) {
            return sent;
        }
    }
}
