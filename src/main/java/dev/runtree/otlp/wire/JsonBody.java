package dev.runtree.otlp.wire;

import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Decodes OTLP/JSON bodies of a signal. That is not protobuf's own JSON: ids are hex, enums numbers, 64-bit integers may be
 * strings. Names in snake_case and enums by name are read as well; fields that we do not know are passed over.
 */
public final class JsonBody<R extends Message> {
    private static final int RESOURCES_DEPTH = 2;

    private final Frames<R> frames;
    private final JsonInput in;
    private final long length;
    private final JsonOrigin origin;
    private final Frames.JsonRecord record;
    private Decoded.Builder<R> decoded;
    private boolean hasFound;
    private boolean isShell;

    JsonBody(Frames<R> frames, JsonInput in, long length) {
        this(frames, in, length, new Decoded.Builder<>(frames));
    }

    private JsonBody(Frames<R> frames, JsonInput in, long length, Decoded.Builder<R> decoded) {
        this.frames = frames;
        this.in = in;
        this.length = length;
        this.origin = new JsonOrigin(in);
        this.record = frames.json(in);
        this.decoded = decoded;
    }

    /** @throws BadOtlp when the text is no body of that signal, or cut off */
    public static <R extends Message> Decoded<R> decode(Frames<R> frames, byte[] body) {
        var kind = BodyKind.ofJson(body);
        if (kind != frames.kind() && kind != BodyKind.OTHER) {
            throw ProtobufBody.otherSignal(kind, frames);
        }
        var decoded = new Decoded.Builder<>(frames);
        JsonDocument.read(body, frames.resources().getJsonName(), in -> {
            var reading = new JsonBody<>(frames, in, body.length, decoded);
            return () -> decoded.add(reading.resource());
        });
        return decoded.build();
    }

    /** Goes to the next resource, of this document or the next. */
    boolean toNextResource() throws IOException {
        for (var token = in.next(); token != null; token = in.next()) {
            var depth = in.depth();
            if (token == JsonToken.FIELD_NAME && depth == 1) {
                hasFound |= in.enters(frames.resources().getJsonName());
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

    /** What surrounds the records of the resource that the parser stands on. */
    R shell() throws IOException {
        isShell = true;
        decoded = new Decoded.Builder<>(frames);
        return resource();
    }

    /** Hands on the records of the resource that the parser stands on, some at a time. */
    void recordsOf(R shell, int pieceBytes, Consumer<Decoded<R>> to) throws IOException {
        var scopes = frames.scopes(shell).iterator();
        in.object(name -> {
            if (!frames.isScopes(name)) {
                return false;
            }
            in.array(() -> recordsOf(shell, scopes.next(), pieceBytes, to));
            return true;
        });
    }

    private void recordsOf(R around, Message shell, int pieceBytes, Consumer<Decoded<R>> to) throws IOException {
        in.object(name -> {
            if (!frames.isRecords(name)) {
                return false;
            }
            var piece = shell.toBuilder();
            var from = new long[] {in.at()};
            in.array(() -> {
                addRecord(piece);
                if (in.at() - from[0] > pieceBytes) {
                    handOn(around, piece, to);
                    from[0] = in.at();
                }
            });
            handOn(around, piece, to);
            return true;
        });
    }

    private void handOn(R around, Message.Builder piece, Consumer<Decoded<R>> to) {
        decoded.add(frames.built(
                around.toBuilder().clearField(frames.scopes()).addRepeatedField(frames.scopes(), piece.build())));
        to.accept(decoded.build());
        decoded = new Decoded.Builder<>(frames);
        piece.clearField(frames.records());
    }

    private R resource() throws IOException {
        var type = frames.resource();
        var result = type.newBuilderForType();
        var changes = EnumSet.noneOf(Change.class);
        in.object(name -> {
            if (name.equals("resource")) {
                around(() -> result.setField(Frames.origin(type), origin.resource()), changes);
            } else if (name.equals("schemaUrl")) {
                result.setField(Frames.schemaUrl(type), in.string());
            } else if (frames.isScopes(name)) {
                in.array(() -> result.addRepeatedField(frames.scopes(), scope()));
            } else {
                return false;
            }
            return true;
        });
        var sent = frames.built(result);
        if (!changes.isEmpty()) {
            frames.scopes(sent).forEach(scope -> changed(scope, changes));
        }
        return sent;
    }

    /** Reads a resource or a scope; one that is wrong is left out, and its records say so. */
    private void around(JsonInput.Element element, Set<Change> changes) throws IOException {
        in.takeChanges();
        if (in.tried(element) != null) {
            changes.add(Change.CORRUPT);
        }
        changes.addAll(in.takeChanges());
    }

    private Message scope() throws IOException {
        var type = frames.scope();
        var result = type.newBuilderForType();
        var changes = EnumSet.noneOf(Change.class);
        in.object(name -> {
            if (name.equals("scope") || name.equals("instrumentationLibrary")) {
                around(() -> result.setField(Frames.origin(type), origin.scope()), changes);
            } else if (name.equals("schemaUrl")) {
                result.setField(Frames.schemaUrl(type), in.string());
            } else if (frames.isRecords(name) && !isShell) {
                in.array(() -> addRecord(result));
            } else {
                return false;
            }
            return true;
        });
        var sent = result.build();
        if (!changes.isEmpty()) {
            changed(sent, changes);
        }
        return sent;
    }

    private void changed(Message scope, Set<Change> changes) {
        frames.records(scope).forEach(each -> decoded.repairs().add(each, changes));
    }

    private void addRecord(Message.Builder scope) throws IOException {
        in.takeChanges();
        var wrong = in.tried(() -> {
            var read = record.read();
            scope.addRepeatedField(frames.records(), read);
            var changes = in.takeChanges();
            if (!changes.isEmpty()) {
                decoded.repairs().add(read, changes);
            }
        });
        if (wrong != null) {
            decoded.reject(JsonDocument.place(wrong, length));
        }
    }
}
