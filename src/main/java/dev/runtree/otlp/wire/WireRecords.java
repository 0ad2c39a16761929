package dev.runtree.otlp.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import com.google.protobuf.WireFormat;
import dev.runtree.model.LogRecord;
import dev.runtree.model.RecordedSpan;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stored spans or log records as they were sent, grouped by resource and scope: a body in either encoding, or a part of one. */
public final class WireRecords<R extends Message> {
    private final Frames<R> frames;
    private final Map<ByteString, Map<ByteString, List<ByteString>>> groups = new LinkedHashMap<>();
    private int inexact;

    private WireRecords(Frames<R> frames) {
        this.frames = frames;
    }

    /** @throws IOException when a payload is none that Runtree wrote */
    public static WireRecords<ResourceSpans> spans(List<RecordedSpan> spans) throws IOException {
        var all = new WireRecords<>(Frames.TRACES);
        var origins = new StoredOrigins();
        for (var span : spans) {
            all.add(StoredSpan.of(span, origins));
        }
        return all;
    }

    /** These spans, in the order of their groups. */
    static WireRecords<ResourceSpans> of(List<WireRecord> spans) {
        var all = new WireRecords<>(Frames.TRACES);
        spans.forEach(all::add);
        return all;
    }

    /** @throws IOException when the bytes are no body of spans in protobuf */
    public static WireRecords<ResourceSpans> spans(byte[] body) throws IOException {
        var all = new WireRecords<>(Frames.TRACES);
        var resources = new WireFields(body, 0, body.length);
        while (resources.next()) {
            var resource = resources.value().toByteArray();
            var around = WireRecord.without(resource, 0, resource.length, Frames.SCOPES);
            var scopes = new WireFields(resource, 0, resource.length);
            while (scopes.next()) {
                if (scopes.isDelimited(Frames.SCOPES)) {
                    all.addScope(around, scopes.value().toByteArray());
                }
            }
        }
        return all;
    }

    private void addScope(ByteString resource, byte[] scope) throws IOException {
        var around = WireRecord.without(scope, 0, scope.length, Frames.RECORDS);
        var records = new WireFields(scope, 0, scope.length);
        while (records.next()) {
            if (records.isDelimited(Frames.RECORDS)) {
                add(new WireRecord(resource, around, records.value()));
            }
        }
    }

    /** @throws IOException when a record is none that Runtree wrote */
    public static WireRecords<ResourceLogs> logs(List<LogRecord> logs) throws IOException {
        var all = new WireRecords<>(Frames.LOGS);
        for (var log : logs) {
            all.add(StoredLog.of(log));
        }
        return all;
    }

    private void add(WireRecord sent) {
        groups.computeIfAbsent(sent.resource(), any -> new LinkedHashMap<>())
                .computeIfAbsent(sent.scope(), any -> new ArrayList<>())
                .add(sent.message());
    }

    /** Records of the last {@link #jsonResources} that hold something which OTLP/JSON cannot say. */
    public int inexact() {
        return inexact;
    }

    /**
     * Writes the body in protobuf, byte for byte what was sent where it was broken. Bodies behind each other are one body, as
     * protobuf has it.
     */
    public void protobuf(OutputStream to) throws IOException {
        var out = CodedOutputStream.newInstance(to);
        for (var resource : groups.entrySet()) {
            var scopes = new ArrayList<ByteString>();
            for (var scope : resource.getValue().entrySet()) {
                var parts = new ArrayList<ByteString>();
                parts.add(scope.getKey());
                scope.getValue().forEach(record -> parts.add(WireRecord.framed(Frames.RECORDS, record)));
                scopes.add(WireRecord.framed(Frames.SCOPES, ByteString.copyFrom(parts)));
            }
            var all = resource.getKey().concat(ByteString.copyFrom(scopes));
            out.writeUInt32NoTag(WireTag.of(Frames.RESOURCES, WireFormat.WIRETYPE_LENGTH_DELIMITED));
            out.writeBytesNoTag(all);
        }
        out.flush();
    }

    /** Begins a body of OTLP/JSON; {@link #jsonResources} is what stands in it. */
    public static JsonGenerator startJson(Frames<?> frames, OutputStream to) throws IOException {
        var json = JsonDocument.FACTORY.createGenerator(to);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartObject();
        json.writeArrayFieldStart(frames.resources().getJsonName());
        return json;
    }

    /** Writes the resources as OTLP/JSON asks: ids in hex, enums as numbers, 64-bit integers as strings. */
    public void jsonResources(JsonGenerator generator) throws IOException {
        inexact = 0;
        var out = new OtlpJson(generator, frames);
        for (var resource : groups.entrySet()) {
            var changes = EnumSet.noneOf(Change.class);
            var around = LenientProtobuf.repaired(resource.getKey(), frames.resource(), changes);
            out.startResource(around == null ? frames.resource() : around);
            var isLost = around == null || out.takeLost();
            for (var scope : resource.getValue().entrySet()) {
                scope(out, scope.getKey(), scope.getValue(), changes, isLost);
            }
            out.endResource();
        }
    }

    private void scope(OtlpJson out, ByteString scope, List<ByteString> records, Set<Change> outer, boolean isLost)
            throws IOException {
        var changes = EnumSet.noneOf(Change.class);
        changes.addAll(outer);
        var around = LenientProtobuf.repaired(scope, frames.scope(), changes);
        out.startScope(around == null ? frames.scope() : around);
        var isOuterLost = isLost || around == null || out.takeLost();
        for (var each : records) {
            var own = EnumSet.copyOf(changes);
            var record = LenientProtobuf.repaired(each, frames.record(), own);
            if (record != null) {
                out.record(record);
            }
            inexact += out.takeLost() || isOuterLost || record == null || !own.isEmpty() ? 1 : 0;
        }
        out.endScope();
    }
}
