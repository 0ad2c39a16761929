package dev.runtree.cli;

import dev.runtree.model.Figures;
import dev.runtree.replay.live.ReplayEvent;
import dev.runtree.replay.live.ToolAnswer;

/** Prints what happens in a live replay: a line for each call, and the answers as they come where somebody watches. */
final class ReplayPrinter {
    private final Program program;
    private final boolean watched;
    private final boolean json;
    private final StringBuilder said = new StringBuilder();

    /** @param json whether each event is a JSON object */
    ReplayPrinter(Program program, boolean json) {
        this.program = program;
        this.watched = program.terminal().columns() != null && !json;
        this.json = json;
    }

    void note(String text) {
        if (json) {
            var line = new Json(program.out());
            line.startObject().text("note", text).endObject().endLine();
        } else {
            program.out().line(Width.oneLine(text));
        }
    }

    void tell(ReplayEvent event) {
        switch (event) {
            case ReplayEvent.ModelStarted started -> newLine();
            case ReplayEvent.Text text -> {
                if (watched) {
                    said.append(text.piece());
                    program.out().print(Width.printable(text.piece()));
                    program.out().flush();
                }
            }
            case ReplayEvent.ModelRetried retried -> {
                newLine();
                note("The model failed (" + retried.reason() + ") and is asked again in "
                        + Figures.duration(retried.pause().toNanos()) + ".");
            }
            case ReplayEvent.ModelEnded ended -> {
                newLine();
                if (!json) {
                    note(line(ended));
                }
            }
            case ReplayEvent.ToolAnswered answered -> tool(answered);
        }
        program.out().flush();
    }

    private static String line(ReplayEvent.ModelEnded ended) {
        var usage = ended.usage();
        return "[model call " + ended.number() + ": " + ended.model()
                + (usage.input() == null ? "" : ", " + Figures.count(usage.input()) + " tokens in")
                + (usage.output() == null ? "" : ", " + Figures.count(usage.output()) + " out")
                + (ended.cost() == null ? "" : ", " + Figures.cost(ended.cost()))
                + ", " + Figures.duration(ended.duration().toNanos()) + "]";
    }

    private void tool(ReplayEvent.ToolAnswered answered) {
        newLine();
        var answer = answered.answer();
        if (json) {
            var line = new Json(program.out());
            line.startObject()
                    .text("tool", answered.tool())
                    .jsonOrText("arguments", answered.arguments())
                    .text("answered", answer.how().word())
                    .number("recorded_step", answer.step() == 0 ? null : (long) answer.step())
                    .texts("differences", answer.differences())
                    .endObject()
                    .endLine();
            return;
        }
        note("[" + answered.tool() + " " + answered.arguments() + ": " + words(answer) + "]");
    }

    private static String words(ToolAnswer answer) {
        var step = answer.step() == 0 ? "the record" : "step " + answer.step();
        return switch (answer.how()) {
            case RECORDED -> "as recorded in " + step;
            case AGAIN -> "the result of " + step + " once more";
            case NEAR -> "near: the result of " + step + ", though with " + String.join(", ", answer.differences());
            case EDITED -> "the edited result";
            case TYPED -> "as typed";
            case TAKEN -> "the result of " + step + ", as chosen";
            case LIVE -> answer.failed() ? "run, and failed" : "run";
        };
    }

    /** Ends the line of an answer that is being printed. */
    void newLine() {
        if (!said.isEmpty()) {
            program.out().line("");
            said.setLength(0);
        }
    }

    /** The answer, unless it stands there already. */
    void answer(String answer) {
        if (!json && !watched) {
            program.out().line(Width.printable(answer));
        }
        program.out().flush();
    }
}
