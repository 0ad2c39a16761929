package dev.runtree.replay.live;

import dev.langchain4j.data.message.AiMessage;
import dev.runtree.compare.JsonMeaning;
import dev.runtree.model.Part;
import dev.runtree.replay.ModelAnswer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer of a model as one text: what it said, and a line for each tool that it asks for, whatever the order of arguments. */
public final class AnswerWords {
    private AnswerWords() {}

    /** Of a recorded one. */
    public static String of(ModelAnswer answer) {
        var words = new ArrayList<String>();
        for (var message : answer.messages()) {
            for (var part : message.parts()) {
                if (part instanceof Part.Text text) {
                    words.add(text.text());
                } else if (part instanceof Part.ToolCall call) {
                    words.add(call(call.name(), call.arguments()));
                }
            }
        }
        return joined(words);
    }

    static String of(AiMessage answer) {
        var words = new ArrayList<String>();
        words.add(answer.text() == null ? "" : answer.text());
        answer.toolExecutionRequests().forEach(call -> words.add(call(call.name(), call.arguments())));
        return joined(words);
    }

    private static String call(String name, @Nullable String arguments) {
        return "calls " + name + " " + JsonMeaning.of(arguments == null || arguments.isBlank() ? "{}" : arguments);
    }

    private static String joined(List<String> words) {
        return String.join("\n", words.stream().filter(word -> !word.isBlank()).toList());
    }
}
