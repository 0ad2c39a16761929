package dev.runtree.ui.export;

import dev.runtree.export.training.TrainingFormat;
import dev.runtree.ui.Messages;
import java.util.Arrays;
import java.util.Optional;

/** What runs become in a file: their traces, or training data in one of its formats. */
public enum FileKind {
    TRACES(Optional.empty()),
    OPENAI_CHAT(Optional.of(TrainingFormat.OPENAI_CHAT)),
    OPENAI_RESPONSES(Optional.of(TrainingFormat.OPENAI_RESPONSES)),
    SHAREGPT(Optional.of(TrainingFormat.SHAREGPT)),
    JSONL(Optional.of(TrainingFormat.JSONL)),
    PARQUET(Optional.of(TrainingFormat.PARQUET));

    private final Optional<TrainingFormat> training;

    FileKind(Optional<TrainingFormat> training) {
        this.training = training;
    }

    /** The format of training data; none for traces. */
    public Optional<TrainingFormat> training() {
        return training;
    }

    /** As the settings keep it. */
    public String word() {
        return training.map(TrainingFormat::word).orElse("traces");
    }

    /** That of a word; traces where there is none of it. */
    public static FileKind named(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElse(TRACES);
    }

    /** For people. */
    public String title() {
        return Messages.text("export.kind." + word());
    }
}
