package dev.runtree.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the spans of one run add up to: of the run itself first, and after {@link #addRunBeneath} of its subtree too. */
final class RunFacts {
    private static final Comparator<Span> BY_START = Comparator.comparingLong(Span::startNanos)
            .thenComparing(span -> span.id().spanId());
    private static final Comparator<Span> BY_END =
            Comparator.comparingLong(RunFacts::lastSign).thenComparing(BY_START);

    Usage own = Usage.NONE;
    Usage tree = Usage.NONE;
    int spanCount;
    int errorCount;
    long start = Long.MAX_VALUE;
    long lastSign = Long.MIN_VALUE;
    final TreeSet<String> tags = new TreeSet<>();

    private final Map<String, Long> tokensByModel = new HashMap<>();
    private boolean approvalWaits;
    private boolean busy;
    private @Nullable Span firstSpan;
    private @Nullable Span firstModelCall;
    private @Nullable Span firstWithModel;
    private @Nullable Span firstAsked;
    private @Nullable Span lastAnswered;
    private @Nullable Span firstFailed;
    private @Nullable Span lastEndedChild;

    /** Takes in a span of the run itself. */
    void add(Span span, Usage counted, boolean failureStartsHere) {
        own = own.plus(counted);
        tree = tree.plus(counted);
        spanCount++;
        errorCount += failureStartsHere ? 1 : 0;
        start = Math.min(start, span.startNanos());
        lastSign = Math.max(lastSign, lastSign(span));
        tags.addAll(span.tags());
        firstSpan = earlier(firstSpan, span);
        var total = counted.total();
        if (span.model() != null && total != null) {
            tokensByModel.merge(span.model(), total, Long::sum);
        }
        if (span.model() != null) {
            firstWithModel = earlier(firstWithModel, span);
        }
        if (failureStartsHere) {
            firstFailed = earlier(firstFailed, span);
        }
        if (span.kind() == SpanKind.LLM) {
            addModelCall(span);
        }
    }

    private void addModelCall(Span span) {
        firstModelCall = earlier(firstModelCall, span);
        if (span.input() != null) {
            firstAsked = earlier(firstAsked, span);
        }
        if (span.output() != null) {
            lastAnswered = later(lastAnswered, span);
        }
    }

    /** Takes in what still goes on beneath the run's own span. */
    void addActivity(boolean approvalWaits, boolean busy) {
        this.approvalWaits |= approvalWaits;
        this.busy |= busy;
    }

    /** Takes in a step directly beneath the run's own span, or the place where that span will be. */
    void addChild(Span child) {
        if (!isOpen(child)) {
            lastEndedChild = later(lastEndedChild, child);
        }
    }

    /** Takes in a run that was started in this one, whose facts are complete. */
    void addRunBeneath(RunFacts beneath) {
        tree = tree.plus(beneath.tree);
        spanCount += beneath.spanCount;
        errorCount += beneath.errorCount;
        start = Math.min(start, beneath.start);
        lastSign = Math.max(lastSign, beneath.lastSign);
        firstAsked = beneath.firstAsked == null ? firstAsked : earlier(firstAsked, beneath.firstAsked);
        lastAnswered = beneath.lastAnswered == null ? lastAnswered : later(lastAnswered, beneath.lastAnswered);
        firstFailed = beneath.firstFailed == null ? firstFailed : earlier(firstFailed, beneath.firstFailed);
    }

    RunStatus status(@Nullable Span self) {
        if (self != null && !isOpen(self)) {
            return self.failed() ? RunStatus.ERROR : RunStatus.OK;
        }
        var waits = approvalWaits || (self != null && self.kind() == SpanKind.APPROVAL);
        if (waits && !busy) {
            return RunStatus.PAUSED;
        }
        return lastEndedChild != null && lastEndedChild.failed() ? RunStatus.ERROR : RunStatus.RUNNING;
    }

    @Nullable String error(@Nullable Span self) {
        if (self != null && self.failed() && self.statusMessage() != null) {
            return self.statusMessage();
        }
        var told = self != null && self.failed() ? firstFailed : lastEndedChild;
        return told == null ? null : told.statusMessage();
    }

    /** The model with the most own tokens, else one that was seen. */
    @Nullable String model() {
        return tokensByModel.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .min(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElseGet(() -> first(Span::model, firstModelCall, firstWithModel));
    }

    @Nullable String input() {
        return first(Span::input, firstAsked);
    }

    @Nullable String output() {
        return first(Span::output, lastAnswered);
    }

    /** What the first of these spans says that says anything: the run's own, its first model call, its first span. */
    @Nullable String told(Function<Span, @Nullable String> what, @Nullable Span self) {
        return first(what, self, firstModelCall, firstSpan);
    }

    @Nullable Span firstSpan() {
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

    static long lastSign(Span span) {
        return span.endNanos() == null ? span.startNanos() : Math.max(span.startNanos(), span.endNanos());
    }

    private static @Nullable String first(Function<Span, @Nullable String> what, @Nullable Span... spans) {
        return Arrays.stream(spans)
                .filter(Objects::nonNull)
                .map(what)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Span earlier(@Nullable Span a, Span b) {
        return a == null || BY_START.compare(b, a) < 0 ? b : a;
    }

    private static Span later(@Nullable Span a, Span b) {
        return a == null || BY_END.compare(b, a) > 0 ? b : a;
    }
}
