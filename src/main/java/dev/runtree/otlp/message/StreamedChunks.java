package dev.runtree.otlp.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.otlp.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts an answer together from the chunks that OpenAI's chat API streamed it in. */
public final class StreamedChunks {
    private final StringBuilder text = new StringBuilder();
    private final TreeMap<Integer, Call> calls = new TreeMap<>();

    /** A call, of which the first chunk tells id and name, and every one a piece of the arguments. */
    private static final class Call {
        private @Nullable String id;
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();
    }

    private StreamedChunks() {}

    /** The answer; none when the chunks hold neither words nor calls. */
    public static List<Message> answer(Iterable<JsonNode> chunks) {
        var answer = new StreamedChunks();
        for (var chunk : chunks) {
            answer.add(chunk.path("choices").path(0).path("delta"));
        }
        var parts = answer.parts();
        return parts.isEmpty() ? List.of() : List.of(new Message("assistant", null, parts));
    }

    private void add(JsonNode delta) {
        if (delta.path("content").isTextual()) {
            text.append(delta.path("content").textValue());
        }
        for (var piece : delta.path("tool_calls")) {
            var call = calls.computeIfAbsent(piece.path("index").asInt(), index -> new Call());
            var function = piece.path("function");
            var id = JsonMessages.textOrNull(piece.get("id"));
            call.id = id != null ? id : call.id;
            var name = JsonMessages.textOrNull(function.get("name"));
            call.name = name != null ? name : call.name;
            var arguments = function.get("arguments");
            call.arguments.append(arguments == null || arguments.isNull() ? "" : Json.text(arguments));
        }
    }

    private List<Part> parts() {
        var parts = new ArrayList<Part>();
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text.toString()));
        }
        for (var call : calls.values()) {
            var arguments = call.arguments.isEmpty() ? "{}" : call.arguments.toString();
            parts.add(new Part.ToolCall(call.id, call.name, arguments));
        }
        return parts;
    }
}
