package dev.runtree.otlp.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads OTLP/JSON of any size token by token, also several documents behind each other. What surrounds spans may stand behind
 * them, so a second parser goes through each resource first and passes over its spans.
 */
public final class JsonStream {
    private JsonStream() {}

    /**
     * @param body stays open
     * @param pieceBytes about how much of the text is held in memory at once
     * @throws BadOtlp when the text is no OTLP/JSON; what came before was handed on
     */
    public static void read(InputStream body, Opening again, int pieceBytes, Consumer<Decoded> to) throws IOException {
        var factory = factory(pieceBytes);
        try (var second = again.open();
                var spans = factory.createParser(body).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
                var shells = factory.createParser(second)) {
            var reader = new JsonBody(new JsonInput(spans), -1);
            var ahead = new JsonBody(new JsonInput(shells), -1);
            var isFound = false;
            while (reader.toNextResource()) {
                isFound = true;
                reader.spansOf(shell(ahead), pieceBytes, to);
            }
            if (!isFound && !reader.hasFound()) {
                throw new BadOtlp("Not OTLP/JSON: the key resourceSpans was expected in the outermost object");
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

    private static ResourceSpans shell(JsonBody ahead) throws IOException {
        @Nullable ResourceSpans shell = ahead.toNextResource() ? ahead.shell() : null;
        if (shell == null) {
            throw new BadOtlp("The file was changed while it was read");
        }
        return shell;
    }
}
