package dev.runtree.otlp.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import dev.runtree.otlp.text.Json;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Reads back what {@link JsonWriter} wrote: the types of values by their form, in the order and as often as they stand. */
final class PayloadInput {
    /** Reads the value of a field; answers whether it knew the field. */
    interface Field {
        boolean read(String name) throws IOException;
    }

    interface Element {
        void read() throws IOException;
    }

    /** Reads from the start of a text. */
    interface Reading {
        void from(PayloadInput in) throws IOException;
    }

    private final JsonParser json;

    private PayloadInput(JsonParser json) {
        this.json = json;
    }

    /** @throws IOException when the text is not JSON, or nothing that a payload holds */
    static void read(String text, Reading reading) throws IOException {
        try (var parser = Json.FACTORY.createParser(text)) {
            parser.nextToken();
            reading.from(new PayloadInput(parser));
        }
    }

    void object(Field field) throws IOException {
        require(JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            json.nextToken();
            if (!field.read(name)) {
                json.skipChildren();
            }
        }
    }

    void array(Element element) throws IOException {
        require(JsonToken.START_ARRAY);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            element.read();
        }
    }

    void attributes(Consumer<KeyValue> to) throws IOException {
        object(name -> {
            to.accept(KeyValue.newBuilder().setKey(name).setValue(value()).build());
            return true;
        });
    }

    String text() throws IOException {
        require(JsonToken.VALUE_STRING);
        return json.getText();
    }

    boolean truth() {
        return json.currentToken() == JsonToken.VALUE_TRUE;
    }

    /** An unsigned or signed integer of 32 bits. */
    int count() throws IOException {
        return (int) json.getLongValue();
    }

    ByteString id() throws IOException {
        return id(text());
    }

    /** An id out of its hex digits. */
    static ByteString id(String hex) throws IOException {
        try {
            return ByteString.copyFrom(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new IOException("An id in hex was expected, found " + hex, e);
        }
    }

    long time() throws IOException {
        try {
            var time = Instant.parse(text());
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
        } catch (DateTimeException | ArithmeticException e) {
            throw new IOException("A time was expected, found " + json.getText(), e);
        }
    }

    AnyValue value() throws IOException {
        var result = AnyValue.newBuilder();
        switch (json.currentToken()) {
            case VALUE_STRING -> result.setStringValue(json.getText());
            case VALUE_TRUE -> result.setBoolValue(true);
            case VALUE_FALSE -> result.setBoolValue(false);
            case VALUE_NUMBER_INT -> result.setIntValue(json.getLongValue());
            case VALUE_NUMBER_FLOAT -> result.setDoubleValue(Double.parseDouble(json.getText()));
            case START_ARRAY -> {
                var values = ArrayValue.newBuilder();
                array(() -> values.addValues(value()));
                result.setArrayValue(values);
            }
            case START_OBJECT -> {
                var values = KeyValueList.newBuilder();
                attributes(values::addValues);
                result.setKvlistValue(values);
            }
            default -> {}
        }
        return result.build();
    }

    private void require(JsonToken token) throws IOException {
        if (json.currentToken() != token) {
            throw new IOException("A payload with " + token + " was expected, found " + json.currentToken());
        }
    }
}
