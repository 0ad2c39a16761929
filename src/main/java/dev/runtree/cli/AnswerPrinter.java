package dev.runtree.cli;

import dev.runtree.agent.AgentEvent;
import dev.runtree.agent.RunOutput;
import dev.runtree.model.RunStatus;

/**
 * Prints the answer of a run: piece by piece where somebody watches, and only the answer where another program reads. What
 * members and steps say belongs to their own runs, what a failed attempt said to no answer.
 */
final class AnswerPrinter {
    private final Program program;
    private final boolean watched;

    /** What was printed since the model was asked last. */
    private final StringBuilder said = new StringBuilder();

    AnswerPrinter(Program program) {
        this.program = program;
        this.watched = program.terminal().columns() != null;
    }

    void tell(AgentEvent event) {
        if (event instanceof AgentEvent.ToolStarted tool) {
            program.terminal().progress("[" + tool.name() + " " + Width.oneLine(tool.arguments()) + "]");
        }
        if (!watched || event.run().parentRunId() != null) {
            return;
        }
        switch (event) {
            case AgentEvent.TextDelta delta -> {
                said.append(delta.text());
                program.out().print(Width.printable(delta.text()));
                program.out().flush();
            }
            case AgentEvent.ModelStarted _, AgentEvent.ModelRetried _ -> newLine();
            case AgentEvent.Started _,
                    AgentEvent.ModelEnded _,
                    AgentEvent.ThoughtDelta _,
                    AgentEvent.ToolStarted _,
                    AgentEvent.ToolEnded _,
                    AgentEvent.Delegated _,
                    AgentEvent.StepStarted _,
                    AgentEvent.StepDecided _,
                    AgentEvent.StepEnded _,
                    AgentEvent.Ended _ -> {}
        }
    }

    private void newLine() {
        if (!said.isEmpty()) {
            program.out().line("");
            said.setLength(0);
        }
    }

    /** The answer, unless just that is there already: a workflow's and a routed team's came from another run. */
    void end(RunOutput output) {
        var isThere = said.toString().equals(output.content());
        if (isThere || output.status() != RunStatus.OK) {
            newLine();
        } else {
            newLine();
            program.out().line(Width.printable(output.content()));
        }
        program.out().flush();
    }
}
