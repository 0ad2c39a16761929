package dev.runtree.query;

import dev.runtree.query.RunKey.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The keys of a step that a filter knows. Outside of {@code span:(...)} each asks whether any step of the run has it. */
public enum StepKey implements Key {
    TOOL(Values.TEXT),
    MODEL(Values.TEXT),
    KIND(
            "agent",
            "team",
            "workflow",
            "step",
            "llm",
            "tool",
            "hook",
            "guardrail",
            "retrieval",
            "embedding",
            "rerank",
            "delegation",
            "approval",
            "other"),
    STEP_STATUS("ok", "error", "running", "unset"),
    STEP_DURATION(Values.DURATION),
    /** Words of a failure. */
    ERROR(Values.TEXT),
    /** Words in what a tool was called with. */
    ARG(Values.TEXT),
    /** Words in what a tool gave back. */
    RESULT(Values.TEXT),
    /** {@code attr.} and the key of an attribute. */
    ATTR(Values.ANY);

    private final Values takes;
    private final String words;

    StepKey(Values takes) {
        this.takes = takes;
        this.words = "";
    }

    StepKey(String... words) {
        this.takes = Values.WORD;
        this.words = String.join(" ", words);
    }

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    @Override
    public Values takes() {
        return takes;
    }

    @Override
    public List<String> words() {
        return words.isEmpty() ? List.of() : List.of(words.split(" ", -1));
    }

    static Optional<StepKey> ofWord(String word) {
        return Arrays.stream(values())
                .filter(key -> key != ATTR && key.word().equals(word))
                .findFirst();
    }

    static String all() {
        return Arrays.stream(values())
                .map(key -> key == ATTR ? "attr.NAME" : key.word())
                .collect(Collectors.joining(", "));
    }
}
