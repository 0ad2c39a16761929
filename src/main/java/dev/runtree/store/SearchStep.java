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
import java.util.HashSet;
import java.util.List;
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
        var hits = new ArrayList<Hit>();
        for (var candidate : candidates) {
            var ofRun = said.get(candidate.run().id());
            if (ofRun != null) {
                candidate.known().or(ofRun.phrases());
            }
            if (holds(candidate)) {
                hits.add(hit(reading, candidate, ofRun));
            }
        }
        return hits;
    }

    private boolean isDecided(Candidate candidate) {
        return terms.words().isEmpty() || (terms.onlyGains() && holds(candidate));
    }

    private boolean holds(Candidate candidate) {
        return terms.holds(condition -> candidate.known().get(asked.indexOf(condition)));
    }

    /** The first of the words that a step says, with what stands around it. */
    private Hit hit(Reading reading, Candidate candidate, SaidInRuns.@Nullable Said said) throws SQLException {
        for (var phrase = 0; said != null && phrase < phrases.size(); phrase++) {
            var span = said.spans().get(phrase);
            if (span != null) {
                return new Hit(candidate.run(), span, snippet(reading, span, phrases.get(phrase)));
            }
        }
        return new Hit(candidate.run(), null, "");
    }

    private static String snippet(Reading reading, SpanId span, Phrase phrase) throws SQLException {
        var recorded = new TraceReader(reading).payload(span);
        if (recorded.isEmpty()) {
            return "";
        }
        var payload = recorded.get().payload();
        var texts = new String[] {
            payload.attributes(),
            payload.events(),
            payload.logs(),
            recorded.get().span().statusMessage()
        };
        for (var text : texts) {
            var found = text == null ? null : phrase.snippet(text).orElse(null);
            if (found != null) {
                return found;
            }
        }
        return "";
    }
}
