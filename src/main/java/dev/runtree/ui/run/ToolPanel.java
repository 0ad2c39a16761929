package dev.runtree.ui.run;

import dev.runtree.model.Content;
import dev.runtree.model.Figures;
import dev.runtree.model.RecordedSpan;
import dev.runtree.provenance.CallOrigins;
import dev.runtree.provenance.CallOrigins.Mark;
import dev.runtree.ui.text.JsonText;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What opens beneath a tool's row: its arguments, one a line when they are a JSON object, and its result or error.
 *
 * @param note such as {@code 6 arguments}
 * @param input values with their keys, or text without
 * @param inputSize characters in all, of which {@code input} may be the beginning
 * @param output the result, or the error's words
 * @param errorType such as {@code ToolError}; {@code null} when the tool did not fail or did not say
 * @param quotes what the output says of values that are marked as named by it, letter for letter
 * @param notes why values are marked
 */
record ToolPanel(
        String note,
        List<Field> input,
        int inputSize,
        String output,
        int outputSize,
        boolean failed,
        @Nullable String errorType,
        List<String> quotes,
        List<String> notes) {

    private ToolPanel(
            String note,
            List<Field> input,
            int inputSize,
            String output,
            int outputSize,
            boolean failed,
            @Nullable String errorType) {
        this(note, input, inputSize, output, outputSize, failed, errorType, List.of(), List.of());
    }

    /** The longest text that is wrapped; what is longer has a line that says so. */
    static final int LONGEST = 16_384;

    private static final int PRETTY = 1 << 20;

    /** How a value is coloured. */
    enum Tone {
        STRING,
        NUMBER,
        PLAIN,
        ERROR,
        NOTE
    }

    /** An argument; a text that is no object has no key. */
    record Field(@Nullable String key, String value, Tone tone, Mark mark) {
        Field(@Nullable String key, String value, Tone tone) {
            this(key, value, tone, Mark.NONE);
        }
    }

    /** The same with marks, where values come from being known. */
    ToolPanel marked(CallOrigins origins) {
        var marked = input.stream()
                .map(field -> new Field(field.key(), field.value(), field.tone(), mark(origins, field.key())))
                .toList();
        return new ToolPanel(
                note,
                marked,
                inputSize,
                output,
                outputSize,
                failed,
                errorType,
                origins.errorQuotes(),
                PanelNotes.of(origins));
    }

    private static Mark mark(CallOrigins origins, @Nullable String key) {
        var argument = origins.argument(key == null ? "" : key);
        return argument == null ? Mark.NONE : argument.mark();
    }

    static ToolPanel loading() {
        return new ToolPanel("", List.of(new Field(null, "Loading…", Tone.NOTE)), 0, "", 0, false, null);
    }

    static ToolPanel failed(String message) {
        return new ToolPanel("", List.of(new Field(null, message, Tone.ERROR)), message.length(), "", 0, true, null);
    }

    static ToolPanel of(RecordedSpan recorded, Content content) {
        var arguments = content.toolArguments() != null ? content.toolArguments() : content.input();
        var fields = fields(arguments);
        var named = !fields.isEmpty() && fields.getFirst().key() != null;
        var note = !named ? "" : fields.size() == 1 ? "1 argument" : fields.size() + " arguments";
        var error = content.error();
        var failed = recorded.span().failed() || error != null;
        var output = output(recorded, content, failed);
        return new ToolPanel(
                note,
                fields,
                arguments == null ? 0 : arguments.length(),
                output.length() > LONGEST ? output.substring(0, LONGEST) : output,
                output.length(),
                failed,
                error == null ? null : error.type());
    }

    private static String output(RecordedSpan recorded, Content content, boolean failed) {
        var error = content.error();
        if (failed && error != null && error.message() != null) {
            return error.message();
        }
        if (failed && recorded.span().statusMessage() != null) {
            return recorded.span().statusMessage();
        }
        var result = content.toolResult() != null ? content.toolResult() : content.output();
        if (result == null) {
            return failed
                    ? "It failed and did not say why."
                    : recorded.span().endNanos() == null ? "Still running." : "No result was recorded.";
        }
        return result.length() > PRETTY ? result : JsonText.pretty(result).orElse(result);
    }

    private static List<Field> fields(@Nullable String arguments) {
        if (arguments == null) {
            return List.of(new Field(null, "No arguments were recorded.", Tone.NOTE));
        }
        var members =
                arguments.length() > PRETTY ? Optional.<List<JsonText.Member>>empty() : JsonText.members(arguments);
        if (members.isEmpty()) {
            return List.of(new Field(null, cut(arguments), Tone.PLAIN));
        }
        var fields = members.get().stream()
                .map(member -> new Field(member.key(), cut(member.value()), tone(member.kind())))
                .toList();
        return fields.isEmpty() ? List.of(new Field(null, "No arguments.", Tone.NOTE)) : fields;
    }

    private static String cut(String value) {
        return value.length() <= LONGEST
                ? value
                : value.substring(0, LONGEST) + "… (" + Figures.count(value.length()) + " characters)";
    }

    private static Tone tone(JsonText.Kind kind) {
        return switch (kind) {
            case STRING -> Tone.STRING;
            case NUMBER, WORD -> Tone.NUMBER;
            case CONTAINER -> Tone.PLAIN;
        };
    }
}
