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
    private static final Comparator<Run> FIRST =
            Comparator.comparingLong(Run::startNanos).thenComparing(Run::id);

    private final SpanTree tree;
    private final RunMembership membership;
    private final Identity users;
    private final Identity sessions;
    private final CountedUsage usage;
    private final boolean[] hasFailedChild;
    private int errorCount;
    private long lastStart = Long.MIN_VALUE;
    private long firstStart = Long.MAX_VALUE;
    private long lastEnd = Long.MIN_VALUE;
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
        this.users = new Identity(tree, SpanFacts.USER, span -> span.actor().userId());
        this.sessions =
                new Identity(tree, SpanFacts.SESSION, span -> span.actor().sessionId());
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

    /** The place of the span whose input is that of a run in {@link #runs}; -1 when there is none. */
    public int askedAt(int run) {
        var place = membership.spanOf(run);
        return place >= 0 && tree.span(place).input() != null
                ? place
                : facts.get(run).asked();
    }

    /** The place of the span whose output is that of a run in {@link #runs}; -1 when there is none. */
    public int answeredAt(int run) {
        var place = membership.spanOf(run);
        return place >= 0 && tree.span(place).output() != null
                ? place
                : facts.get(run).answered();
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

    /** In which conversation the step at a place was done, likewise. */
    public @Nullable String sessionAt(int place) {
        return sessions.at(place);
    }

    /** The first run that was started in no other. */
    public Run top() {
        Run top = null;
        for (var derived : runs) {
            var run = derived.run();
            if (run.parentRunId() == null && (top == null || FIRST.compare(run, top) < 0)) {
                top = run;
            }
        }
        return Objects.requireNonNull(top);
    }

    /**
     * The spans of a run and of the runs beneath it, in tree order.
     *
     * @param tree a whole trace
     */
    public static List<Span> spansBeneath(SpanTree tree, SpanId run) {
        var membership = new RunMembership(tree);
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

    /** The run that a span belongs to: the top one, where it is not there or lies under none. */
    public Run runOf(SpanId span) {
        var place = tree().place(span.spanId());
        var run = place < 0 ? RunMembership.NONE : membership.runOf(place);
        return run == RunMembership.NONE ? top() : runs().get(run).run();
    }

    /** The failures of the whole trace, each counted where it started. */
    public int errorCount() {
        return errorCount;
    }

    /** The start of the earliest span, nanoseconds since 1970-01-01T00:00Z. */
    public long firstStart() {
        return firstStart;
    }

    /** The start of the latest span. */
    public long lastStart() {
        return lastStart;
    }

    /** The latest end of a span; {@code null} when none has ended. */
    public @Nullable Long lastEnd() {
        return tree.any(SpanFacts.ENDED) ? Long.valueOf(lastEnd) : null;
    }

    private void collectFacts() {
        var activity = new Activity(tree);
        for (var run = 0; run < membership.size(); run++) {
            facts.add(new RunFacts(tree));
        }
        for (var i = 0; i < tree.size(); i++) {
            var run = membership.runOf(i);
            var failureStartsHere = SpanFacts.has(tree.facts(i), SpanFacts.FAILED) && !hasFailedChild[i];
            errorCount += failureStartsHere ? 1 : 0;
            addTimes(i);
            if (run != RunMembership.NONE) {
                facts.get(run).add(i, usage, failureStartsHere);
                addToRunAbove(i, activity);
            }
        }
        for (var run = membership.size() - 1; run > 0; run--) {
            var parent = membership.parentOf(run);
            if (parent != RunMembership.NONE) {
                facts.get(parent).addRunBeneath(facts.get(run));
            }
        }
    }

    private void addTimes(int place) {
        firstStart = Math.min(firstStart, tree.start(place));
        lastStart = Math.max(lastStart, tree.start(place));
        lastEnd = Math.max(lastEnd, tree.endTime(place));
    }

    /** Tells the run whose own span, present or missing, is this span's parent what goes on here. */
    private void addToRunAbove(int place, Activity activity) {
        var parent = tree.parent(place);
        var run = parent >= 0 ? membership.runOf(parent) : callAbove(place);
        if (run != RunMembership.NONE && membership.spanOf(run) == parent) {
            facts.get(run).addChild(place);
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
        for (var i = 0; tree.any(SpanFacts.FAILED) && i < tree.size(); i++) {
            if (tree.parent(i) >= 0 && SpanFacts.has(tree.facts(i), SpanFacts.FAILED)) {
                result[tree.parent(i)] = true;
            }
        }
        return result;
    }

    private DerivedRun derive(int run) {
        var place = membership.spanOf(run);
        var self = place >= 0 ? tree.span(place) : null;
        var known = facts.get(run);
        var asked = askedAt(run);
        var answered = answeredAt(run);
        var anySpan = self != null ? self : tree.span(known.firstSpan());
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
                        known.own.sum(),
                        known.treeUsage(),
                        known.spanCount,
                        known.errorCount,
                        asked < 0 ? null : tree.span(asked).input(),
                        answered < 0 ? null : tree.span(answered).output(),
                        anySpan.source(),
                        known.told(Span::replayOf, self),
                        known.told(Span::dialect, self),
                        known.told(Span::environment, self),
                        known.tags()),
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
        return facts.get(run).firstSpan();
    }
}
