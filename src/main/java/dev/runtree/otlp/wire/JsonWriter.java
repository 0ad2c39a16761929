package dev.runtree.otlp.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.MessageOrBuilder;
import dev.runtree.otlp.text.Json;
import dev.runtree.otlp.text.Text;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Writes OTLP values as JSON, in the order sent, and notices when JSON cannot say one exactly: bytes, NaN and infinities,
 * NUL and half surrogates, fields that are not known. Those are written in a readable form, or left out.
 */
public final class JsonWriter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

    /** Writes one JSON value; may throw as a {@link JsonGenerator} does. */
    public interface Writing {
        void to(JsonWriter out) throws IOException;
    }

    private final JsonGenerator json;
    private final Set<Change> changes = EnumSet.noneOf(Change.class);
    private boolean inexact;

    private JsonWriter(JsonGenerator json) {
        this.json = json;
    }

    /**
     * A JSON text.
     *
     * @param exact whether it says all that was sent, and nothing else
     * @param changes what in it reads otherwise than it was sent; also an inexact text may have none
     */
    public record Written(String json, boolean exact, Set<Change> changes) {
        static final Written NONE = new Written("[]", true, Set.of());
    }

    public static Written write(Writing writing) {
        var text = new StringWriter();
        try (var generator = Json.FACTORY.createGenerator(text)) {
            var writer = new JsonWriter(generator);
            writing.to(writer);
            generator.flush();
            return new Written(text.toString(), !writer.inexact, writer.changes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonGenerator json() {
        return json;
    }

    public void text(String value) throws IOException {
        json.writeString(noted(value));
    }

    public void field(String name, String value) throws IOException {
        json.writeFieldName(name);
        text(value);
    }

    /** A count that is left out when it is 0, as OTLP does. */
    public void count(String name, int value) throws IOException {
        if (value != 0) {
            json.writeNumberField(name, Integer.toUnsignedLong(value));
        }
    }

    public void attributes(List<KeyValue> attributes) throws IOException {
        json.writeStartObject();
        for (var attribute : attributes) {
            json.writeFieldName(noted(attribute.getKey()));
            noteUnknown(attribute);
            noteIf(!attribute.hasValue() || attribute.getKeyStrindex() != 0);
            value(attribute.getValue());
        }
        json.writeEndObject();
    }

    public void time(long unixNanos) throws IOException {
        if (unixNanos < 0) {
            change(Change.LATE);
        }
        var nanos = Times.clamped(unixNanos);
        json.writeString(TIME.format(Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000)));
    }

    public void id(ByteString id) throws IOException {
        json.writeString(Ids.hex(id));
    }

    /** Notes that something was sent which is not written, or not as it was. */
    public void noteIf(boolean isLost) {
        inexact |= isLost;
    }

    /** Notes fields of a message that nobody knows. */
    public void noteUnknown(MessageOrBuilder message) {
        if (!message.getUnknownFields().isEmpty()) {
            change(Change.LEFT_OUT);
        }
    }

    /** Says in words, in a field of its own, what reads otherwise than it was sent: until here, and these. */
    void changed(Set<Change> more) throws IOException {
        var all = EnumSet.copyOf(changes);
        all.addAll(more);
        if (!all.isEmpty()) {
            json.writeArrayFieldStart("changed");
            for (var change : all) {
                json.writeString(change.words());
            }
            json.writeEndArray();
        }
    }

    void change(Change change) {
        inexact = true;
        changes.add(change);
    }

    public void value(AnyValue value) throws IOException {
        noteUnknown(value);
        switch (value.getValueCase()) {
            case STRING_VALUE -> text(value.getStringValue());
            case BOOL_VALUE -> json.writeBoolean(value.getBoolValue());
            case INT_VALUE -> json.writeNumber(value.getIntValue());
            case DOUBLE_VALUE -> number(value.getDoubleValue());
            case ARRAY_VALUE -> {
                noteUnknown(value.getArrayValue());
                array(value.getArrayValue().getValuesList());
            }
            case KVLIST_VALUE -> {
                noteUnknown(value.getKvlistValue());
                attributes(value.getKvlistValue().getValuesList());
            }
            case BYTES_VALUE -> bytes(value.getBytesValue());
            case VALUE_NOT_SET -> json.writeNull();
            default -> unknown();
        }
    }

    private void number(double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            change(Change.NO_NUMBER);
            json.writeString(Double.toString(value));
        }
    }

    private void array(List<AnyValue> values) throws IOException {
        json.writeStartArray();
        for (var value : values) {
            value(value);
        }
        json.writeEndArray();
    }

    private void bytes(ByteString value) throws IOException {
        change(Change.BYTES);
        json.writeString(Base64.getEncoder().encodeToString(value.toByteArray()));
    }

    private void unknown() throws IOException {
        change(Change.LEFT_OUT);
        json.writeNull();
    }

    @SuppressWarnings("ReferenceEquality") // the same object means that nothing was changed
    private String noted(String text) {
        var readable = Text.readable(text);
        if (readable != text) {
            change(Change.NUL);
        }
        return readable;
    }
}
