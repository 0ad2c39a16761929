package dev.runtree.otlp.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a protobuf body of any size: resource by resource, of one that is larger than a piece scope by scope, of such a one
 * record by record. What surrounds records may stand behind them, so large resources and scopes are looked through ahead, each by a
 * stream of its own that only goes forward.
 */
public final class ProtobufStream<R extends Message> {
    private final Frames<R> frames;
    private final WireInput in;
    private final Opening again;
    private final int pieceBytes;
    private final Consumer<Decoded<R>> to;
    private @Nullable WireInput resourceAhead;
    private @Nullable WireInput scopeAhead;

    private ProtobufStream(Frames<R> frames, WireInput in, Opening again, int pieceBytes, Consumer<Decoded<R>> to) {
        this.frames = frames;
        this.in = in;
        this.again = again;
        this.pieceBytes = pieceBytes;
        this.to = to;
    }

    /**
     * @param body stays open
     * @param pieceBytes what is held in memory at once; a span or log record that is larger is rejected
     * @throws BadOtlp when the frames of the body are broken; what came before was handed on
     */
    @SuppressWarnings("resource") // closed by whoever opened it
    public static <R extends Message> void read(
            Frames<R> frames, InputStream body, Opening again, int pieceBytes, Consumer<Decoded<R>> to)
            throws IOException {
        var stream = new ProtobufStream<>(frames, new WireInput(body), again, pieceBytes, to);
        try {
            stream.request();
        } finally {
            close(stream.resourceAhead);
            close(stream.scopeAhead);
        }
    }

    private void request() throws IOException {
        for (var tag = in.tag(); tag != 0; tag = in.tag()) {
            if (!isDelimited(tag)) {
                in.skipScalar(tag);
                continue;
            }
            var length = in.length(Long.MAX_VALUE);
            if (WireFormat.getTagFieldNumber(tag) != Frames.RESOURCES) {
                in.skip(length);
            } else if (length <= pieceBytes) {
                var at = in.at();
                decode(ByteString.copyFrom(in.bytes((int) length)), at);
            } else {
                resource(in.at() + length);
            }
        }
    }

    private void resource(long end) throws IOException {
        resourceAhead = ahead(resourceAhead);
        var around = surroundings(resourceAhead, end, Frames.SCOPES);
        fields(end, Frames.SCOPES, (at, length) -> {
            if (length <= pieceBytes) {
                var scope = ByteString.copyFrom(in.bytes((int) length));
                decode(around.concat(WireRecord.framed(Frames.SCOPES, scope)), at);
            } else {
                scope(at + length, around);
            }
        });
    }

    private void scope(long end, ByteString resource) throws IOException {
        scopeAhead = ahead(scopeAhead);
        var around = surroundings(scopeAhead, end, Frames.RECORDS);
        var records = new ArrayList<ByteString>();
        var size = new int[1];
        fields(end, Frames.RECORDS, (at, length) -> {
            if (length > pieceBytes) {
                in.skip(length);
                to.accept(Decoded.rejected("at byte " + at + ": a " + frames.word() + " of " + length
                        + " bytes is larger than " + pieceBytes + " bytes"));
                return;
            }
            records.add(WireRecord.framed(Frames.RECORDS, ByteString.copyFrom(in.bytes((int) length))));
            size[0] += (int) length;
            if (size[0] > pieceBytes / 4) {
                decode(resource, around, records, at);
                size[0] = 0;
            }
        });
        decode(resource, around, records, end);
    }

    private interface Reading {
        void read(long at, long length) throws IOException;
    }

    /** Reads the fields of a number up to the end of their message, and passes over all others. */
    private void fields(long end, int number, Reading message) throws IOException {
        while (in.at() < end) {
            var tag = in.tag();
            if (!isDelimited(tag)) {
                in.skipScalar(tag);
                continue;
            }
            var length = in.length(end);
            if (WireFormat.getTagFieldNumber(tag) == number) {
                message.read(in.at(), length);
            } else {
                in.skip(length);
            }
        }
    }

    /** A stream that stands where the body is being read. */
    private WireInput ahead(@Nullable WireInput open) throws IOException {
        var ahead = open == null ? new WireInput(again.open()) : open;
        ahead.skip(in.at() - ahead.at());
        return ahead;
    }

    /** All fields of a message but those of a number, as they stand. */
    private ByteString surroundings(WireInput ahead, long end, int number) throws IOException {
        var parts = new ArrayList<ByteString>();
        var size = 0L;
        while (ahead.at() < end) {
            var tag = ahead.tag();
            if (!isDelimited(tag)) {
                ahead.skipScalar(tag);
                continue;
            }
            var length = ahead.length(end);
            if (WireFormat.getTagFieldNumber(tag) == number) {
                ahead.skip(length);
            } else {
                size += length;
                if (size > pieceBytes) {
                    throw new BadOtlp(
                            "At byte " + ahead.at() + ": a resource or scope is larger than " + pieceBytes + " bytes");
                }
                parts.add(WireRecord.header(tag, (int) length));
                parts.add(ByteString.copyFrom(ahead.bytes((int) length)));
            }
        }
        return ByteString.copyFrom(parts);
    }

    private void decode(ByteString resource, ByteString scope, List<ByteString> records, long at) {
        if (!records.isEmpty()) {
            var whole = scope.concat(ByteString.copyFrom(records));
            records.clear();
            decode(resource.concat(WireRecord.framed(Frames.SCOPES, whole)), at);
        }
    }

    private void decode(ByteString resource, long at) {
        var piece = "in the piece at byte " + at + ": ";
        try {
            var decoded = ProtobufBody.decodeKnown(
                    frames, WireRecord.framed(Frames.RESOURCES, resource).toByteArray());
            to.accept(decoded.reason() == null ? decoded : decoded.at(piece));
        } catch (BadOtlp e) {
            // Its own frame is whole, so what is behind it can be read.
            to.accept(Decoded.rejected(piece + e.getMessage()));
        }
    }

    private static boolean isDelimited(int tag) {
        return WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    private static void close(@Nullable WireInput input) throws IOException {
        if (input != null) {
            input.close();
        }
    }
}
