package dev.runtree.redact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** Redacts values of JSON in place: a value that has nothing to hide stays as it was written. */
final class RedactedJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNestingDepth(10_000)
                    .maxDocumentLength(-1)
                    .build())
            .build();

    /** Ids of spans and times: a replacement would break the trace, and nobody is named by them. */
    private static final Set<String> STRUCTURE = Set.of(
            "trace_id",
            "span_id",
            "parent_span_id",
            "sent_trace_id",
            "sent_span_id",
            "sent_parent_span_id",
            "time",
            "sent_start_time_unix_nano",
            "sent_end_time_unix_nano",
            "observed_time",
            "schema_url");

    /** What stays, for these names, when all that was said goes. */
    private static final Set<String> LABELS = Set.of("role", "type", "kind", "finish_reason", "mime_type");

    /** The longest that a label is. */
    private static final int LABEL = 40;

    private final Redaction redaction;

    RedactedJson(Redaction redaction) {
        this.redaction = redaction;
    }

    String of(String json) {
        // A message of digits alone, such as "4111 1111", would be a row of JSON numbers to the parser.
        var start = json.stripLeading();
        if (start.isEmpty() || "{[\"".indexOf(start.charAt(0)) < 0) {
            return redaction.said(json);
        }
        try {
            return redacted(json);
        } catch (IOException notJson) {
            return redaction.said(json);
        }
    }

    private String redacted(String json) throws IOException {
        StringBuilder redacted = null;
        var at = 0;
        var values = 0;
        Deque<String> names = new ArrayDeque<>();
        var pairs = new NamedValues();
        try (var parser = FACTORY.createParser(json)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (names.isEmpty() && values++ > 0) {
                    throw new JsonParseException(parser, "more than one value");
                }
                var replacement = replacement(parser, token, names, pairs);
                if (replacement != null) {
                    redacted = redacted == null ? new StringBuilder(json.length()) : redacted;
                    redacted.append(json, at, start(parser)).append(replacement);
                    at = token == JsonToken.FIELD_NAME ? endOfName(json, start(parser)) : end(parser);
                }
            }
        }
        return redacted == null
                ? json
                : redacted.append(json, at, json.length()).toString();
    }

    /** What to write in place of a token; {@code null} when it stays. */
    private @org.jspecify.annotations.Nullable String replacement(
            JsonParser parser, JsonToken token, Deque<String> names, NamedValues pairs) throws IOException {
        switch (token) {
            case START_OBJECT, START_ARRAY -> {
                names.push(name(parser.getParsingContext().getParent(), names));
                pairs.open(token == JsonToken.START_ARRAY);
            }
            case END_OBJECT, END_ARRAY -> {
                names.pop();
                pairs.close();
            }
            case FIELD_NAME -> {
                var name = parser.currentName();
                parser.finishToken();
                pairs.field(name);
                var value = redaction.name(name);
                return value.equals(name) ? null : quoted(value);
            }
            case VALUE_STRING -> {
                var text = parser.getText();
                parser.finishToken();
                var pair = pairs.nameOf(text);
                var value = pair != null && isSecret(pair, text)
                        ? redaction.secret(text)
                        : string(name(parser.getParsingContext(), names), text);
                return value.equals(text) ? null : quoted(value);
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                var number = parser.getText();
                var isSecret = isSecret(name(parser.getParsingContext(), names), number);
                var value = isSecret ? redaction.secret(number) : redaction.text(number);
                return value.equals(number) ? null : quoted(value);
            }
            default -> {}
        }
        return null;
    }

    /** The name of the member that a value is in; of an element, that of its array. */
    private static String name(
            com.fasterxml.jackson.core.@org.jspecify.annotations.Nullable JsonStreamContext context,
            Deque<String> names) {
        if (context != null && context.inObject()) {
            return String.valueOf(context.getCurrentName());
        }
        return names.isEmpty() ? "" : names.peek();
    }

    /** What a string of this name says. */
    String string(String name, String text) {
        if (STRUCTURE.contains(name)) {
            return text;
        }
        if (isSecret(name, text)) {
            return redaction.secret(text);
        }
        if (isJson(text)) {
            try {
                return redacted(text);
            } catch (IOException notJson) {
                // then it is a text
            }
        }
        if (redaction.rules().dropContent() && !isLabel(name, text)) {
            return redaction.dropped(text);
        }
        return redaction.text(text);
    }

    private boolean isSecret(String name, String value) {
        return redaction.rules().builtIn().contains(BuiltIn.KEY) && Keys.isSecret(name, value);
    }

    /** JSON as text within JSON is common in traces: its values, not its quotes and escapes, are looked at. */
    private static boolean isJson(String text) {
        var from = 0;
        while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        return from < text.length() - 1 && (text.charAt(from) == '{' || text.charAt(from) == '[');
    }

    private static boolean isLabel(String name, String text) {
        var last = name.substring(name.lastIndexOf('.') + 1);
        var isAttribute = name.indexOf('.') > 0;
        return text.isEmpty()
                || (text.length() <= LABEL
                        && text.matches("[A-Za-z0-9_.:/-]*")
                        && (LABELS.contains(last) || (isAttribute && ATTRIBUTE_LABELS.contains(last))));
    }

    /** Of attributes, whose names have dots, also what the step is, which model it asked, and what it belongs to. */
    private static final Set<String> ATTRIBUTE_LABELS = Set.of(
            "name",
            "model",
            "model_name",
            "system",
            "provider",
            "operation",
            "version",
            "language",
            "id",
            "session_id",
            "thread_id",
            "user_id",
            "mime_type",
            "finish_reasons",
            "span_kind",
            "operation_name",
            "operationid");

    private static int start(JsonParser parser) {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    private static int end(JsonParser parser) throws IOException {
        parser.finishToken();
        return (int) parser.currentLocation().getCharOffset();
    }

    /** Behind the quotation mark that ends a name: the parser is beyond the colon already. */
    private static int endOfName(String json, int start) {
        var at = start + 1;
        while (at < json.length() && json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
