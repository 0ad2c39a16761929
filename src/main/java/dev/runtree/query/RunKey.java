package dev.runtree.query;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The keys of a run that a filter knows. */
public enum RunKey implements Key {
    USER(Values.TEXT),
    SESSION(Values.TEXT),
    AGENT(Values.TEXT),
    TEAM(Values.TEXT),
    WORKFLOW(Values.TEXT),
    TYPE("agent", "team", "workflow", "call"),
    MODEL(Values.TEXT),
    STATUS("ok", "error", "running", "paused", "cancelled"),
    ERRORS(Values.NUMBER),
    TOKENS(Values.NUMBER),
    COST(Values.NUMBER),
    DURATION(Values.DURATION),
    SINCE(Values.TIME),
    UNTIL(Values.TIME),
    TAG(Values.TEXT),
    STAR("yes", "no"),
    NOTE(Values.TEXT),
    SCORE(Values.SCORE),
    SOURCE("otlp", "import", "runtime", "replay"),
    ENV(Values.TEXT),
    NAME(Values.TEXT),
    ID(Values.TEXT);

    /** What may stand behind a key. */
    public enum Values {
        TEXT,
        WORD,
        NUMBER,
        DURATION,
        TIME,
        /** A text, or a number that is compared. */
        ANY,
        SCORE
    }

    private final Values takes;
    private final String words;

    RunKey(Values takes) {
        this.takes = takes;
        this.words = "";
    }

    RunKey(String... words) {
        this.takes = Values.WORD;
        this.words = String.join(" ", words);
    }

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Values takes() {
        return takes;
    }

    @Override
    public List<String> words() {
        return words.isEmpty() ? List.of() : List.of(words.split(" ", -1));
    }

    static Optional<RunKey> ofWord(String word) {
        return Arrays.stream(values()).filter(key -> key.word().equals(word)).findFirst();
    }

    static String all() {
        return Arrays.stream(RunKey.values()).map(RunKey::word).collect(Collectors.joining(", "));
    }
}
