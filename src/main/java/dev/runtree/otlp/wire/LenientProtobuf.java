package dev.runtree.otlp.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.runtree.otlp.text.Json;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a body that protobuf refuses: walks its frames by hand, repairs what can be, and leaves out spans and log records
 * that are corrupt inside their frames. A body whose own frames are broken or cut off is refused.
 */
final class LenientProtobuf<R extends Message> {
    private static final int RESOURCE_DEPTH = 1;
    private static final int SCOPE_DEPTH = 2;
    private static final int RECORD_DEPTH = 3;

    private final Frames<R> frames;
    private final byte[] body;
    private final Decoded.Builder<R> decoded;

    private LenientProtobuf(Frames<R> frames, byte[] body) {
        this.frames = frames;
        this.body = body;
        this.decoded = new Decoded.Builder<>(frames);
    }

    /** @throws IOException when the frames around the records are broken */
    static <R extends Message> Decoded<R> decode(Frames<R> frames, byte[] body) throws IOException {
        var reading = new LenientProtobuf<>(frames, body);
        var fields = new WireFields(body, 0, body.length);
        while (fields.next()) {
            if (fields.isDelimited(Frames.RESOURCES)) {
                reading.resource(fields.valueStart(), fields.end());
            }
        }
        return reading.decoded.build();
    }

    /** A message of a type that may need repair; {@code null} when it is corrupt. */
    static @Nullable Message repaired(ByteString bytes, Message type, Set<Change> changes) {
        var array = bytes.toByteArray();
        return read(array, 0, array.length, type, RECORD_DEPTH, changes);
    }

    private void resource(int from, int to) throws IOException {
        var around = WireRecord.without(body, from, to, Frames.SCOPES);
        var changes = EnumSet.noneOf(Change.class);
        var result = surroundings(around, frames.resource(), RESOURCE_DEPTH, changes);
        var fields = new WireFields(body, from, to);
        while (fields.next()) {
            if (fields.isDelimited(Frames.SCOPES)) {
                result.addRepeatedField(frames.scopes(), scope(fields.valueStart(), fields.end(), around, changes));
            }
        }
        decoded.add(frames.built(result));
    }

    private Message scope(int from, int to, ByteString resource, Set<Change> outer) throws IOException {
        var around = WireRecord.without(body, from, to, Frames.RECORDS);
        var changes = EnumSet.noneOf(Change.class);
        changes.addAll(outer);
        var result = surroundings(around, frames.scope(), SCOPE_DEPTH, changes);
        var fields = new WireFields(body, from, to);
        while (fields.next()) {
            if (fields.isDelimited(Frames.RECORDS)) {
                var all = EnumSet.copyOf(changes);
                var record = read(body, fields.valueStart(), fields.end(), frames.record(), RECORD_DEPTH, all);
                if (record == null) {
                    decoded.reject(WireFault.inRecord(frames, body, fields.valueStart(), fields.end()));
                } else {
                    result.addRepeatedField(frames.records(), record);
                    if (!all.isEmpty()) {
                        var original = new WireRecord(resource, around, fields.value());
                        decoded.repairs().add(record, original.alone(), all);
                    }
                }
            }
        }
        return result.build();
    }

    /** What lies around records; empty when it is corrupt. */
    private static Message.Builder surroundings(ByteString bytes, Message type, int depth, Set<Change> changes) {
        var array = bytes.toByteArray();
        var read = read(array, 0, array.length, type, depth, changes);
        if (read == null) {
            changes.add(Change.CORRUPT);
            return type.newBuilderForType();
        }
        return read.toBuilder();
    }

    private static @Nullable Message read(byte[] body, int from, int to, Message type, int depth, Set<Change> changes) {
        try {
            return parsed(WireFields.slice(body, from, to), type, depth);
        } catch (IOException strict) {
            var made = EnumSet.noneOf(Change.class);
            try {
                var repaired = WireRepair.message(body, from, to, type.getDescriptorForType(), depth, made);
                var read = parsed(repaired, type, depth);
                changes.addAll(made);
                return read;
            } catch (IOException corrupt) {
                return null;
            }
        }
    }

    private static Message parsed(ByteString bytes, Message type, int depth) throws InvalidProtocolBufferException {
        var in = bytes.newCodedInput();
        in.setRecursionLimit(Json.MAX_DEPTH - depth);
        var message = type.getParserForType().parseFrom(in);
        in.checkLastTagWas(0);
        return message;
    }
}
