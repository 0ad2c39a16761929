package dev.runtree.otlp.wire;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import dev.runtree.otlp.text.Json;
import dev.runtree.otlp.text.Text;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the pieces of OTLP/JSON off a parser that stands on a value's first token, with {@code null} as "not there". */
public final class JsonInput {
    private static final BigInteger MAX_UINT64 = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

    /** Reads the value of a field; answers whether it knew the field. */
    public interface Field {
        boolean read(String camelCaseName) throws IOException;
    }

    public interface Element {
        void read() throws IOException;
    }

    /** From a value to a value in it: list, entry, value. */
    private static final int STEP = 3;

    /** Messages around the attributes of an event: body, resource, scope, span, event, attribute. */
    private static final int OUTERMOST = 6;

    private final JsonParser json;
    private final Set<Change> changes = EnumSet.noneOf(Change.class);
    private int depth;

    public JsonInput(JsonParser json) {
        this.json = json;
    }

    public @Nullable JsonToken next() throws IOException {
        return json.nextToken();
    }

    /** How many objects and arrays are open. */
    int depth() {
        return json.getParsingContext().getNestingDepth();
    }

    /** The byte that the parser has come to. */
    long at() {
        return json.currentTokenLocation().getByteOffset();
    }

    /** Enters the array of the field that the parser stands on if it has that name, and passes over any other value. */
    boolean enters(String camelCaseName) throws IOException {
        var isIt = camelCase(json.currentName()).equals(camelCaseName);
        var token = json.nextToken();
        if (isIt && token != JsonToken.VALUE_NULL) {
            require(JsonToken.START_ARRAY, "an array");
            return true;
        }
        json.skipChildren();
        return isIt;
    }

    /** What was changed since this was asked last. */
    Set<Change> takeChanges() {
        var taken = EnumSet.copyOf(changes);
        changes.clear();
        return taken;
    }

    /**
     * Reads an element of an array that may be wrong; what is wrong is skipped as a whole.
     *
     * @return what was wrong, or {@code null}
     */
    @Nullable WrongValue tried(Element element) throws IOException {
        var outer = depth() - (json.currentToken().isStructStart() ? 1 : 0);
        var nested = depth;
        try {
            element.read();
            return null;
        } catch (WrongValue e) {
            depth = nested;
            while (depth() > outer && json.nextToken() != null) {
                // Skips to the end of the element.
            }
            return e;
        }
    }

    public void require(JsonToken token, String expected) throws IOException {
        if (json.currentToken() != token) {
            throw unexpected(expected);
        }
    }

    public JsonParseException unexpected(String expected) throws IOException {
        return unexpected(expected, null);
    }

    private JsonParseException unexpected(String expected, @Nullable Exception cause) throws IOException {
        var token = json.currentToken();
        var found = token == null ? "the end" : token.isScalarValue() ? abbreviated(json.getText()) : token.asString();
        return new WrongValue(json, expected + " was expected, found " + found, json.currentTokenLocation(), cause);
    }

