package dev.runtree.export.training;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runtree.redact.Redaction;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes an example as one JSON object. */
interface LineForm {
    /**
     * @param example its messages orderly, see {@link Orderly}
     * @throws Unfit when the form has no place for something in it; what was written until then is no line
     */
    void write(Example example, JsonGenerator to) throws IOException, Unfit;

    /** The form of the lines of a format. */
    static LineForm of(TrainingChoices choices, @Nullable Redaction redaction) {
        return switch (choices.format()) {
            case OPENAI_CHAT -> new OpenAiChat(choices.reasoning());
            case OPENAI_RESPONSES -> new OpenAiResponses(choices.reasoning());
            case SHAREGPT -> new ShareGpt(choices.reasoning());
            case JSONL, PARQUET -> new DataSetLine(choices.reasoning(), redaction);
        };
    }
}
