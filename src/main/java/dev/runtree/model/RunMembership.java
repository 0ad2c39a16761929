package dev.runtree.model;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which run each span belongs to. A span belongs to the nearest agent, team or workflow span at or above it, of two that tell
 * of the same invocation the outer one; steps that lie
 * under none make one {@code call} run for the whole trace. Orphans that name the same missing parent are one group, as they
 * will be when it comes, and that parent's id is then the call's: the id stays.
 */
final class RunMembership {
    static final int NONE = -1;

    private final SpanTree tree;
    private final IntList runSpans = new IntList();
    private final IntList runParents = new IntList();
    private final int[] runs;
    private final @Nullable String callSpanId;

    RunMembership(SpanTree tree) {
        this.tree = tree;
        var groups = new HashSet<String>();
        this.callSpanId = callSpanId(groups);
        this.runs = new int[tree.size()];
        if (callSpanId != null) {
            newRun(tree.place(callSpanId), NONE);
        }
        for (var i = 0; i < runs.length; i++) {
            var parent = tree.parent(i);
            var above = parent >= 0 ? runs[parent] : groups.contains(group(i)) ? 0 : NONE;
            runs[i] = SpanFacts.has(tree.facts(i), SpanFacts.STARTS_RUN) && !repeatsRunAbove(i)
                    ? newRun(i, above)
                    : above;
        }
    }

    /**
     * Whether the span tells the run of the span directly above it a second time: a framework and its instrumentation may both
     * tell of one invocation, one inside the other. Who invokes itself again does so from a step in between.
     */
    private boolean repeatsRunAbove(int place) {
        if (tree.parent(place) < 0) {
            return false;
        }
        var above = tree.span(tree.parent(place));
        var span = tree.span(place);
        return above.kind() == span.kind()
                && above.spanName().equals(span.spanName())
                && !span.spanName().equals(span.kind().spanName(null));
    }

    /** How many runs there are. Each comes after the one that it was started in. */
    int size() {
        return runSpans.size();
    }

    /** The run of the span at a place, or {@link #NONE}. */
    int runOf(int place) {
        return runs[place];
    }

    /** The place of a run's own span, or {@link #NONE} while it is missing. */
    int spanOf(int run) {
        return runSpans.get(run);
    }

    int parentOf(int run) {
        return runParents.get(run);
    }

    boolean isCall(int run) {
        return run == 0 && callSpanId != null;
    }

    String spanIdOf(int run) {
        return isCall(run) && callSpanId != null
                ? callSpanId
                : tree.span(runSpans.get(run)).id().spanId();
    }

    /** What the tops of one group have in common: the parent that is missing, or the top itself. */
    private String group(int top) {
        var missing = tree.missingParent(top);
        return missing != null ? missing : tree.span(top).id().spanId();
    }

    private int newRun(int place, int above) {
        runSpans.add(place);
        runParents.add(above);
        return runSpans.size() - 1;
    }

    /** The id of the call run, or {@code null} when every step has its run; fills in the groups that it is made of. */
    private @Nullable String callSpanId(Set<String> groups) {
        var anyRun = tree.any(SpanFacts.STARTS_RUN);
        var chosen = NONE;
        for (var top = 0; top < tree.size(); top = tree.end(top)) {
            if (!anyRun || hasLooseStep(top)) {
                groups.add(group(top));
                if (chosen == NONE || (isRoot(top) && !isRoot(chosen))) {
                    chosen = top;
                }
            }
        }
        return chosen == NONE ? null : group(chosen);
    }

    private boolean isRoot(int top) {
        return tree.missingParent(top) == null;
    }

    private boolean hasLooseStep(int top) {
        for (var i = top; i < tree.end(top); ) {
            if (SpanFacts.has(tree.facts(i), SpanFacts.LOOSE)) {
                return true;
            }
            i = SpanFacts.has(tree.facts(i), SpanFacts.STARTS_RUN) ? tree.end(i) : i + 1;
        }
        return false;
    }

    static boolean isLoose(SpanKind kind) {
        return switch (kind) {
            case LLM, TOOL, RETRIEVAL, EMBEDDING, RERANK -> true;
            case AGENT, TEAM, WORKFLOW, STEP, HOOK, GUARDRAIL, DELEGATION, APPROVAL, OTHER -> false;
        };
    }
}
