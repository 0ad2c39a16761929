package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.LogJoin;
import dev.runtree.model.LogRecord;
import dev.runtree.model.Message;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.ContentReader;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Log records in a database: with their span, before it, after it, and without one. */
class LogRecordsTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final SpanId CALL = new SpanId("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");

    private static SpanWriter writer;
    private static RunQueries queries;

    @BeforeAll
    static void open() {
        writer = new SpanWriter(DB.database(), new SpanLogs(Prices.none()));
        queries = new RunQueries(DB.database());
    }

    @AfterAll
    static void close() {
        writer.close();
    }

    @BeforeEach
    void empty() {
        DB.database()
                .dsl()
                .execute("TRUNCATE runtree_spans, runtree_contents, runtree_runs, agno_traces, runtree_log_records");
    }

    @Test
    void aRecordedCallIsTheSameWhicheverComesFirst() throws IOException {
        var spans = new OtlpReader(Prices.none())
                .traces(Encoding.PROTOBUF, recorded("gen-ai-toolerror.pb"), Source.OTLP)
                .spans();
        var logs = OtlpReader.logs(Encoding.PROTOBUF, recorded("gen-ai-toolerror-logs.pb"))
                .logs();
        writer.write(spans);
        assertThat(call(spans, 0).span().input()).isNull();
        writer.write(List.of(), logs);
        var after = rows();
        empty();
        writer.write(List.of(), logs);
        assertThat(DB.database().dsl().fetchCount(DB.database().dsl().selectFrom("agno_traces")))
                .isZero();
        writer.write(spans);
        assertThat(rows()).isEqualTo(after);
        empty();
        writer.submit(spans, logs).join();
        assertThat(rows()).isEqualTo(after);

        var first = call(spans, 0);
        assertThat(first.span().input()).isEqualTo("What is the weather in Paris?");
        assertThat(first.span().output()).contains("get_weather").contains("Paris");
        assertThat(ContentReader.read(first).inputMessages())
                .containsExactly(
                        Message.text("system", "You are a weather assistant."),
                        Message.text("user", "What is the weather in Paris?"));
        assertThat(ContentReader.read(call(spans, 1)).inputMessages())
                .extracting(Message::role)
                .containsExactly("system", "user", "assistant", "tool");
        assertThat(call(spans, 1).payload().logs()).contains("gen_ai.choice");
    }

    @Test
    void aRunTakesItsWordsFromLogs() {
        writer.write(List.of(call()), List.of());
        writer.write(List.of(), List.of(log(1, "gen_ai.user.message", "How warm?")));
        var trace = queries.trace(CALL.traceId()).fetch().orElseThrow();
        assertThat(trace.run().input()).isEqualTo("How warm?");
        assertThat(queries.payloads(trace).fetch().getFirst().payload().logs()).contains("How warm?");
    }

    @Test
    void equalRecordsAreOneAndSendingAgainChangesNothing() {
        var log = log(1, "gen_ai.user.message", "Hi");
        writer.write(List.of(call()), List.of(log, log));
        var before = versions();
        writer.write(List.of(call()), List.of(log));
        writer.write(List.of(), List.of(log));
        assertThat(versions()).isEqualTo(before);
        assertThat(count()).isOne();
        writer.write(List.of(), List.of(log(2, "gen_ai.user.message", "Hi")));
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void aHeavierVersionOfTheSpanKeepsItsLogs() {
        writer.write(List.of(call()), List.of(log(1, "gen_ai.user.message", "Hi")));
        var heavier = read("'attributes':[{'key':'gen_ai.operation.name','value':{'stringValue':'chat'}},"
                + "{'key':'gen_ai.response.model','value':{'stringValue':'m-2'}}]");
        writer.write(List.of(heavier));
        var span = queries.payload(CALL).fetch().orElseThrow().span();
        assertThat(span.input()).isEqualTo("Hi");
        assertThat(span.model()).isEqualTo("m-2");
        writer.write(List.of(call()));
        assertThat(queries.payload(CALL).fetch().orElseThrow().span()).isEqualTo(span);
    }

    @Test
    void linesForPeopleStandBesideTheSpanAndChangeNothing() {
        writer.write(List.of(call()));
        var before = versions();
        writer.write(List.of(), List.of(log(1, "", "Connected"), log(2, "app.started", "Ready")));
        assertThat(versions()).isEqualTo(before);
        assertThat(queries.payload(CALL).fetch().orElseThrow().payload().logs())
                .contains("Connected")
                .contains("app.started");
    }

    @Test
    void whatNamesNoStoredSpanWaitsAndShowsNoRun() {
        writer.write(List.of(), List.of(log(1, "gen_ai.user.message", "Anybody?")));
        assertThat(count()).isOne();
        assertThat(queries.trace(CALL.traceId()).fetch()).isEmpty();
        assertThat(queries.payload(CALL).fetch()).isEmpty();
    }

    @Test
    void whatPostgresCannotKeepIsMadeFit() {
        var hostile = new LogRecord(
                CALL, Long.MAX_VALUE, "gen_ai.\0" + "x".repeat(9_000), "{\"body\":\"a\\u0000b\ud800\"", "AAEC");
        writer.write(List.of(call()), List.of(hostile, log(1, "gen_ai.user.message", "Hi")));
        assertThat(count()).isEqualTo(2);
        assertThat(queries.payload(CALL).fetch().orElseThrow().span().input()).isEqualTo("Hi");
    }

    @Test
    void ofVeryManyThePayloadSaysHowManyAreLeftOut() {
        writer.write(List.of(call()));
        var logs = new ArrayList<LogRecord>();
        for (var i = 0; i < SpanLogReader.MOST; i++) {
            logs.add(log(i, "", "line"));
        }
        writer.write(List.of(), logs);
        assertThat(queries.payload(CALL).fetch().orElseThrow().payload().logsLeftOut())
                .isZero();
        writer.write(List.of(), List.of(log(6_000, "", "later"), log(6_001, "", "last")));
        var payload = queries.payload(CALL).fetch().orElseThrow().payload();
        assertThat(payload.logsLeftOut()).isEqualTo(2);
        assertThat(payload.logs()).contains("line").doesNotContain("later");
        var trace = queries.trace(CALL.traceId()).fetch().orElseThrow();
        assertThat(queries.payloads(trace).fetch())
                .singleElement()
                .satisfies(span -> assertThat(span.payload().logsLeftOut()).isEqualTo(2));
    }

    /** The columns of a span are made of its first records, so each batch of a flood costs the same. */
    @Test
    void aFloodAboutOneSpanIsNotReadAgainWithEachBatch() {
        var most = new AtomicInteger();
        var real = new SpanLogs(Prices.none());
        var counting = new LogJoin() {
            @Override
            public boolean tells(LogRecord log) {
                return real.tells(log);
            }

            @Override
            public RecordedSpan joined(RecordedSpan span, List<LogRecord> logs) {
                most.accumulateAndGet(logs.size(), Math::max);
                return real.joined(span, logs);
            }

            @Override
            public RecordedSpan begun(byte[] otlp) {
                return real.begun(otlp);
            }
        };
        try (var flooded = new SpanWriter(DB.database(), counting)) {
            flooded.write(List.of(call()));
            for (var batch = 9; batch >= 0; batch--) {
                var logs = new ArrayList<LogRecord>();
                for (var i = 0; i < 500; i++) {
                    logs.add(log(batch * 500 + i, "gen_ai.user.message", "question " + (batch * 500 + i)));
                }
                flooded.write(List.of(), logs);
            }
        }
        assertThat(count()).isEqualTo(5_000);
        assertThat(most).hasValue(SpanWords.MOST);
        assertThat(queries.payload(CALL).fetch().orElseThrow().span().input())
                .isEqualTo("question " + (SpanWords.MOST - 1));
    }

    @Test
    void recordsOfManyMegabytesAreKeptAndNotAllHeldAtOnce() {
        var large = "x".repeat(9 << 20);
        writer.write(List.of(call()));
        for (var i = 1; i <= 3; i++) {
            writer.write(List.of(), List.of(log(i, "gen_ai.user.message", i + large)));
        }
        assertThat(count()).isEqualTo(3);
        assertThat(queries.payload(CALL).fetch().orElseThrow().span().input()).startsWith("2x");
    }

    @Test
    void spansOfTheFirstSchemaAreJoinedToo() throws SQLException {
        var target = TestServer.get().emptyDatabase();
        try {
            var server = new UserServer(target);
            try (var connection = server.connect();
                    var statement = connection.createStatement()) {
                new Migrations(Migration.all().subList(0, 1)).bringUpToDate(connection, server);
                statement.execute("INSERT INTO agno_spans (trace_id, span_id, start_time, end_time, kind, status,"
                        + " span_name, name, source, otlp) VALUES ('" + CALL.traceId() + "', '" + CALL.spanId()
                        + "', '2023-11-14', '2023-11-14', 'other', 'error', 'other.s', 's', 'otlp', '{\"kind\":3}')");
                statement.execute("INSERT INTO agno_traces (trace_id, start_time, last_start_time, span_count,"
                        + " error_count, status, name, run_id, created_at) VALUES ('" + CALL.traceId()
                        + "', '2023-11-14', '2023-11-14', 1, 1, 'error', 's', 'r', '2023-11-14')");
            }
            try (var database = Database.open(target, DB.home());
                    var migrated = new SpanWriter(database, new SpanLogs(Prices.none()))) {
                migrated.write(
                        List.of(), List.of(exception(2, "then this"), exception(1, "first this"), log(3, "", "x")));
                migrated.write(List.of(), List.of(exception(0, "before all")));
                var span = new RunQueries(database).payload(CALL).fetch().orElseThrow();
                assertThat(span.span().statusMessage()).isEqualTo("before all");
                assertThat(span.payload().otlp()).isEqualTo("{\"kind\":3,\"sent_status_message\":\"\"}");
                assertThat(new RunQueries(database)
                                .trace(CALL.traceId())
                                .fetch()
                                .orElseThrow()
                                .run()
                                .error())
                        .isEqualTo("before all");
            }
        } finally {
            TestServer.get().drop(target);
        }
    }

    private static RecordedSpan call() {
        return read("'attributes':[{'key':'gen_ai.operation.name','value':{'stringValue':'chat'}}]");
    }

    private static RecordedSpan read(String more) {
        var json = "{'resourceSpans':[{'scopeSpans':[{'spans':[{'traceId':'" + CALL.traceId() + "','spanId':'"
                + CALL.spanId() + "','name':'chat','startTimeUnixNano':1700000000000000000,"
                + "'endTimeUnixNano':1700000001000000000," + more + "}]}]}]}";
        return new OtlpReader(Prices.none())
                .traces(Encoding.JSON, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Source.OTLP)
                .spans()
                .getFirst();
    }

    private static LogRecord log(int nano, String eventName, String text) {
        return record(nano, "'eventName':'" + eventName + "','body':{'stringValue':'" + text + "'}");
    }

    private static LogRecord exception(int nano, String message) {
        return record(nano, "'attributes':[{'key':'exception.message','value':{'stringValue':'" + message + "'}}]");
    }

    private static LogRecord record(int nano, String more) {
        var json = "{'resourceLogs':[{'scopeLogs':[{'logRecords':[{'traceId':'" + CALL.traceId() + "','spanId':'"
                + CALL.spanId() + "','timeUnixNano':" + (1_700_000_000_000_000_000L + nano) + "," + more + "}]}]}]}";
        return OtlpReader.logs(Encoding.JSON, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .logs()
                .getFirst();
    }

    /** The model calls of a trace in their order. */
    private static RecordedSpan call(List<RecordedSpan> spans, int number) {
        var ids = spans.stream()
                .map(RecordedSpan::span)
                .filter(span -> span.kind() == SpanKind.LLM)
                .sorted(java.util.Comparator.comparingLong(Span::startNanos))
                .map(Span::id)
                .toList();
        return queries.payload(ids.get(number)).fetch().orElseThrow();
    }

    private static int count() {
        return Objects.requireNonNull(DB.database()
                .dsl()
                .fetchOne("SELECT count(*)::int FROM runtree_log_records")
                .get(0, Integer.class));
    }

    /** Which transactions wrote the rows that are there. */
    private static List<?> versions() {
        return DB.database()
                .dsl()
                .fetch("SELECT xmin::text || ctid::text FROM runtree_spans UNION ALL SELECT xmin::text || ctid::text"
                        + " FROM runtree_runs UNION ALL SELECT xmin::text || ctid::text FROM agno_traces")
                .getValues(0);
    }

    private static List<?> rows() {
        return DB.database()
                .dsl()
                .fetch("SELECT to_jsonb(s)::text FROM agno_spans s UNION ALL SELECT to_jsonb(r)::text FROM"
                        + " runtree_runs r UNION ALL SELECT (to_jsonb(t) - 'revision')::text FROM agno_traces t"
                        + " UNION ALL SELECT to_jsonb(l)::text FROM runtree_log_records l ORDER BY 1")
                .getValues(0);
    }

    private static byte[] recorded(String name) throws IOException {
        try (var in = Objects.requireNonNull(LogRecordsTest.class.getResourceAsStream("/otlp/" + name), name)) {
            return in.readAllBytes();
        }
    }
}
