package dev.runtree.cli;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.replay.turns.Conversation;
import dev.runtree.replay.turns.Turn;
import dev.runtree.replay.turns.TurnResult;
import dev.runtree.replay.turns.TurnResult.Made;
import dev.runtree.replay.turns.TurnResult.NotMade;
import dev.runtree.replay.turns.TurnWay;
import java.math.BigDecimal;
import java.util.List;

/** Prints what came of the turns of a conversation: a line, or a JSON object, for each as it comes. */
final class TurnResults {
    private static final int ASKED = 40;

    private final Program program;
    private final boolean json;
    private final Conversation conversation;
    private final String session;

    /** @param session of the replay */
    TurnResults(Program program, boolean json, Conversation conversation, String session) {
        this.program = program;
        this.json = json;
        this.conversation = conversation;
        this.session = session;
    }

    /**
     * What it will be, before anybody is asked.
     *
     * @param lacks what the records lack, a line each
     * @param limits how far it may go, in words
     */
    void before(TurnWay way, List<String> lacks, String limits) {
        if (json) {
            first();
            way.notes().forEach(this::note);
        } else {
            var out = program.out();
            out.line("Replays the session " + Width.oneLine(conversation.session()) + ", "
                    + Figures.counted(conversation.turns().size(), "turn") + ": " + limits + ".");
            lacks.forEach(line -> out.line(Width.oneLine(line) + "."));
            way.notes().forEach(line -> out.line(Width.oneLine(line) + "."));
        }
        program.out().flush();
    }

    private void first() {
        var line = new Json(program.out());
        line.startObject()
                .text("session_id", conversation.session())
                .text("replay_session_id", session)
                .number("turns", (long) conversation.turns().size())
                .key("lacks")
                .startArray();
        for (Turn turn : conversation.turns()) {
            for (var lack : turn.record().lacks().all()) {
                line.startObject()
                        .number("turn", (long) turn.number())
                        .text("kind", lack.kind().word())
                        .number("step", (long) lack.step())
                        .text("text", lack.text())
                        .endObject();
            }
        }
        line.endArray().endObject().endLine();
    }

    private void note(String text) {
        var line = new Json(program.out());
        line.startObject().text("note", text).endObject().endLine();
    }

    /** One of them is there. */
    void tell(TurnResult result) {
        if (json) {
            write(result);
        } else {
            program.out().line(Width.oneLine(line(result)));
        }
        program.out().flush();
    }

    private void write(TurnResult result) {
        var line = new Json(program.out());
        line.startObject()
                .number("turn", (long) result.turn().number())
                .text("run_id", result.turn().run().runId())
                .text("problem", result.problem());
        if (result instanceof Made made) {
            line.text("answer", made.answer().kind().word())
                    .texts("answer_fields", made.answer().fields())
                    .text("calls", made.sameCalls() ? "same" : "other")
                    .key("replay");
            RunJson.write(line, made.replay());
        }
        line.endObject().endLine();
    }

    private static String line(TurnResult result) {
        var asked = result.turn().run().input();
        var turn = "Turn " + result.turn().number() + (asked == null ? "" : " \"" + shortened(asked) + "\"") + ": ";
        return switch (result) {
            case Made made ->
                turn
                        + (made.problem() == null
                                ? "answer " + made.answer().told() + ", calls " + (made.sameCalls() ? "same" : "other")
                                : made.problem())
                        + "; replay " + ManyResults.id(made.replay());
            case NotMade none -> turn + none.problem();
        };
    }

    private static String shortened(String text) {
        var line = Width.oneLine(text).strip();
        return line.length() <= ASKED ? line : line.substring(0, ASKED - 1) + "…";
    }

    /** What all of them came to; of JSON, the run of the last turn that was made. */
    void after(List<TurnResult> results) {
        var made = results.stream()
                .filter(Made.class::isInstance)
                .map(Made.class::cast)
                .toList();
        if (json) {
            made.reversed().stream().findFirst().map(Made::replay).ifPresent(this::last);
        } else if (!made.isEmpty()) {
            program.out().line("");
            program.out().line(sum(made, results.size()));
            program.terminal()
                    .progress("runtree diff " + made.getFirst().turn().run().runId() + " "
                            + made.getFirst().replay().runId());
        }
        program.out().flush();
    }

    private void last(Run run) {
        var line = new Json(program.out());
        RunJson.write(line, run);
        line.endLine();
    }

    private String sum(List<Made> made, int all) {
        var same = made.stream().filter(one -> one.answer().isSame()).count();
        var calls = made.stream()
                .filter(one -> one.problem() == null && one.sameCalls())
                .count();
        var cost = made.stream().map(Made::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
        return Figures.count(same) + " of " + Figures.counted(all, "answer") + " the same, calls of tools the same in "
                + Figures.count(calls)
                + (cost.signum() == 0 ? "" : ", " + Figures.cost(cost) + " in all")
                + ". The replay is the session " + Width.oneLine(session) + ".";
    }
}
