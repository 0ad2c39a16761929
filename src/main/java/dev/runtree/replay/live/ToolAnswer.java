package dev.runtree.replay.live;

import java.util.List;
import java.util.Locale;

/**
 * What a model was told of a tool call in a replay.
 *
 * @param step the step of the record that it comes from; 0 for none
 * @param differences of a near result: in which arguments its call was another one
 */
public record ToolAnswer(How how, String result, boolean failed, int step, List<String> differences) {

    /** Where it comes from. */
    public enum How {
        /** From the record, for a call with the same arguments. */
        RECORDED,
        /** From the record, where it was given before. */
        AGAIN,
        /** From the record, for a call with other arguments. */
        NEAR,
        /** From the file that the step was changed in. */
        EDITED,
        /** Somebody wrote it when it was asked for. */
        TYPED,
        /** Somebody chose it among those of the record. */
        TAKEN,
        /** The tool was run. */
        LIVE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ToolAnswer {
        differences = List.copyOf(differences);
    }

    static ToolAnswer of(How how, RecordedResult recorded) {
        return new ToolAnswer(how, recorded.result(), recorded.failed(), recorded.step(), List.of());
    }
}
