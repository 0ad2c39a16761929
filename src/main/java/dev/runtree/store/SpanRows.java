package dev.runtree.store;

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

/** {@code runtree_spans}: how a span becomes a row and a row a span. */
final class SpanRows {
    /** The columns of a {@link Span}, in the order that {@link #skeleton} reads. */
    static final String SKELETON = "trace_id, span_id, parent_span_id, name, span_name, kind, status, status_message,"
            + " start_time, start_nanos, end_time, end_nanos, agent_id, team_id, workflow_id, user_id, session_id,"
            + " producer_run_id, model, provider, input_tokens, output_tokens, cached_tokens, cache_write_tokens,"
            + " reasoning_tokens, cost, cost_source, price_date, tool_name, first_token_nanos, input, output, source,"
            + " dialect, environment, tags, replay_of";

    static final String PAYLOAD = "attributes, events, links, resource, scope, otlp, exact";
    /** The column of the first of {@link #PAYLOAD} behind {@link #SKELETON}. */
    static final int FIRST_OF_PAYLOAD = 38;

    static final RowTable<LeanSpan> TABLE = new RowTable<>(
            "runtree_spans",
            List.of(
                    of(Column.text("trace_id", span -> span.id().traceId())),
                    of(Column.text("span_id", span -> span.id().spanId())),
                    of(Column.text("parent_span_id", Span::parentSpanId)),
                    of(Column.time("start_time", Span::startNanos)),
                    of(Column.time("end_time", Span::endNanos)),
                    of(Column.int2("start_nanos", span -> PgTime.rest(span.startNanos()))),
                    of(Column.int2("end_nanos", span -> PgTime.rest(span.endNanos()))),
                    of(Column.text("kind", span -> span.kind().lowerCase())),
                    of(Column.text("status", span -> span.status().word())),
                    of(Column.text("span_name", Span::spanName)),
                    of(Column.text("name", Span::name)),
                    of(Column.text("model", Span::model)),
                    of(Column.text("provider", Span::provider)),
                    of(Column.text("tool_name", Span::toolName)),
                    of(Column.text("agent_id", span -> span.actor().agentId())),
                    of(Column.text("team_id", span -> span.actor().teamId())),
                    of(Column.text("workflow_id", span -> span.actor().workflowId())),
                    of(Column.text("user_id", span -> span.actor().userId())),
                    of(Column.text("session_id", span -> span.actor().sessionId())),
                    of(Column.text("producer_run_id", span -> span.actor().producerRunId())),
                    of(Column.int8("input_tokens", span -> span.usage().input())),
                    of(Column.int8("output_tokens", span -> span.usage().output())),
                    of(Column.int8("cached_tokens", span -> span.usage().cached())),
                    of(Column.int8("cache_write_tokens", span -> span.usage().cacheWrite())),
                    of(Column.int8("reasoning_tokens", span -> span.usage().reasoning())),
                    of(Column.numeric("cost", span -> span.usage().cost())),
                    of(Column.text(
                            "cost_source",
                            span -> span.costSource() == null
                                    ? null
                                    : span.costSource().word())),
                    of(Column.date(
                            "price_date",
                            span -> span.costSource() == null
                                    ? null
                                    : span.costSource().priceDate())),
                    of(Column.int8("first_token_nanos", Span::firstTokenNanos)),
                    of(Column.text("source", span -> span.source().word())),
                    of(Column.text("dialect", Span::dialect)),
                    of(Column.text("environment", Span::environment)),
                    of(Column.text("replay_of", Span::replayOf)),
                    of(Column.texts("tags", Span::tags)),
                    of(Column.text("status_message", Span::statusMessage)),
                    of(Column.text("input", Span::input)),
                    of(Column.text("output", Span::output)),
                    Column.text("attributes", lean -> lean.recorded().payload().attributes()),
                    Column.text("events", lean -> lean.recorded().payload().events()),
                    Column.text("links", lean -> lean.recorded().payload().links()),
                    Column.text("resource", lean -> lean.recorded().payload().resource()),
                    Column.text("scope", lean -> lean.recorded().payload().scope()),
                    Column.json("otlp", lean -> lean.recorded().payload().otlp()),
                    Column.bytes("exact", lean -> lean.recorded().payload().exact()),
                    Column.uuids("contents", lean -> lean.contents().isEmpty() ? null : lean.contents())));

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

    private static <V> Column<LeanSpan, V> of(Column<Span, V> column) {
        return new Column<>(
                column.name(),
                column.type(),
                lean -> column.value().apply(lean.recorded().span()));
    }
}
