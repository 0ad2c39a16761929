package dev.runtree.model;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the spans of one run add up to: of the run itself first, and after {@link #addRunBeneath} of its subtree too. */
final class RunFacts {
    private static final int NONE = -1;

    final UsageSum own = new UsageSum();
    private final UsageSum beneath = new UsageSum();
    int spanCount;
    int errorCount;
    long start = Long.MAX_VALUE;
    long lastSign = Long.MIN_VALUE;

    private final SpanTree tree;
    private @Nullable TreeSet<String> tags;
    private List<String> lastTags = List.of();
    private @Nullable Map<String, long[]> tokensByModel;
    private @Nullable String lastModel;
    private long[] lastTokens = new long[1];
    private boolean approvalWaits;
    private boolean busy;
    private int firstSpan = NONE;
    private int firstModelCall = NONE;
    private int firstWithModel = NONE;
    private int firstAsked = NONE;
    private int lastAnswered = NONE;
    private int firstFailed = NONE;
    private int lastEndedChild = NONE;

    RunFacts(SpanTree tree) {
        this.tree = tree;
    }

    /** Takes in a span of the run itself. */
    void add(int place, CountedUsage usage, boolean failureStartsHere) {
        var facts = tree.facts(place);
        usage.addTo(own, place);
        spanCount++;
        start = Math.min(start, tree.start(place));
        lastSign = Math.max(lastSign, tree.lastSign(place));
        firstSpan = earlier(firstSpan, place);
        if (SpanFacts.has(facts, SpanFacts.TAGGED)) {
            addTags(tree.span(place).tags());
        }
        if (SpanFacts.has(facts, SpanFacts.MODEL)) {
            firstWithModel = earlier(firstWithModel, place);
            addTokens(place, usage.total(place));
        }
        if (failureStartsHere) {
            errorCount++;
            firstFailed = earlier(firstFailed, place);
        }
        if (SpanFacts.has(facts, SpanFacts.LLM)) {
            addModelCall(facts, place);
        }
    }

    /** Most spans of a run have the same. */
    private void addTags(List<String> more) {
        if (more.equals(lastTags)) {
            return;
        }
        lastTags = more;
        tags = tags == null ? new TreeSet<>() : tags;
        tags.addAll(more);
    }

    private void addTokens(int place, @Nullable Long tokens) {
        var model = tree.span(place).model();
        if (tokens == null || model == null) {
            return;
        }
        if (!model.equals(lastModel)) {
            tokensByModel = tokensByModel == null ? new HashMap<>() : tokensByModel;
            lastTokens = tokensByModel.computeIfAbsent(model, any -> new long[1]);
            lastModel = model;
        }
        lastTokens[0] += tokens;
    }

    private void addModelCall(int facts, int place) {
        firstModelCall = earlier(firstModelCall, place);
        if (SpanFacts.has(facts, SpanFacts.ASKED)) {
            firstAsked = earlier(firstAsked, place);
        }
        if (SpanFacts.has(facts, SpanFacts.ANSWERED)) {
            lastAnswered = later(lastAnswered, place);
        }
    }

    /** Takes in what still goes on beneath the run's own span. */
    void addActivity(boolean isApprovalWaiting, boolean isBusy) {
        this.approvalWaits |= isApprovalWaiting;
        this.busy |= isBusy;
    }

    /** Takes in a step directly beneath the run's own span, or the place where that span will be. */
    void addChild(int child) {
        if (!SpanFacts.has(tree.facts(child), SpanFacts.OPEN)) {
            lastEndedChild = later(lastEndedChild, child);
        }
    }

    /** Takes in a run that was started in this one, whose facts are complete. */
    void addRunBeneath(RunFacts run) {
        beneath.add(run.own);
        beneath.add(run.beneath);
        spanCount += run.spanCount;
        errorCount += run.errorCount;
        start = Math.min(start, run.start);
        lastSign = Math.max(lastSign, run.lastSign);
        firstAsked = run.firstAsked == NONE ? firstAsked : earlier(firstAsked, run.firstAsked);
        lastAnswered = run.lastAnswered == NONE ? lastAnswered : later(lastAnswered, run.lastAnswered);
        firstFailed = run.firstFailed == NONE ? firstFailed : earlier(firstFailed, run.firstFailed);
    }

    /** Usage of the run and of those beneath it. */
    Usage treeUsage() {
        var sum = new UsageSum();
        sum.add(own);
        sum.add(beneath);
        return sum.sum();
    }

    List<String> tags() {
        return tags == null ? List.of() : List.copyOf(tags);
    }

    RunStatus status(@Nullable Span self) {
        if (self != null && !isOpen(self)) {
            return self.failed() ? RunStatus.ERROR : self.isCancelled() ? RunStatus.CANCELLED : RunStatus.OK;
        }
        var waits = approvalWaits || (self != null && self.kind() == SpanKind.APPROVAL);
        if (waits && !busy) {
            return RunStatus.PAUSED;
        }
        return lastEndedChild != NONE && tree.span(lastEndedChild).failed() ? RunStatus.ERROR : RunStatus.RUNNING;
    }

    @Nullable String error(@Nullable Span self) {
        if (self != null && self.failed() && self.statusMessage() != null) {
            return self.statusMessage();
        }
        var told = self != null && self.failed() ? firstFailed : lastEndedChild;
        return told == NONE ? null : tree.span(told).statusMessage();
    }

    /** The model with the most own tokens, else one that was seen. */
    @Nullable String model() {
        if (tokensByModel != null) {
            var most = tokensByModel.entrySet().stream()
                    .filter(entry -> entry.getValue()[0] > 0)
                    .min(Comparator.comparingLong((Map.Entry<String, long[]> entry) -> -entry.getValue()[0])
                            .thenComparing(Map.Entry.comparingByKey()));
            if (most.isPresent()) {
                return most.get().getKey();
            }
        }
        var first = firstModelCall == NONE ? null : tree.span(firstModelCall).model();
        return first != null || firstWithModel == NONE
                ? first
                : tree.span(firstWithModel).model();
    }

    /** The place of the step that tells what was asked, or -1. */
    int asked() {
        return firstAsked;
    }

    /** The place of the step that tells what was answered, or -1. */
    int answered() {
        return lastAnswered;
    }

    /** What the first of these spans says that says anything: the run's own, its first model call, its first span. */
    @Nullable String told(Function<Span, @Nullable String> what, @Nullable Span self) {
        var told = self == null ? null : what.apply(self);
        if (told == null && firstModelCall != NONE) {
            told = what.apply(tree.span(firstModelCall));
        }
        return told != null || firstSpan == NONE ? told : what.apply(tree.span(firstSpan));
    }

    /** The place of the run's first span; -1 before there is one. */
    int firstSpan() {
        return firstSpan;
    }

    /** Whether a span has neither ended nor failed. */
    static boolean isOpen(Span span) {
        return switch (span.status()) {
            case RUNNING -> true;
            case UNSET -> span.endNanos() == null;
            case OK, ERROR -> false;
        };
    }

    private int earlier(int a, int b) {
        return a == NONE || tree.compareStarts(b, a) < 0 ? b : a;
    }

    private int later(int a, int b) {
        return a == NONE || compareEnds(b, a) > 0 ? b : a;
    }

    private int compareEnds(int a, int b) {
        var byEnd = Long.compare(tree.lastSign(a), tree.lastSign(b));
        return byEnd != 0 ? byEnd : tree.compareStarts(a, b);
    }
}
