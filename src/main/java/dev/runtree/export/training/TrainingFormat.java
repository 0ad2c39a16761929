package dev.runtree.export.training;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The forms in which training data is written; docs/training-data.md tells where each is published. */
public enum TrainingFormat {
    /** Lines for OpenAI's supervised fine-tuning of chat models: {@code {"messages", "tools"?, "parallel_tool_calls"?}}. */
    OPENAI_CHAT("openai-chat"),
    /** Lines of items as OpenAI's Responses API has them: {@code {"instructions"?, "input", "output", "tools"?}}. */
    OPENAI_RESPONSES("openai-responses"),
    /** Lines of {@code {"conversations", "system"?, "tools"?}}, as LLaMA-Factory, Axolotl and Unsloth read them. */
    SHAREGPT("sharegpt"),
    /** Lines of a data set: {@code {"id", "input", "tools", "expected_output", "metadata"}}. */
    JSONL("jsonl"),
    /** The same as a table. */
    PARQUET("parquet");

    private final String word;

    TrainingFormat(String word) {
        this.word = word;
    }

    /** The word on the command line. */
    public String word() {
        return word;
    }

    /** The format of this word. */
    public static Optional<TrainingFormat> named(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.word.equals(lower))
                .findFirst();
    }
}