    public void object(Field field) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        require(JsonToken.START_OBJECT, "an object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = camelCase(json.currentName());
            if (json.nextToken() != JsonToken.VALUE_NULL && !field.read(name)) {
                json.skipChildren();
            }
        }
    }

    public void array(Element element) throws IOException {
        require(JsonToken.START_ARRAY, "an array");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            element.read();
        }
    }

    public void attributes(Consumer<KeyValue> to) throws IOException {
        array(() -> to.accept(keyValue()));
    }

    /** Attributes of which a wrong one is left out alone. */
    void soundAttributes(Consumer<KeyValue> to) throws IOException {
        array(() -> {
            if (tried(() -> to.accept(keyValue())) != null) {
                changes.add(Change.CORRUPT);
            }
        });
    }

    @SuppressWarnings("ReferenceEquality") // the same object means that nothing was changed
    public String string() throws IOException {
        require(JsonToken.VALUE_STRING, "a string");
        var sent = json.getText();
        var paired = Text.paired(sent);
        if (paired != sent) {
            changes.add(Change.BROKEN_TEXT);
        }
        return paired;
    }

    public int uint32() throws IOException {
        return integer(BigInteger.ZERO, BigInteger.TWO.pow(32).subtract(BigInteger.ONE))
                .intValue();
    }

    public long uint64() throws IOException {
        return integer(BigInteger.ZERO, MAX_UINT64).longValue();
    }

    public int enumeration(String prefix, EnumDescriptor type) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            var word = json.getText().toUpperCase(Locale.ROOT);
            var value = type.findValueByName(word.startsWith(prefix) ? word : prefix + word);
            if (value != null) {
                return value.getNumber();
            }
        }
        return int32();
    }

    private KeyValue keyValue() throws IOException {
        depth++;
        var result = KeyValue.newBuilder();
        object(name -> {
            switch (name) {
                case "key" -> result.setKey(string());
                case "value" -> result.setValue(value());
                case "keyStrindex" -> result.setKeyStrindex(int32());
                default -> {
                    return false;
                }
            }
            return true;
        });
        depth--;
        return result.build();
    }

    public AnyValue value() throws IOException {
        depth++;
        var result = AnyValue.newBuilder();
        object(name -> {
            switch (name) {
                case "stringValue" -> result.setStringValue(string());
                case "boolValue" -> result.setBoolValue(bool());
                case "intValue" ->
                    result.setIntValue(integer(BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE))
                            .longValue());
                case "doubleValue" -> result.setDoubleValue(number());
                case "arrayValue", "kvlistValue" -> {
                    if (OUTERMOST + depth + STEP > Json.MAX_DEPTH) {
                        result.setBytesValue(tooDeep());
                    } else if (name.equals("arrayValue")) {
                        result.setArrayValue(arrayValue());
                    } else {
                        result.setKvlistValue(keyValues());
                    }
                }
                case "stringValueStrindex" -> result.setStringValueStrindex(int32());
                case "bytesValue" -> result.setBytesValue(bytes());
                default -> {
                    return false;
                }
            }
            return true;
        });
        depth--;
        return result.build();
    }

    private ArrayValue arrayValue() throws IOException {
        depth++;
        var result = ArrayValue.newBuilder();
        object(name -> {
            if (name.equals("values")) {
                array(() -> result.addValues(value()));
                return true;
            }
            return false;
        });
        depth--;
        return result.build();
    }

    private KeyValueList keyValues() throws IOException {
        depth++;
        var result = KeyValueList.newBuilder();
        object(name -> {
            if (name.equals("values")) {
                attributes(result::addValues);
                return true;
            }
            return false;
        });
        depth--;
        return result.build();
    }

    /** The JSON of a value that protobuf could not be nested deep enough for. */
    private ByteString tooDeep() throws IOException {
        changes.add(Change.TOO_DEEP);
        var text = new ByteArrayOutputStream();
        try (var copy = JsonDocument.FACTORY.createGenerator(text)) {
            copy.copyCurrentStructure(json);
        }
        return ByteString.copyFrom(text.toByteArray());
    }

    private int int32() throws IOException {
        return integer(BigInteger.valueOf(Integer.MIN_VALUE), BigInteger.valueOf(Integer.MAX_VALUE))
                .intValue();
    }

    private boolean bool() throws IOException {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> Boolean.parseBoolean(json.getText());
            default -> throw unexpected("true or false");
        };
    }

    private double number() throws IOException {
        if (!isNumber()) {
            throw unexpected("a number");
        }
        try {
            return switch (json.getText()) {
                case "Infinity", "inf" -> Double.POSITIVE_INFINITY;
                case "-Infinity", "-inf" -> Double.NEGATIVE_INFINITY;
                case "NaN", "nan" -> Double.NaN;
                default -> Double.parseDouble(json.getText());
            };
        } catch (NumberFormatException e) {
            throw unexpected("a number", e);
        }
    }

    private BigInteger integer(BigInteger least, BigInteger most) throws IOException {
        if (isNumber() && json.getTextLength() <= 40) {
            try {
                var decimal = new BigDecimal(json.getText());
                if (decimal.precision() - decimal.scale() <= 20) {
                    var value = decimal.toBigIntegerExact();
                    if (value.compareTo(least) >= 0 && value.compareTo(most) <= 0) {
                        return value;
                    }
                }
            } catch (ArithmeticException | NumberFormatException e) {
                throw unexpected("an integer", e);
            }
        }
        throw unexpected("an integer from " + least + " to " + most);
    }

    private ByteString bytes() throws IOException {
        try {
            return ByteString.copyFrom(
                    Base64.getDecoder().decode(string().replace('-', '+').replace('_', '/')));
        } catch (IllegalArgumentException e) {
            throw unexpected("bytes in base64", e);
        }
    }

    private boolean isNumber() {
        var token = json.currentToken();
        return token == JsonToken.VALUE_STRING || (token != null && token.isNumeric());
    }

    private static String camelCase(String name) {
        if (name.indexOf('_') < 0) {
            return name;
        }
        var result = new StringBuilder(name.length());
        for (var i = 0; i < name.length(); i++) {
            var c = name.charAt(i);
            if (c == '_' && i + 1 < name.length()) {
                result.append(Character.toUpperCase(name.charAt(++i)));
            } else {
                result.append(c);
            }
        }
        return result.toString();
    }

    private static String abbreviated(String text) {
        return '"' + (text.length() <= 40 ? text : text.substring(0, 40) + "...") + '"';
    }
}
