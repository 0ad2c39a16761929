package dev.runtree.ui.transcript;

import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanTree;
import dev.runtree.model.TraceRuns;

/** What the steps of a run are to its transcript, as far as that is seen without their payloads. */
final class Plan {
    private final SpanTree tree;
    private final boolean[] isCall;
    private final int[] enclosing;
    private final boolean[] isAround;
    private final int lastCall;

    Plan(SpanTree tree) {
        this.tree = tree;
        this.isCall = tree.size() == 0 ? new boolean[0] : TraceRuns.of(tree).modelCalls();
        this.enclosing = enclosing();
        this.isAround = around();
        this.lastCall = lastCall();
    }

    /** The run that each step lies in; 0 is the run that is read. */
    private int[] enclosing() {
        var runs = new int[tree.size()];
        for (var i = 1; i < runs.length; i++) {
            var parent = tree.parent(i);
            runs[i] = parent <= 0 ? 0 : startsScene(parent) ? parent : runs[parent];
        }
        return runs;
    }

    private boolean startsScene(int place) {
        return tree.span(place).kind().startsRun() && !repeats(place);
    }

    /** The last model call of the run itself, whose words are the answer. */
    private int lastCall() {
        var last = -1;
        for (var i = 0; i < tree.size(); ) {
            if (i > 0 && startsScene(i) && !isAround[enclosing[i]]) {
                i = tree.end(i);
                continue;
            }
            last = isModelCall(i) ? i : last;
            i++;
        }
        return last;
    }

    /** Which runs call no model themselves: they only stand around others. */
    private boolean[] around() {
        var around = new boolean[tree.size()];
        for (var i = 0; i < around.length; i++) {
            around[i] = i == 0 || startsScene(i);
        }
        for (var i = 0; i < around.length; i++) {
            if (isModelCall(i)) {
                around[enclosing[i]] = false;
            }
        }
        return around;
    }

    /** Whether the run at a place calls no model itself. */
    boolean isAround(int place) {
        return isAround[place];
    }

    /** Whether a step is the one whose words are the run's answer. */
    boolean isLastCall(int place) {
        return place == lastCall;
    }

    /** Whether a step's payload can have something for the transcript. */
    boolean speaks(int place) {
        var span = tree.span(place);
        return switch (span.kind()) {
            case AGENT, TEAM, WORKFLOW -> !repeats(place) || place == 0;
            case LLM -> isModelCall(place);
            case TOOL -> !repeats(place);
            case RETRIEVAL ->
                tree.parent(place) < 0 || tree.span(tree.parent(place)).kind() != SpanKind.RETRIEVAL;
            case HOOK, GUARDRAIL, DELEGATION, APPROVAL -> true;
            case STEP -> place == 0 || isPartOfWorkflow(place);
            case EMBEDDING, RERANK, OTHER -> place == 0;
        };
    }

    /** Each call once, however many steps tell of it; what is taken from a record is a call too. */
    private boolean isModelCall(int place) {
        var span = tree.span(place);
        return span.kind() == SpanKind.LLM && (isCall[place] || span.isRecorded());
    }

    /** Whether a framework and its instrumentation tell of one thing, one inside the other. */
    private boolean repeats(int place) {
        var parent = tree.parent(place);
        return parent >= 0
                && tree.span(parent).kind() == tree.span(place).kind()
                && tree.span(parent).spanName().equals(tree.span(place).spanName());
    }

    /** A workflow's step is told where it has agents inside; frameworks call their plumbing steps as well. */
    boolean isPartOfWorkflow(int place) {
        var parent = tree.parent(place);
        if (parent < 0 || tree.span(parent).kind() != SpanKind.WORKFLOW) {
            return false;
        }
        for (var i = place + 1; i < tree.end(place); i++) {
            if (tree.span(i).kind().startsRun()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a failure of this step began here, and not inside it. */
    boolean failsHere(int place) {
        if (!tree.span(place).failed()) {
            return false;
        }
        for (var i = place + 1; i < tree.end(place); i = tree.end(i)) {
            if (tree.span(i).failed()) {
                return false;
            }
        }
        return true;
    }
}
