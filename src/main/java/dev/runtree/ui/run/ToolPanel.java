package dev.runtree.ui.run;

import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.SpanKind;
import dev.runtree.provenance.CallOrigins;
import dev.runtree.provenance.CallOrigins.Mark;
import dev.runtree.ui.text.JsonText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What opens beneath a tool's row: its arguments, one a line when they are a JSON object, and its result or error.
 *
 * @param note such as {@code 6 arguments}
 * @param input values with their keys, or text without
 * @param output the result, laid out where it is JSON, or the error's words
 * @param sent how many characters the result or the error had as it was sent
 * @param errorType such as {@code ToolError}; {@code null} when the tool did not fail or did not say
 * @param quotes what the output says of values that are marked as named by it, letter for letter
 * @param notes why values are marked
 */
record ToolPanel(
        String note,
        List<Field> input,
        String output,
        int sent,
        boolean failed,
        @Nullable String errorType,
        List<String> quotes,
        List<String> notes) {

    /** An object with more members is shown as text. */
    private static final int MOST_FIELDS = 500;

    /** As many of the last messages as a reader wants to see before opening the call. */
    private static final int MESSAGES = 6;

    private static final int PRETTY = 1 << 20;
    private static final int PRETTY_OUTPUT = 32 << 20;

    /** How a value is coloured. */
    enum Tone {
        STRING,
        NUMBER,
        PLAIN,
        ERROR,
        NOTE
    }

    private ToolPanel(String note, List<Field> input, Output output, boolean failed, @Nullable String errorType) {
        this(note, input, output.shown(), output.sent(), failed, errorType, List.of(), List.of());
    }

    private record Output(String shown, int sent) {
        static Output of(String text) {
            return new Output(text, text.length());
        }
    }

    /** An argument; a text that is no object has no key. */
    record Field(@Nullable String key, String value, Tone tone, Mark mark) {
        Field(@Nullable String key, String value, Tone tone) {
            this(key, value, tone, Mark.NONE);
        }
    }

    /** The same with marks, now that it is known where its values come from. */
    ToolPanel marked(CallOrigins origins) {
        var marked = input.stream()
                .map(field -> new Field(field.key(), field.value(), field.tone(), mark(origins, field.key())))
                .toList();
        return new ToolPanel(
                note, marked, output, sent, failed, errorType, origins.errorQuotes(), PanelNotes.of(origins));
    }

    private static Mark mark(CallOrigins origins, @Nullable String key) {
        var argument = origins.argument(key == null ? "" : key);
        return argument == null ? Mark.NONE : argument.mark();
    }

    /** How many characters it holds. */
    long size() {
        return output.length()
                + input.stream().mapToLong(field -> field.value().length()).sum();
    }

    static ToolPanel loading() {
        return new ToolPanel("", List.of(new Field(null, "Loading…", Tone.NOTE)), Output.of(""), false, null);
    }

    static ToolPanel failed(String message) {
        return new ToolPanel("", List.of(new Field(null, message, Tone.ERROR)), Output.of(""), true, null);
    }

    static ToolPanel of(RecordedSpan recorded, Content content) {
        if (recorded.span().kind() == SpanKind.LLM && !content.inputMessages().isEmpty()) {
            return ofCall(recorded, content);
        }
        var arguments = content.toolArguments() != null ? content.toolArguments() : content.input();
        var fields = fields(arguments);
        var named = !fields.isEmpty() && fields.getFirst().key() != null;
        var note = !named ? "" : fields.size() == 1 ? "1 argument" : fields.size() + " arguments";
        var error = content.error();
        var failed = recorded.span().failed() || error != null;
        var output = output(recorded, content, failed);
        return new ToolPanel(note, fields, output, failed, error == null ? null : error.type());
    }

    /** What a model saw last, and what it answered. */
    private static ToolPanel ofCall(RecordedSpan recorded, Content content) {
        var saw = content.inputMessages();
        var fields = saw.stream()
                .skip(Math.max(0, saw.size() - MESSAGES))
                .map(message -> new Field(message.role(), words(message), Tone.PLAIN))
                .toList();
        var failed = recorded.span().failed() || content.error() != null;
        var answer = content.outputMessages().stream().map(ToolPanel::words).collect(Collectors.joining("\n"));
        return new ToolPanel(
                saw.size() == 1 ? "1 message" : (saw.size() > MESSAGES ? "last of " : "") + saw.size() + " messages",
                fields,
                failed || answer.isBlank() ? output(recorded, content, failed) : Output.of(answer),
                failed,
                content.error() == null ? null : content.error().type());
    }

    private static String words(Message message) {
        return message.parts().stream().map(ToolPanel::words).collect(Collectors.joining("\n"));
    }

    private static String words(Part part) {
        return switch (part) {
            case Part.Text text -> text.text();
            case Part.Reasoning reasoning -> "(thinks) " + reasoning.text();
            case Part.ToolCall call -> call.name() + " " + call.arguments();
            case Part.ToolResult result -> result.result();
            case Part.Media media -> "(" + (media.mimeType() == null ? "media" : media.mimeType()) + ")";
            case Part.Unknown unknown -> unknown.json();
        };
    }

    private static Output output(RecordedSpan recorded, Content content, boolean failed) {
        var error = content.error();
        if (failed && error != null && error.message() != null) {
            return Output.of(error.message());
        }
        if (failed && recorded.span().statusMessage() != null) {
            return Output.of(recorded.span().statusMessage());
        }
        var result = content.toolResult() != null ? content.toolResult() : content.output();
        if (result == null) {
            return Output.of(
                    failed
                            ? "It failed and did not say why."
                            : recorded.span().endNanos() == null ? "Still running." : "No result was recorded.");
        }
        var shown = result.length() > PRETTY_OUTPUT
                ? result
                : JsonText.pretty(result).orElse(result);
        return new Output(shown, result.length());
    }

    private static List<Field> fields(@Nullable String arguments) {
        if (arguments == null) {
            return List.of(new Field(null, "No arguments were recorded.", Tone.NOTE));
        }
        var members =
                arguments.length() > PRETTY ? Optional.<List<JsonText.Member>>empty() : JsonText.members(arguments);
        if (members.isEmpty() || members.get().size() > MOST_FIELDS) {
            return List.of(new Field(null, arguments, Tone.PLAIN));
        }
        var fields = members.get().stream()
                .map(member -> new Field(member.key(), member.value(), tone(member.kind())))
                .toList();
        return fields.isEmpty() ? List.of(new Field(null, "No arguments.", Tone.NOTE)) : fields;
    }

    private static Tone tone(JsonText.Kind kind) {
        return switch (kind) {
            case STRING -> Tone.STRING;
            case NUMBER, WORD -> Tone.NUMBER;
            case CONTAINER -> Tone.PLAIN;
        };
    }
}
