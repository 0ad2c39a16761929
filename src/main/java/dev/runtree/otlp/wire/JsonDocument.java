package dev.runtree.otlp.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.runtree.otlp.text.Json;
import java.io.IOException;
import java.util.regex.Pattern;

/** A whole OTLP/JSON body: one object with the key of its signal, and every fault of it told with its place. */
final class JsonDocument {
    private static final Pattern PLACE = Pattern.compile(" \\(start marker at \\[Source: .*?]\\)");

    /** Reads an element of the list that the body is; the input stands on its first token. */
    interface Element {
        void read(JsonInput in) throws IOException;
    }

    private JsonDocument() {}

    /**
     * @param key in camelCase, such as {@code resourceSpans}
     * @throws BadOtlp when the body is not JSON, is cut off, or has no such key
     */
    static void read(byte[] body, String key, Element element) {
        try (var parser = Json.FACTORY.createParser(body)) {
            read(new JsonInput(parser), key, element);
        } catch (JsonProcessingException e) {
            var at = e.getLocation() == null ? body.length : e.getLocation().getByteOffset();
            throw new BadOtlp("Corrupt OTLP/JSON: at byte " + at + " of " + body.length + ": " + reason(e), e);
        } catch (IOException e) {
            throw new BadOtlp("Corrupt OTLP/JSON: " + e.getMessage(), e);
        }
    }

    private static void read(JsonInput in, String key, Element element) throws IOException {
        var found = new boolean[1];
        in.next();
        in.require(JsonToken.START_OBJECT, "an object with " + key);
        in.object(name -> {
            if (name.equals(key)) {
                found[0] = true;
                in.array(() -> element.read(in));
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

    /** The parser's words, without its own account of the place, which is told already. */
    private static String reason(JsonProcessingException e) {
        return PLACE.matcher(String.valueOf(e.getOriginalMessage())).replaceAll("");
    }
}
