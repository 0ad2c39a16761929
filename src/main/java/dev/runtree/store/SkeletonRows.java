package dev.runtree.store;

import dev.runtree.model.Actor;
import dev.runtree.model.CostSource;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Usage;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The spans of one trace from binary rows. What they have in common they share, so that many spans fit into little memory. */
final class SkeletonRows {
    /** In the order that {@link #span} reads, before and behind those of {@link Beginnings}. */
    private static final String BEFORE =
            "span_id, parent_span_id, name, span_name, kind, status, status_message, start_time,"
                    + " start_nanos, end_time, end_nanos, agent_id, team_id, workflow_id, user_id, session_id, producer_run_id,"
                    + " model, provider, input_tokens, output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, cost,"
                    + " cost_source, price_date, tool_name, first_token_nanos, ";

    private static final String BEHIND = ", source, dialect, environment, tags, replay_of";

    private static final Map<String, SpanKind> KINDS = kinds();

    private final String traceId;
    private final CopyRows row;
    private Actor lastActor = Actor.UNKNOWN;
    /** Of a trace's costs most were reckoned from prices of a few days. */
    private final Map<CostSource, CostSource> costSources = new HashMap<>();

    private String lastParent = "";

    SkeletonRows(String traceId, CopyRows row) {
        this.traceId = traceId;
        this.row = row;
    }

    static String columns(Beginnings beginnings) {
        return BEFORE + beginnings.columns() + BEHIND;
    }

    Span span() throws SQLException, IOException {
        return new Span(
                new SpanId(traceId, row.requiredText()),
                parent(),
                row.requiredSharedText(),
                row.requiredSharedText(),
                kind(row.requiredSharedText()),
                SpanStatus.ofWord(row.requiredSharedText()),
                row.sharedText(),
                start(),
                row.nanos(),
                actor(),
                row.sharedText(),
                row.sharedText(),
                usage(),
                costSource(),
                row.sharedText(),
                row.bigint(),
                row.text(),
                row.text(),
                Source.ofWord(row.requiredSharedText()),
                row.sharedText(),
                row.sharedText(),
                row.texts(),
                row.sharedText());
    }

    private long start() throws SQLException, IOException {
        var nanos = row.nanos();
        if (nanos == null) {
            throw new IOException("a span without a start");
        }
        return nanos;
    }

    /** Siblings often lie side by side. */
    private @Nullable String parent() throws SQLException, IOException {
        var parent = row.text();
        if (lastParent.equals(parent)) {
            return lastParent;
        }
        if (parent != null) {
            lastParent = parent;
        }
        return parent;
    }

    private Actor actor() throws SQLException, IOException {
        var actor = new Actor(
                row.sharedText(),
                row.sharedText(),
                row.sharedText(),
                row.sharedText(),
                row.sharedText(),
                row.sharedText());
        if (!actor.equals(lastActor)) {
            lastActor = actor;
        }
        return lastActor;
    }

    private Usage usage() throws SQLException, IOException {
        var usage = new Usage(row.bigint(), row.bigint(), row.bigint(), row.bigint(), row.bigint(), row.numeric());
        return usage.isNone() ? Usage.NONE : usage;
    }

    private @Nullable CostSource costSource() throws SQLException, IOException {
        var source = CostSource.of(row.sharedText(), row.date());
        if (source == null) {
            return null;
        }
        var known = costSources.putIfAbsent(source, source);
        return known == null ? source : known;
    }

    private static SpanKind kind(String word) throws IOException {
        var kind = KINDS.get(word);
        if (kind == null) {
            throw new IOException("an unknown kind of span: " + word);
        }
        return kind;
    }

    private static Map<String, SpanKind> kinds() {
        var kinds = new HashMap<String, SpanKind>();
        for (var kind : SpanKind.values()) {
            kinds.put(kind.lowerCase(), kind);
        }
        return Map.copyOf(kinds);
    }
}
