package dev.runtree.store.contents;

import dev.runtree.model.RecordedSpan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one trace that are written together, and which of their pieces are stored once. A piece is when these spans
 * say it so often that this saves bytes, or when spans before them said it; and what the last call of a loop says, since the
 * next will say it again. A trace that does not repeat itself gets no rows.
 */
public final class TraceContents {
    private final String traceId;
    private final SaidBefore before;
    private final List<SplitSpan> spans = new ArrayList<>();
    private final Map<String, Said> said = new HashMap<>();

    /** @param before gets what these spans say when {@link #remember} is called */
    public TraceContents(String traceId, List<RecordedSpan> recorded, SaidBefore before) {
        this.traceId = traceId;
        this.before = before;
        recorded.forEach(span -> spans.add(new SplitSpan(span, said)));
        if (before.size() > 0) {
            said.values().stream()
                    .filter(piece -> before.contains(piece.text()))
                    .forEach(Said::setKnown);
        }
    }

    public String traceId() {
        return traceId;
    }

    /** UTC days on which these spans start. */
    public Set<LocalDate> days() {
        return spans.stream().map(SplitSpan::day).collect(Collectors.toSet());
    }

    /** Whether nothing is remembered of what the trace said before. */
    public boolean isForgotten() {
        return before.size() == 0;
    }

    /** Hashes of all that these spans say, by which can be found what is stored. */
    public Set<UUID> hashes() {
        var hashes = new LinkedHashSet<UUID>();
        said.values().forEach(piece -> hashes.add(piece.hash()));
        return hashes;
    }

    /** These are stored already. */
    public void setKnown(Collection<UUID> hashes) {
        var stored = Set.copyOf(hashes);
        said.values().stream().filter(piece -> stored.contains(piece.hash())).forEach(Said::setKnown);
    }

    /** @param contents gets every piece that was taken out */
    public List<LeanSpan> lean(Collection<ContentRow> contents) {
        var goingOn = callOfALoop();
        var lean = new ArrayList<LeanSpan>();
        var taken = new LinkedHashSet<ContentRow>();
        for (var span : spans) {
            Predicate<Said> isTakenOut =
                    span == goingOn ? piece -> piece.isWorthARow() || piece.isWorthAGuess() : Said::isWorthARow;
            lean.add(span.without(piece -> {
                var isTaken = isTakenOut.test(piece);
                if (isTaken) {
                    taken.add(new ContentRow(traceId, piece.hash(), span.day(), piece.text()));
                }
                return isTaken;
            }));
        }
        contents.addAll(taken);
        return lean;
    }

    /**
     * The last model call, when another is likely to follow: it says what one before it said, or it offers tools, and the trace
     * has not come to its end.
     */
    private @Nullable SplitSpan callOfALoop() {
        if (hasEnded()) {
            return null;
        }
        return spans.stream()
                .filter(SplitSpan::isCall)
                .max(Comparator.comparingLong(span -> span.span().startNanos()))
                .filter(last -> last.offersTools() || last.words().stream().anyMatch(this::isOfAnotherCall))
                .orElse(null);
    }

    private boolean isOfAnotherCall(Said piece) {
        return piece.isOfCalls() || before.containsOfCall(piece.text()) || (isForgotten() && piece.isKnown());
    }

    /** Whether its outermost step has come and ended: nothing much follows. */
    private boolean hasEnded() {
        return spans.stream()
                .anyMatch(span ->
                        span.span().parentSpanId() == null && span.span().endNanos() != null && !span.isCall());
    }

    /** Remembers what these spans say for those that follow. */
    public void remember(SaidMemory memory) {
        if (!hasEnded()) {
            said.values().forEach(piece -> before.add(piece.text(), piece.isOfCall()));
            memory.keep(traceId, before);
        }
    }
}
