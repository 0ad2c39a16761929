package dev.runtree.otlp.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.runtree.otlp.text.Json;
import java.io.IOException;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A whole OTLP/JSON body: one object with the key of its signal, and every fault of it told with its place. */
final class JsonDocument {
    /**
     * Nesting is bounded by what is read, not by the parser, which could not go on behind what is too deep. The bare NaN of
     * many writers, and control characters as they are, harm nobody either.
     */
    static final JsonFactory FACTORY = Json.FACTORY
            .rebuild()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .streamReadConstraints(Json.FACTORY
                    .streamReadConstraints()
                    .rebuild()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final Pattern PLACE = Pattern.compile(" \\(start marker at \\[Source: .*?]\\)");

    private JsonDocument() {}

    /**
     * @param key in camelCase, such as {@code resourceSpans}
     * @param reader makes what reads an element of the list under that key; the input then stands on its first token
     * @throws BadOtlp when the body is not JSON, is cut off, or has no such key
     */
    static void read(byte[] body, String key, Function<JsonInput, JsonInput.Element> reader) {
        try (var parser = FACTORY.createParser(body)) {
            var in = new JsonInput(parser);
            read(in, key, reader.apply(in));
        } catch (JsonProcessingException e) {
            throw new BadOtlp("Corrupt OTLP/JSON: " + place(e, body.length), e);
        } catch (IOException e) {
            throw new BadOtlp("Corrupt OTLP/JSON: " + e.getMessage(), e);
        }
    }

    private static void read(JsonInput in, String key, JsonInput.Element element) throws IOException {
        var found = new boolean[1];
        in.next();
        in.require(JsonToken.START_OBJECT, "an object with " + key);
        in.object(name -> {
            if (name.equals(key)) {
                found[0] = true;
                in.array(element);
                return true;
            }
            return false;
        });
        if (!found[0]) {
            throw new BadOtlp("Not OTLP/JSON: the key " + key + " was expected in the outermost object");
        }
        if (in.next() != null) {
            throw in.unexpected("the end of the body");
        }
    }

    /** @param length of the whole body; negative when it is not known */
    static String place(JsonProcessingException e, long length) {
        var at = e.getLocation() == null ? length : e.getLocation().getByteOffset();
        return "at byte " + at + (length < 0 ? "" : " of " + length) + ": " + reason(e);
    }

    /** The parser's words, without its own account of the place, which is told already. */
    private static String reason(JsonProcessingException e) {
        return PLACE.matcher(String.valueOf(e.getOriginalMessage())).replaceAll("");
    }
}
