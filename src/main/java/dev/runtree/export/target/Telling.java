package dev.runtree.export.target;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.TraceRuns;
import dev.runtree.model.Usage;
import dev.runtree.otlp.ReplayedClaims;
import dev.runtree.otlp.profile.Profile;
import dev.runtree.otlp.profile.Step;
import dev.runtree.otlp.wire.Additions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The steps of one trace in a target's words: which of them are told, and what is said beside what their producers said. */
final class Telling {
    private final Target target;
    private final Additions additions;
    private final List<Span> whole;
    private final boolean hasReplay;

    /** Only where something is told of them: {@code null} until then. */
    private @Nullable TraceRuns runs;

    private final List<RecordedSpan> told = new ArrayList<>();
    private final List<SpanId> unfinished = new ArrayList<>();
    private final List<SpanId> replayed = new ArrayList<>();

    private Telling(Target target, List<Span> whole) {
        this.target = target;
        this.additions = new Additions(Map.of());
        this.whole = whole;
        this.hasReplay = whole.stream().anyMatch(span -> span.replayOf() != null);
    }

    /**
     * Tells some spans of a trace.
     *
     * @param whole all its spans, at least one
     */
    static Telling of(Target target, List<RecordedSpan> some, List<Span> whole) throws IOException {
        var telling = new Telling(target, whole);
        for (var span : some) {
            telling.add(span);
        }
        return telling;
    }

    List<RecordedSpan> told() {
        return told;
    }

    List<SpanId> unfinished() {
        return unfinished;
    }

    List<SpanId> replayed() {
        return replayed;
    }

    private TraceRuns runs() {
        var known = runs;
        if (known == null) {
            known = TraceRuns.of(whole);
            runs = known;
        }
        return known;
    }

    /** Whether it is the first step of a trace whose root is missing, and perhaps never comes. */
    private boolean isHead(SpanId id) {
        return runs().tree().span(0).id().equals(id) && whole.stream().allMatch(span -> span.parentSpanId() != null);
    }

    private void add(RecordedSpan recorded) throws IOException {
        var span = recorded.span();
        if (isReplay(recorded) && !target.replays()) {
            replayed.add(span.id());
        } else if (span.endNanos() == null) {
            unfinished.add(span.id());
        } else {
            told.add(told(recorded));
        }
    }

    private boolean isReplay(RecordedSpan recorded) {
        return recorded.span().replayOf() != null
                || (hasReplay
                        && (runs().top().replayOf() != null
                                || runs().runOf(recorded.span().id()).replayOf() != null));
    }

    private RecordedSpan told(RecordedSpan recorded) throws IOException {
        // What a step of the record used was used then, by another user's run: it must not be counted once more.
        Set<String> without = recorded.span().isRecorded() ? ReplayedClaims.keys(recorded) : Set.of();
        var profile = target.words();
        if (profile == Profile.NONE) {
            return additions.with(recorded, JsonNodeFactory.instance.objectNode(), without);
        }
        var runs = runs();
        var place = runs.tree().place(recorded.span().id().spanId());
        var top = runs.top();
        var step = Step.of(
                recorded,
                without,
                recorded.span().isRecorded() ? Usage.NONE : runs.spentAt(place),
                runs.userAt(place),
                runs.sessionAt(place),
                top.name(),
                top.tags(),
                isHead(recorded.span().id()));
        return additions.with(recorded, profile.attributes(step), without);
    }
}
