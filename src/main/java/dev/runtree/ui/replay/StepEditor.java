package dev.runtree.ui.replay;

import dev.runtree.replay.edit.EditableStep;
import java.util.function.Supplier;
import javafx.scene.layout.VBox;

/** The fields in which a step is changed. */
abstract sealed class StepEditor extends VBox permits AskingEditor, CallingEditor {

    /** @param changed called after each change */
    static StepEditor of(EditableStep recorded, Runnable changed) {
        return switch (recorded) {
            case EditableStep.Asking asking -> new AskingEditor(asking, changed);
            case EditableStep.Calling calling -> new CallingEditor(calling, changed);
        };
    }

    /**
     * The step as it is in the fields now. What is given is asked on another thread, and throws {@link Refused} when something
     * in it cannot be read.
     */
    abstract Supplier<EditableStep> edited();

    /** Where the reader most likely begins. */
    abstract void focus();
}
