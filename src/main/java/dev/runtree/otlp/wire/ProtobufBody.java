package dev.runtree.otlp.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Message;
import dev.runtree.otlp.text.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Decodes OTLP protobuf bodies of a signal. What protobuf itself refuses is read once more with repairs; only a body that is
 * cut off, or corrupt outside its records, is refused as a whole.
 */
public final class ProtobufBody {
    private ProtobufBody() {}

    /** @throws BadOtlp when the bytes are no body of that signal: not OTLP, plainly of another signal, or cut off */
    public static <R extends Message> Decoded<R> decode(Frames<R> frames, byte[] body) {
        var kind = body.length == 0 ? frames.kind() : WireKind.of(body, frames.kind());
        if (kind == BodyKind.OTHER) {
            throw new BadOtlp("Not OTLP protobuf: at byte 0 a %s field (0x0a) with %ss was expected, found 0x%02x"
                    .formatted(frames.resources().getName(), frames.word(), body[0]));
        }
        if (kind != frames.kind()) {
            throw otherSignal(kind, frames);
        }
        return decodeKnown(frames, body);
    }

    static BadOtlp otherSignal(BodyKind kind, Frames<?> frames) {
        return new BadOtlp("This is an OTLP body of " + kind.name().toLowerCase(Locale.ROOT) + "; only "
                + frames.kind().name().toLowerCase(Locale.ROOT) + " are read here");
    }

    /** As {@link #decode}, of bytes that are known to be of that signal. */
    static <R extends Message> Decoded<R> decodeKnown(Frames<R> frames, byte[] body) {
        try {
            return Decoded.sound(strictly(frames, body));
        } catch (IOException strict) {
            try {
                return LenientProtobuf.decode(frames, body);
            } catch (IOException e) {
                throw new BadOtlp("Corrupt OTLP protobuf: " + WireFault.in(frames, body), e);
            }
        }
    }

    private static <R extends Message> List<R> strictly(Frames<R> frames, byte[] body) throws IOException {
        var in = CodedInputStream.newInstance(body);
        in.setRecursionLimit(Json.MAX_DEPTH);
        var request = frames.request().newBuilderForType();
        request.mergeFrom(in);
        in.checkLastTagWas(0);
        return frames.resources(request.build());
    }
}
