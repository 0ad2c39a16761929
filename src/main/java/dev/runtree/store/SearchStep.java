package dev.runtree.store;

import dev.runtree.model.Run;
import dev.runtree.model.SpanId;
import dev.runtree.query.Condition;
import dev.runtree.store.RunPage.Place;
import dev.runtree.store.Search.Hit;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One step of a search: some runs of the list, and which of them match when their payloads are looked into. */
final class SearchStep {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final FilterSql sql;
    private final SearchTerms terms;
    private final List<Condition> asked;
    private final List<Phrase> phrases;

    SearchStep(FilterSql sql, Condition filter) {
        this.sql = sql;
        this.terms = SearchTerms.of(filter);
        this.asked = new ArrayList<>(terms.words());
        this.asked.addAll(terms.terms());
        this.phrases =
                terms.words().stream().map(words -> Phrase.of(words.words())).toList();
    }

    /**
     * What a step found.
     *
     * @param looked how many runs were looked into
     * @param next behind what the next step begins; {@code null} at the end
     */
    record Found(List<Hit> hits, int looked, @Nullable Place next) {}

    /**
     * A run before its payloads are looked into.
     *
     * @param known the numbers of the conditions in {@link #asked} that hold already: words in its name and previews, terms
     */
    private record Candidate(Run run, BitSet known) {}

    Found take(Reading reading, @Nullable Place from, int runs) throws SQLException {
        var slices = new RunSlices(reading, sql.split(terms.plain()), from, PATIENCE);
        var candidates = new ArrayList<Candidate>();
        while (candidates.size() < runs && slices.next()) {
            candidates.addAll(reading.list(
                    columns()
                            .plus(" FROM runtree_runs WHERE ")
                            .plus(slices.where())
                            .plus(RunSlices.NEWEST_FIRST + " LIMIT ?", runs - candidates.size()),
                    row -> {
                        var known = new BitSet();
                        for (var i = 0; i < asked.size(); i++) {
                            known.set(i, row.getBoolean(RunRows.WIDTH + 1 + i));
                        }
                        return new Candidate(RunRows.run(row), known);
                    }));
        }
        var next = candidates.size() == runs ? Place.of(candidates.getLast().run()) : slices.end();
        return new Found(hits(reading, candidates), candidates.size(), next);
    }

    private Sql columns() {
        var columns = Sql.of("SELECT " + RunRows.SHOWN);
        for (var condition : asked) {
            columns = columns.plus(", (").plus(sql.of(condition)).plus(") IS TRUE");
        }
        return columns;
    }

    private List<Hit> hits(Reading reading, List<Candidate> candidates) throws SQLException {
        var open = new HashSet<String>();
        for (var candidate : candidates) {
            if (!isDecided(candidate)) {
                open.add(candidate.run().id().traceId());
            }
        }
        var said = new SaidInRuns(reading, phrases).of(open);
        var found = new ArrayList<Candidate>();
        for (var candidate : candidates) {
            var ofRun = said.get(candidate.run().id());
            if (ofRun != null) {
                candidate.known().or(ofRun.phrases());
            }
            if (holds(candidate)) {
                found.add(candidate);
            }
        }
        return told(reading, found, said);
    }

    private boolean isDecided(Candidate candidate) {
        return terms.words().isEmpty() || (terms.onlyGains() && holds(candidate));
    }

    private boolean holds(Candidate candidate) {
        return terms.holds(condition -> candidate.known().get(asked.indexOf(condition)));
    }

    /** Of each the first of the words that a step says, with what stands around them. */
    private List<Hit> told(Reading reading, List<Candidate> found, Map<SpanId, SaidInRuns.Said> said)
            throws SQLException {
        var places = new LinkedHashMap<SpanId, Phrase>();
        var spans = new HashMap<SpanId, SpanId>();
        for (var candidate : found) {
            var ofRun = said.get(candidate.run().id());
            for (var phrase = 0; ofRun != null && phrase < phrases.size(); phrase++) {
                var span = ofRun.spans().get(phrase);
                if (span != null) {
                    places.put(span, phrases.get(phrase));
                    spans.put(candidate.run().id(), span);
                    break;
                }
            }
        }
        var snippets = new Snippets(reading).of(places);
        return found.stream()
                .map(candidate -> {
                    var span = spans.get(candidate.run().id());
                    return new Hit(candidate.run(), span, span == null ? "" : snippets.getOrDefault(span, ""));
                })
                .toList();
    }
}
