package dev.runtree.store.contents;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanKind;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A span and the pieces that it says. */
final class SplitSpan {
    private static final long NANOS_OF_DAY = 86_400_000_000_000L;

    private final RecordedSpan recorded;
    private final boolean hasMarks;
    private final SplitText attributes;
    private final SplitText events;
    private final SplitText resource;
    private final SplitText scope;
    private final LocalDate day;

    /** @param ofTrace all pieces of its trace by their texts; gets those that it does not have */
    SplitSpan(RecordedSpan recorded, Map<String, Said> ofTrace) {
        var payload = recorded.payload();
        this.recorded = recorded;
        this.hasMarks = hasMarks(payload);
        this.attributes = split(payload.attributes(), PieceFinder::inAttributes, ofTrace);
        this.events = split(payload.events(), PieceFinder::inRecords, ofTrace);
        this.resource = split(payload.resource(), PieceFinder::whole, ofTrace);
        this.scope = split(payload.scope(), PieceFinder::whole, ofTrace);
        this.day = LocalDate.ofEpochDay(Math.floorDiv(recorded.span().startNanos(), NANOS_OF_DAY));
        Stream.of(attributes, events, resource, scope)
                .flatMap(text -> text.said().stream())
                .forEach(Said::again);
        if (isCall()) {
            words().forEach(Said::byCall);
        }
    }

    /** A text that is no JSON could have them; nothing is taken out of such a span. */
    private static boolean hasMarks(Payload payload) {
        return Stream.of(payload.attributes(), payload.events(), payload.links(), payload.resource(), payload.scope())
                .anyMatch(text -> text.indexOf(SplitText.MARK) >= 0);
    }

    private SplitText split(String text, Function<String, Pieces> finder, Map<String, Said> ofTrace) {
        return new SplitText(text, hasMarks ? new Pieces() : finder.apply(text), ofTrace);
    }

    void findInner(Map<String, Said> ofTrace, Set<Integer> lengths) {
        attributes.findInner(ofTrace, lengths);
        events.findInner(ofTrace, lengths);
    }

    Span span() {
        return recorded.span();
    }

    boolean isCall() {
        return span().kind() == SpanKind.LLM;
    }

    /** Whether it is a model call that may ask for tools, and so for further calls. */
    boolean offersTools() {
        return isCall() && (attributes.hasTools() || events.hasTools());
    }

    /** What it says itself, beside what sent it. */
    Set<Said> words() {
        var words = new LinkedHashSet<>(attributes.said());
        words.addAll(events.said());
        return words;
    }

    /** The UTC day on which it starts. */
    LocalDate day() {
        return day;
    }

    /** @param pages of its day; get the pieces that are taken out and that the other predicate wants now */
    void lay(Predicate<Said> isTakenOut, Predicate<Said> isNow, Pages pages) {
        for (var text : List.of(attributes, events, resource, scope)) {
            text.lay(isTakenOut, isNow, pages);
        }
    }

    /** @param pages of its day, which have what is taken out */
    LeanSpan without(Predicate<Said> isTakenOut, Pages pages) {
        var contents = new LinkedHashMap<UUID, Integer>();
        var payload = recorded.payload();
        var lean = new Payload(
                attributes.without(isTakenOut, pages, contents),
                events.without(isTakenOut, pages, contents),
                payload.links(),
                resource.without(isTakenOut, pages, contents),
                scope.without(isTakenOut, pages, contents),
                payload.otlp(),
                payload.exact());
        return contents.isEmpty()
                ? new LeanSpan(recorded, List.of())
                : new LeanSpan(new RecordedSpan(span(), lean), List.copyOf(contents.keySet()));
    }
}
