package dev.runtree.store.contents;

import dev.runtree.model.RecordedSpan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    private final Map<LocalDate, Pages> pages = new TreeMap<>();

    /** @param before gets what these spans say when {@link #remember} is called */
    public TraceContents(String traceId, List<RecordedSpan> recorded, SaidBefore before) {
        this.traceId = traceId;
        this.before = before;
        recorded.forEach(span -> spans.add(new SplitSpan(span, said)));
        findInner();
        if (!before.isEmpty()) {
            said.values().stream()
                    .filter(piece -> before.contains(piece.text()))
                    .forEach(Said::setKnown);
        }
    }

    private void findInner() {
        var lengths = new HashSet<Integer>();
        said.keySet().stream()
                .map(String::length)
                .filter(length -> length >= PieceFinder.LONG)
                .forEach(lengths::add);
        spans.forEach(span -> span.findInner(said, lengths));
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
        return before.isEmpty();
    }

    /** Hashes of all that these spans say, by which can be found what is stored. */
    public Set<UUID> hashes() {
        return said.values().stream().map(Said::hash).collect(Collectors.toSet());
    }

    /** The contents in which those pieces are remembered to lie that these spans say again. */
    public Set<ContentKey> remembered() {
        var contents = new LinkedHashSet<ContentKey>();
        eachRemembered((day, piece, place) -> contents.add(new ContentKey(traceId, place.content(), day)));
        return contents;
    }

    /** Of the contents that are remembered these are stored. */
    public void setStored(Set<ContentKey> stored) {
        eachRemembered((day, piece, place) -> {
            if (stored.contains(new ContentKey(traceId, place.content(), day))) {
                pages(day).put(piece, place);
            }
        });
    }

    /** Pieces that are stored, by their hashes. */
    public void setStored(LocalDate day, Map<UUID, Place> places) {
        for (var piece : said.values()) {
            var place = places.get(piece.hash());
            if (place != null) {
                piece.setKnown();
                pages(day).put(piece.hash(), place);
            }
        }
    }

    private interface PlaceTaker {
        void take(LocalDate day, UUID piece, Place place);
    }

    private void eachRemembered(PlaceTaker taker) {
        var days = days();
        for (var piece : said.values()) {
            if (piece.isKnown()) {
                for (var day : days) {
                    var place = before.place(day, piece.hash());
                    if (place != null) {
                        taker.take(day, piece.hash(), place);
                    }
                }
            }
        }
    }

    private Pages pages(LocalDate day) {
        return pages.computeIfAbsent(day, any -> new Pages(traceId, day));
    }

    /** @param contents gets what was taken out and is not stored */
    public List<LeanSpan> lean(Collection<ContentRow> contents) {
        var goingOn = callOfALoop();
        // The last call says the conversation in one stretch, of which the earlier ones say the beginning.
        // Strings that a message holds come last: they lie where the message lies.
        lay(goingOn, false);
        if (said.values().stream().anyMatch(Said::isWithin)) {
            lay(goingOn, true);
        }
        pages.values().forEach(Pages::close);
        pages.values().forEach(ofDay -> contents.addAll(ofDay.rows()));
        return spans.stream()
                .map(span -> span.without(isTakenOut(span, goingOn), pages(span.day())))
                .toList();
    }

    private void lay(@Nullable SplitSpan goingOn, boolean within) {
        for (var span : spans.reversed()) {
            span.lay(isTakenOut(span, goingOn), piece -> piece.isWithin() == within, pages(span.day()));
        }
    }

    private static Predicate<Said> isTakenOut(SplitSpan span, @Nullable SplitSpan goingOn) {
        return span == goingOn ? piece -> piece.isWorthARow() || piece.isWorthAGuess() : Said::isWorthARow;
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
            pages.forEach((day, ofDay) -> before.putPlaces(day, ofDay.places()));
            memory.keep(traceId, before);
        }
    }
}
