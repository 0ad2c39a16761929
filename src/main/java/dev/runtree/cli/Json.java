package dev.runtree.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the JSON that commands print. What is unknown is {@code null}, never left out; times are RFC 3339 in UTC. */
final class Json {
    private static final JsonFactory JSON =
            new JsonFactory().configure(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM, false);

    private final JsonGenerator json;

    Json(Output out) {
        try {
            json = JSON.createGenerator(out.writer());
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
            json.setPrettyPrinter(null);
            json.setRootValueSeparator(null);
        } catch (IOException e) {
            throw Output.failure(e);
        }
    }

    /** A step of writing. */
    interface Step {
        void write(JsonGenerator json) throws IOException;
    }

    Json write(Step step) {
        try {
            step.write(json);
            return this;
        } catch (IOException e) {
            throw Output.failure(e);
        }
    }

    Json startObject() {
        return write(JsonGenerator::writeStartObject);
    }

    Json endObject() {
        return write(JsonGenerator::writeEndObject);
    }

    Json startArray() {
        return write(JsonGenerator::writeStartArray);
    }

    Json endArray() {
        return write(JsonGenerator::writeEndArray);
    }

    Json key(String name) {
        return write(out -> out.writeFieldName(name));
    }

    /** Ends a line of JSON Lines, or the one object of the output. */
    void endLine() {
        write(out -> {
            out.writeRaw('\n');
            out.flush();
        });
    }

    Json text(String name, @Nullable String value) {
        return write(out -> out.writeStringField(name, value));
    }

    Json number(String name, @Nullable Long value) {
        return write(out -> {
            out.writeFieldName(name);
            if (value == null) {
                out.writeNull();
            } else {
                out.writeNumber(value.longValue());
            }
        });
    }

    Json decimal(String name, @Nullable BigDecimal value) {
        return write(out -> {
            out.writeFieldName(name);
            out.writeNumber(value == null ? null : plain(value));
        });
    }

    /** Nanoseconds as milliseconds, with the decimals that they have. */
    Json millis(String name, @Nullable Long nanos) {
        return decimal(name, nanos == null ? null : BigDecimal.valueOf(nanos, 6));
    }

    Json texts(String name, List<String> values) {
        key(name).startArray();
        values.forEach(value -> write(out -> out.writeString(value)));
        return endArray();
    }

    /** A text that is JSON, as JSON; {@code null} and what is no JSON object or array as a JSON string. */
    Json jsonOrText(String name, @Nullable String value) {
        return isStructure(value) ? raw(name, value == null ? "null" : value) : text(name, value);
    }

    /** A text that is known to be JSON. */
    Json raw(String name, String json) {
        return write(out -> {
            out.writeFieldName(name);
            out.writeRawValue(json);
        });
    }

    private static boolean isStructure(@Nullable String text) {
        if (text == null || !(text.strip().startsWith("{") || text.strip().startsWith("["))) {
            return false;
        }
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JsonProcessingException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
