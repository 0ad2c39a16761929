package dev.runtree.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a trace, as a pure function of its spans: neither the order in which they came nor the batches they came in
 * make a difference. Each run comes after the one that it was started in. Never empty, unless there are no spans.
 */
public final class TraceRuns {
    private final SpanTree tree;
    private final RunMembership membership;
    private final Identity users;
    private final Identity sessions;
    private final CountedUsage usage;
    private final boolean[] hasFailedChild;
    private final List<RunFacts> facts = new ArrayList<>();
    private final List<DerivedRun> runs = new ArrayList<>();

    /**
     * A run and what is needed to tell later whether it still runs.
     *
     * @param lastSignNanos the latest start or end of a span in its subtree, nanoseconds since 1970-01-01T00:00Z
     */
    public record DerivedRun(Run run, long lastSignNanos) {}

    private TraceRuns(SpanTree tree) {
        this.tree = tree;
        this.membership = new RunMembership(tree);
        this.users = Identity.of(tree, span -> span.actor().userId());
        this.sessions = Identity.of(tree, span -> span.actor().sessionId());
        this.usage = CountedUsage.of(tree);
        this.hasFailedChild = hasFailedChild(tree);
    }

    /** @param spans of one trace, in any order */
    public static TraceRuns of(Collection<Span> spans) {
        return of(SpanTree.of(spans));
    }

    /** @param tree a whole trace */
    public static TraceRuns of(SpanTree tree) {
        var derivation = new TraceRuns(tree);
        derivation.collectFacts();
        for (var run = 0; run < derivation.membership.size(); run++) {
            derivation.runs.add(derivation.derive(run));
        }
        return derivation;
    }

    public List<DerivedRun> runs() {
        return Collections.unmodifiableList(runs);
    }

    /** The first run that was started in no other. */
    public Run top() {
        return runs.stream()
                .map(DerivedRun::run)
                .filter(run -> run.parentRunId() == null)
                .min(Comparator.comparingLong(Run::startNanos).thenComparing(Run::id))
                .orElseThrow();
    }

    /** The spans that the runs were made of. */
    public SpanTree tree() {
        return tree;
    }

    /** The places of the calls to models, each call once however many spans tell of it; without those taken from a record. */
    public boolean[] modelCalls() {
        return CountedUsage.calls(tree);
    }

    /** What the span at a place used, so that over a trace nothing is counted twice; tokens of embeddings included. */
    public Usage spentAt(int place) {
        return usage.spent(place);
    }

    /** For whom the step at a place was done, see {@link Identity}; {@code null} when nobody said. */
    public @Nullable String userAt(int place) {
        return users.at(place);
    }

    /** The spans of a run and of the runs beneath it, in tree order. */
    public List<Span> spansBeneath(SpanId run) {
        var within = new boolean[membership.size()];
        for (var i = 0; i < within.length; i++) {
            var parent = membership.parentOf(i);
            within[i] = membership.spanIdOf(i).equals(run.spanId()) || (parent != RunMembership.NONE && within[parent]);
        }
        var spans = new ArrayList<Span>();
        for (var place = 0; place < tree.size(); place++) {
            var owner = membership.runOf(place);
            if (owner != RunMembership.NONE && within[owner]) {
                spans.add(tree.span(place));
            }
        }
        return spans;
    }

    /** The failures of the whole trace, each counted where it started. */
    public int errorCount() {
        var count = 0;
        for (var i = 0; i < tree.size(); i++) {
            count += tree.span(i).failed() && !hasFailedChild[i] ? 1 : 0;
        }
        return count;
    }

    private void collectFacts() {
        var activity = new Activity(tree);
        for (var run = 0; run < membership.size(); run++) {
            facts.add(new RunFacts());
        }
        for (var i = 0; i < tree.size(); i++) {
            var run = membership.runOf(i);
            if (run == RunMembership.NONE) {
                continue;
            }
            var span = tree.span(i);
            facts.get(run).add(span, usage.at(i), span.failed() && !hasFailedChild[i]);
            addToRunAbove(i, activity);
        }
        for (var run = membership.size() - 1; run > 0; run--) {
            var parent = membership.parentOf(run);
            if (parent != RunMembership.NONE) {
                facts.get(parent).addRunBeneath(facts.get(run));
            }
        }
    }

