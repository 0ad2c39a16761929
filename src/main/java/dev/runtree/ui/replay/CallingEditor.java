package dev.runtree.ui.replay;

import dev.runtree.replay.edit.EditableStep;
import dev.runtree.replay.edit.EditableStep.Calling;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import java.util.function.Supplier;
import javafx.scene.control.CheckBox;

/** A tool call: what the model wrote, and what it is told. */
final class CallingEditor extends StepEditor {
    private final Calling recorded;
    private final EditedText arguments;
    private final EditedText result;
    private final CheckBox failed = new CheckBox(Messages.text("fork.call.failed"));

    CallingEditor(Calling recorded, Runnable changed) {
        this.recorded = recorded;
        getStyleClass().add("step-editor");
        var told = recorded.result() == null ? "" : recorded.result();
        result = new EditedText(Messages.text("fork.call.result", recorded.tool()), told, changed);
        failed.setSelected(recorded.failed());
        failed.setOnAction(event -> changed.run());
        arguments = new EditedText(Messages.text("fork.call.arguments"), recorded.arguments(), changed);
        var hint = new WrappedLabel(Messages.text("fork.call.arguments.hint"));
        hint.getStyleClass().add("hint");
        hint.setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(result, failed, arguments, hint);
    }

    @Override
    Supplier<EditableStep> edited() {
        var written = arguments.text();
        var told = result.text();
        var isTold = recorded.result() != null || result.isEdited();
        var asError = failed.isSelected();
        return () -> new Calling(recorded.tool(), written.get(), isTold ? told.get() : null, asError);
    }

    @Override
    void focus() {
        result.focus();
    }
}
