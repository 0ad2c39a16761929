package dev.runtree.ui.agents;

import dev.runtree.agent.AgentEvent;
import dev.runtree.agent.run.ToolUse;
import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.detail.LongText;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A call of a tool, or a task that a team hands to a member: with what, and what came of it. */
final class CallFold extends Fold {
    private String asked;
    private @Nullable ToolUse use;

    /** @param jump shows its step in the tree; {@code null} where that is not known */
    CallFold(String tool, String arguments, @Nullable Runnable jump) {
        super(tool, jump);
        asked = arguments;
        about(arguments);
        figure(Messages.text("agents.call.running"));
        content(this::whole);
    }

    /** It turns out to be the handing over of a task. */
    void delegates(AgentEvent.Delegated told) {
        asked = told.task();
        title(Messages.text("agents.delegated", told.member()));
        about(told.task());
        content(this::whole);
    }

    /** It is over. */
    void end(ToolUse ended) {
        use = ended;
        figure(Figures.duration(ended.duration().toNanos()));
        if (ended.failed()) {
            fail(ended.result());
        }
        content(this::whole);
    }

    /** Its run has gone on without it, or waits. */
    void leave() {
        if (use == null) {
            figure("");
        }
    }

    private Node whole() {
        var parts = new VBox(new LongText(asked, "code"));
        parts.getStyleClass().add("fold-parts");
        if (use != null) {
            parts.getChildren().add(new LongText("→ " + use.result(), "code"));
        }
        return parts;
    }
}
