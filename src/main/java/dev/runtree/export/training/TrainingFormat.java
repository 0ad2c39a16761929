package dev.runtree.export.training;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The forms in which training data is written; docs/training-data.md tells where each is published. */
public enum TrainingFormat {
    /** Lines for OpenAI's supervised fine-tuning of chat models: {@code {"messages", "tools"?, "parallel_tool_calls"?}}. */
    OPENAI_CHAT("openai-chat", ".jsonl"),
    /** Lines of items as OpenAI's Responses API has them: {@code {"instructions"?, "input", "output", "tools"?}}. */
    OPENAI_RESPONSES("openai-responses", ".jsonl"),
    /** Lines of {@code {"conversations", "system"?, "tools"?}}, as LLaMA-Factory, Axolotl and Unsloth read them. */
    SHAREGPT("sharegpt", ".jsonl"),
    /** Lines of a data set: {@code {"id", "input", "tools", "expected_output", "metadata"}}. */
    JSONL("jsonl", ".jsonl"),
    /** The same as a table. */
    PARQUET("parquet", ".parquet");

    private final String word;
    private final String suffix;

    TrainingFormat(String word, String suffix) {
        this.word = word;
        this.suffix = suffix;
    }

    /** The word on the command line. */
    public String word() {
        return word;
    }

    /** How the name of such a file ends. */
    public String suffix() {
        return suffix;
    }

    /** The format of this word. */
    public static Optional<TrainingFormat> named(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.word.equals(lower))
                .findFirst();
    }
}
