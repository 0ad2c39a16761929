package dev.runtree.store;

import static dev.runtree.store.RowTable.array;
import static dev.runtree.store.RowTable.number;

import dev.runtree.model.Actor;
import dev.runtree.model.CostSource;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Usage;
import dev.runtree.store.contents.LeanSpan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code runtree_spans}: how a span becomes a row and a row a span. */
final class SpanRows {
    /** The columns of a {@link Span}, in the order that {@link #skeleton} reads. */
    static final String SKELETON = "trace_id, span_id, parent_span_id, name, span_name, kind, status, status_message,"
            + " start_time, start_nanos, end_time, end_nanos, agent_id, team_id, workflow_id, user_id, session_id,"
            + " producer_run_id, model, provider, input_tokens, output_tokens, cached_tokens, cache_write_tokens,"
            + " reasoning_tokens, cost, cost_source, price_date, tool_name, first_token_nanos, input, output, source, dialect, environment, tags,"
            + " replay_of";

    static final String PAYLOAD = "attributes, events, links, resource, scope, otlp, exact";
    private static final int FIRST_OF_PAYLOAD = 38;

    static final RowTable<LeanSpan> TABLE = new RowTable<>(
            "runtree_spans",
            List.of(
                    text("trace_id", span -> span.id().traceId()),
                    text("span_id", span -> span.id().spanId()),
                    text("parent_span_id", Span::parentSpanId),
                    typed("start_time", "timestamptz", span -> PgTime.text(span.startNanos())),
                    typed("end_time", "timestamptz", span -> PgTime.text(span.endNanos())),
                    typed("start_nanos", "smallint", span -> PgTime.rest(span.startNanos())),
                    typed("end_nanos", "smallint", span -> PgTime.rest(span.endNanos())),
                    text("kind", span -> span.kind().lowerCase()),
                    text("status", span -> span.status().word()),
                    text("span_name", Span::spanName),
                    text("name", Span::name),
                    text("model", Span::model),
                    text("provider", Span::provider),
                    text("tool_name", Span::toolName),
                    text("agent_id", span -> span.actor().agentId()),
                    text("team_id", span -> span.actor().teamId()),
                    text("workflow_id", span -> span.actor().workflowId()),
                    text("user_id", span -> span.actor().userId()),
                    text("session_id", span -> span.actor().sessionId()),
                    text("producer_run_id", span -> span.actor().producerRunId()),
                    typed("input_tokens", "bigint", span -> number(span.usage().input())),
                    typed("output_tokens", "bigint", span -> number(span.usage().output())),
                    typed("cached_tokens", "bigint", span -> number(span.usage().cached())),
                    typed(
                            "cache_write_tokens",
                            "bigint",
                            span -> number(span.usage().cacheWrite())),
                    typed(
                            "reasoning_tokens",
                            "bigint",
                            span -> number(span.usage().reasoning())),
                    typed("cost", "numeric", span -> number(span.usage().cost())),
                    text(
                            "cost_source",
                            span -> span.costSource() == null
                                    ? null
                                    : span.costSource().word()),
                    typed(
                            "price_date",
                            "date",
                            span -> span.costSource() == null
                                    ? null
                                    : number(span.costSource().priceDate())),
                    typed("first_token_nanos", "bigint", span -> number(span.firstTokenNanos())),
                    text("source", span -> span.source().word()),
                    text("dialect", Span::dialect),
                    text("environment", Span::environment),
                    text("replay_of", Span::replayOf),
                    typed("tags", "text[]", span -> array(span.tags())),
                    text("status_message", Span::statusMessage),
                    text("input", Span::input),
                    text("output", Span::output),
                    payload("attributes", "text", Payload::attributes),
                    payload("events", "text", Payload::events),
                    payload("links", "text", Payload::links),
                    payload("resource", "text", Payload::resource),
                    payload("scope", "text", Payload::scope),
                    payload("otlp", "json", Payload::otlp),
                    payload("exact", "bytea", payload -> RowTable.hex(payload.exact())),
                    new Column<>("contents", "uuid[]", SpanRows::contents)));

    private SpanRows() {}

    static Span skeleton(ResultSet row) throws SQLException {
        return new Span(
                new SpanId(row.getString(1), row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                SpanKind.valueOf(row.getString(6).toUpperCase(Locale.ROOT)),
                SpanStatus.ofWord(row.getString(7)),
                row.getString(8),
                PgTime.nanos(row.getObject(9, OffsetDateTime.class), row.getInt(10)),
                PgTime.nanosOrNull(row.getObject(11, OffsetDateTime.class), row.getInt(12)),
                new Actor(
                        row.getString(13),
                        row.getString(14),
                        row.getString(15),
                        row.getString(16),
                        row.getString(17),
                        row.getString(18)),
                row.getString(19),
                row.getString(20),
                new Usage(
                        row.getObject(21, Long.class),
                        row.getObject(22, Long.class),
                        row.getObject(23, Long.class),
                        row.getObject(24, Long.class),
                        row.getObject(25, Long.class),
                        row.getBigDecimal(26)),
                CostSource.of(row.getString(27), row.getObject(28, LocalDate.class)),
                row.getString(29),
                row.getObject(30, Long.class),
                row.getString(31),
                row.getString(32),
                Source.ofWord(row.getString(33)),
                row.getString(34),
                row.getString(35),
                List.of((String[]) row.getArray(36).getArray()),
                row.getString(37));
    }

    /** Reads a row of {@link #SKELETON} followed by {@link #PAYLOAD}. */
    static RecordedSpan recorded(ResultSet row) throws SQLException {
        var at = FIRST_OF_PAYLOAD;
        var exact = row.getBytes(at + 6);
        return new RecordedSpan(
                skeleton(row),
                new Payload(
                        row.getString(at),
                        row.getString(at + 1),
                        row.getString(at + 2),
                        row.getString(at + 3),
                        row.getString(at + 4),
                        row.getString(at + 5),
                        exact == null ? null : Base64.getEncoder().encodeToString(exact)));
    }

    private static @Nullable String contents(LeanSpan lean) {
        return lean.contents().isEmpty()
                ? null
                : lean.contents().stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private static Column<LeanSpan> text(String name, Function<Span, @Nullable String> value) {
        return typed(name, "text", value);
    }

    private static Column<LeanSpan> typed(String name, String type, Function<Span, @Nullable String> value) {
        return new Column<>(name, type, lean -> value.apply(lean.recorded().span()));
    }

    private static Column<LeanSpan> payload(String name, String type, Function<Payload, @Nullable String> value) {
        return new Column<>(name, type, lean -> value.apply(lean.recorded().payload()));
    }
}
