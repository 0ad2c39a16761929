package dev.runtree.ui.agents;

import dev.runtree.agent.AgentEvent;
import dev.runtree.agent.WorkflowStep;
import dev.runtree.model.Figures;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.detail.LongText;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** A step of a workflow: what it is, what its rule decided, how it ended; its output beneath it. */
final class StepFold extends Fold {
    private final WorkflowStep what;
    private final int depth;
    private boolean over;

    /**
     * @param depth how many steps it lies beneath
     * @param jump shows it in the tree
     */
    StepFold(WorkflowStep what, int depth, Runnable jump) {
        super(what.name(), jump);
        this.what = what;
        this.depth = depth;
        getStyleClass().add("step-fold");
        var icon = Icons.icon(
                switch (what) {
                    case WorkflowStep.Run _ -> BootstrapIcons.CPU;
                    case WorkflowStep.Call _ -> BootstrapIcons.BRACES;
                    case WorkflowStep.Parallel _ -> BootstrapIcons.LAYOUT_THREE_COLUMNS;
                    case WorkflowStep.Condition _, WorkflowStep.Router _ -> BootstrapIcons.SIGNPOST_SPLIT;
                    case WorkflowStep.Loop _ -> BootstrapIcons.ARROW_REPEAT;
                },
                "step-icon");
        lead(icon);
        indent(depth);
        about(words());
        figure(Messages.text("agents.call.running"));
        content(VBox::new);
    }

    int depth() {
        return depth;
    }

    String name() {
        return what.name();
    }

    private String words() {
        return switch (what) {
            case WorkflowStep.Run run ->
                Messages.text("agents.step.run", run.component().name());
            case WorkflowStep.Call _ -> Messages.text("agents.step.call");
            case WorkflowStep.Parallel side ->
                Messages.text("agents.step.parallel", Figures.count(side.steps().size()));
            case WorkflowStep.Condition _ -> Messages.text("agents.step.condition");
            case WorkflowStep.Loop loop -> Messages.text("agents.step.loop", Figures.count(loop.most()));
            case WorkflowStep.Router _ -> Messages.text("agents.step.router");
        };
    }

    /** Its rule has decided. */
    void decided(String decision) {
        about(
                switch (what) {
                    case WorkflowStep.Condition _ ->
                        Messages.text(
                                Boolean.parseBoolean(decision)
                                        ? "agents.step.condition.yes"
                                        : "agents.step.condition.no");
                    case WorkflowStep.Loop loop ->
                        Messages.text("agents.step.round", decision, Figures.count(loop.most()));
                    case WorkflowStep.Router _ -> Messages.text("agents.step.route", decision);
                    case WorkflowStep.Run _, WorkflowStep.Call _, WorkflowStep.Parallel _ -> words();
                });
    }

    /** It is over. */
    void end(AgentEvent.StepEnded ended) {
        over = true;
        figure(Figures.duration(ended.duration().toNanos()));
        if (ended.error() != null) {
            fail(ended.error());
        } else {
            if (what instanceof WorkflowStep.Call) {
                about("→ " + ended.output());
            }
            content(() -> new LongText(ended.output()));
        }
    }

    /** Its run waits, or has ended without it. */
    void settle() {
        if (!over) {
            figure("");
        }
    }
}
