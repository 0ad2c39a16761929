package dev.runtree.export.training;

import dev.runtree.compare.JsonMeaning;
import dev.runtree.model.Message;
import dev.runtree.model.Part;

/**
 * What a message says, whatever its layout: one call of a model repeats the messages before it seldom letter by letter. What was
 * thought and the ids of calls are no part of it.
 */
final class Sameness {
    private Sameness() {}

    static boolean same(Message one, Message other) {
        return one.equals(other) || (one.role().equals(other.role()) && of(one).equals(of(other)));
    }

    /**
     * What an example says, with the tools that were there.
     *
     * @param reasoning whether what was thought is a part of it
     */
    static String of(Example example, boolean reasoning) {
        var said = new StringBuilder();
        for (var message : example.messages()) {
            said.append(of(message)).append('\u0001');
            if (reasoning) {
                said.append(OpenAiChat.thought(message));
            }
        }
        example.tools().forEach(tool -> said.append('\u0008').append(JsonMeaning.of(tool)));
        return said.toString();
    }

    static String of(Message message) {
        var said = new StringBuilder(message.role()).append('\u0002');
        for (var part : message.parts()) {
            switch (part) {
                case Part.Text text -> said.append(text.text().strip()).append('\u0003');
                case Part.Reasoning reasoning -> {}
                case Part.ToolCall call ->
                    said.append(call.name())
                            .append('\u0004')
                            .append(arguments(call))
                            .append('\u0003');
                case Part.ToolResult result ->
                    said.append('\u0005')
                            .append(JsonMeaning.of(result.result()))
                            .append('\u0003');
                case Part.Media media ->
                    said.append('\u0006').append(media.uri()).append('\u0003');
                case Part.Unknown unknown ->
                    said.append('\u0007').append(unknown.json()).append('\u0003');
            }
        }
        return said.toString();
    }

    private static String arguments(Part.ToolCall call) {
        var meaning = JsonMeaning.of(call.arguments());
        return meaning.isEmpty() || meaning.equals("null") ? "{}" : meaning;
    }
}