    /** Tells the run whose own span, present or missing, is this span's parent what goes on here. */
    private void addToRunAbove(int place, Activity activity) {
        var parent = tree.parent(place);
        var run = parent >= 0 ? membership.runOf(parent) : callAbove(place);
        if (run != RunMembership.NONE && membership.spanOf(run) == parent) {
            facts.get(run).addChild(tree.span(place));
            facts.get(run).addActivity(activity.approvalWaits(place), activity.busy(place));
        } else if (parent < 0 && run == RunMembership.NONE && isOtherTopOfCall(place)) {
            facts.get(0).addActivity(activity.approvalWaits(place), activity.busy(place));
        }
    }

    private boolean isOtherTopOfCall(int top) {
        return membership.size() > 0
                && membership.isCall(0)
                && membership.runOf(top) == 0
                && membership.spanOf(0) != top;
    }

    private int callAbove(int top) {
        return membership.size() > 0
                        && membership.isCall(0)
                        && membership.spanIdOf(0).equals(tree.missingParent(top))
                ? 0
                : RunMembership.NONE;
    }

    private static boolean[] hasFailedChild(SpanTree tree) {
        var result = new boolean[tree.size()];
        for (var i = 0; i < tree.size(); i++) {
            if (tree.parent(i) >= 0 && tree.span(i).failed()) {
                result[tree.parent(i)] = true;
            }
        }
        return result;
    }

    private DerivedRun derive(int run) {
        var place = membership.spanOf(run);
        var self = place >= 0 ? tree.span(place) : null;
        var known = facts.get(run);
        var anySpan = self != null ? self : Objects.requireNonNull(known.firstSpan());
        var type = type(run, anySpan);
        var status = known.status(self);
        var parent = membership.parentOf(run);
        return new DerivedRun(
                new Run(
                        new SpanId(anySpan.id().traceId(), membership.spanIdOf(run)),
                        parent == RunMembership.NONE ? null : runId(parent, anySpan),
                        type,
                        name(type, anySpan),
                        actor(type, run, self),
                        known.model(),
                        status,
                        status == RunStatus.ERROR ? known.error(self) : null,
                        self != null ? self.startNanos() : known.start,
                        self == null || RunFacts.isOpen(self) ? null : self.endNanos(),
                        known.own,
                        known.tree,
                        known.spanCount,
                        known.errorCount,
                        self != null && self.input() != null ? self.input() : known.input(),
                        self != null && self.output() != null ? self.output() : known.output(),
                        anySpan.source(),
                        known.told(Span::replayOf, self),
                        known.told(Span::dialect, self),
                        known.told(Span::environment, self),
                        List.copyOf(known.tags)),
                known.lastSign);
    }

    private String runId(int run, Span ofTrace) {
        return new SpanId(ofTrace.id().traceId(), membership.spanIdOf(run)).runId();
    }

    private RunType type(int run, Span span) {
        if (membership.isCall(run)) {
            return RunType.CALL;
        }
        return RunType.valueOf(span.kind().name());
    }

    private static String name(RunType type, Span span) {
        var subject = span.spanName().substring(span.spanName().indexOf('.') + 1);
        return type == RunType.CALL || subject.equals("unknown") ? span.name() : subject;
    }

    private Actor actor(RunType type, int run, @Nullable Span self) {
        var place = membership.spanOf(run) >= 0 ? membership.spanOf(run) : firstPlace(run);
        var known = facts.get(run);
        var agent = known.told(span -> span.actor().agentId(), self);
        var team = known.told(span -> span.actor().teamId(), self);
        var workflow = known.told(span -> span.actor().workflowId(), self);
        var name = self == null ? null : name(type, self);
        return new Actor(
                agent == null && type == RunType.AGENT ? name : agent,
                team == null && type == RunType.TEAM ? name : team,
                workflow == null && type == RunType.WORKFLOW ? name : workflow,
                users.at(place),
                sessions.at(place),
                self == null ? null : self.actor().producerRunId());
    }

    private int firstPlace(int run) {
        return tree.place(
                Objects.requireNonNull(facts.get(run).firstSpan()).id().spanId());
    }
}
