package dev.runtree.otlp.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads OTLP/JSON of any size token by token, also several documents behind each other. What surrounds records may stand behind
 * them, so a second parser goes through each resource first and passes over its records.
 */
public final class JsonStream {
    private JsonStream() {}

    /**
     * @param body stays open
     * @param pieceBytes about how much of the text is held in memory at once
     * @throws BadOtlp when the text is no OTLP/JSON; what came before was handed on
     */
    public static <R extends Message> void read(
            Frames<R> frames, InputStream body, Opening again, int pieceBytes, Consumer<Decoded<R>> to)
            throws IOException {
        var factory = factory(pieceBytes);
        try (var second = again.open();
                var records = factory.createParser(body).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
                var shells = factory.createParser(second)) {
            var reader = new JsonBody<>(frames, new JsonInput(records), -1);
            var ahead = new JsonBody<>(frames, new JsonInput(shells), -1);
            var isFound = false;
            while (reader.toNextResource()) {
                isFound = true;
                reader.recordsOf(shell(ahead), pieceBytes, to);
            }
            if (!isFound && !reader.hasFound()) {
                throw new BadOtlp("Not OTLP/JSON: the key " + frames.resources().getJsonName()
                        + " was expected in the outermost object");
            }
        } catch (JsonProcessingException e) {
            throw new BadOtlp("Corrupt OTLP/JSON: " + JsonDocument.place(e, -1), e);
        }
    }

    /** A single text larger than a piece ends the reading with a message rather than with a full memory. */
    private static JsonFactory factory(int pieceBytes) {
        return JsonDocument.FACTORY
                .rebuild()
                .streamReadConstraints(JsonDocument.FACTORY
                        .streamReadConstraints()
                        .rebuild()
                        .maxStringLength(pieceBytes)
                        .build())
                .build();
    }

    private static <R extends Message> R shell(JsonBody<R> ahead) throws IOException {
        @Nullable R shell = ahead.toNextResource() ? ahead.shell() : null;
        if (shell == null) {
            throw new BadOtlp("The file was changed while it was read");
        }
        return shell;
    }
}
