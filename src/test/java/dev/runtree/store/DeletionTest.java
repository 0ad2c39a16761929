package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Actor;
import dev.runtree.model.ApprovalStatus;
import dev.runtree.model.LogRecord;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.RunType;
import dev.runtree.model.Span;
import dev.runtree.model.SpanBuilder;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeletionTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static int traces;

    private static SpanWriter writer;
    private static RunQueries queries;
    private static Deletion deletion;

    private final long now = Instant.now().getEpochSecond() * 1_000_000_000L;
    private final String trace = "%032x".formatted(0xdef000 + ++traces);

    @BeforeAll
    static void open() {
        writer = new SpanWriter(DB.database(), new SpanLogs(Prices.none()));
        queries = new RunQueries(DB.database());
        deletion = new Deletion(DB.database());
    }

    @AfterAll
    static void close() {
        writer.close();
    }

    @Test
    void aTopRunTakesItsTrace() throws SQLException {
        writer.write(team(trace, "ana"), List.of(log(trace, 3)));
        var scope = new Deletion.Runs(List.of(id(trace, 1)));
        assertThat(deletion.preview(scope).fetch()).isEqualTo(new Deletion.Preview(3, 1, 5, false));

        var receipt = deletion.delete(scope);

        assertThat(receipt.runs()).isEqualTo(3);
        assertThat(receipt.traces()).isEqualTo(1);
        assertThat(receipt.spans()).isEqualTo(5);
        assertThat(receipt.logs()).isEqualTo(1);
        assertThat(receipt.bytes()).isPositive();
        assertThat(queries.trace(trace).fetch()).isEmpty();
        for (var table : List.of("runtree_spans", "runtree_log_records", "runtree_runs", "agno_traces")) {
            assertThat(rows(table, trace)).as(table).isZero();
        }
        assertAudited("run " + id(trace, 1).runId(), "\"spans\":5");
    }

    @Test
    void aRunBeneathTakesItsStepsAndTheOthersAreMadeAnew() {
        var spans = team(trace, "ana");
        writer.write(spans, List.of(log(trace, 3), log(trace, 1)));
        var shared = "00000000-0000-0000-0000-000000000001";
        var own = "00000000-0000-0000-0000-000000000002";
        share(own, 3);
        share(shared, 1, 3);
        new Stars(DB.database()).keep(List.of(id(trace, 1), id(trace, 2)));

        var receipt = deletion.delete(new Deletion.Runs(List.of(id(trace, 2))));

        assertThat(receipt.runs()).isEqualTo(1);
        assertThat(receipt.spans()).isEqualTo(2);
        assertThat(receipt.traces()).isZero();
        assertThat(receipt.contents()).as("what no text names goes").isEqualTo(2);
        assertThat(receipt.logs()).isEqualTo(1);
        var left = queries.trace(trace).fetch().orElseThrow();
        assertThat(left.spans()).extracting(span -> span.id().spanId()).containsExactly(hex(1), hex(4), hex(5));
        assertThat(left.runs()).extracting(Run::spanCount).containsExactly(3, 2);
        assertThat(new Stars(DB.database())
                        .among(List.of(id(trace, 1), id(trace, 2)))
                        .fetch())
                .containsExactly(id(trace, 1));

        writer.write(spans.subList(1, 3));
        assertThat(queries.trace(trace).fetch().orElseThrow().runs())
                .as("whoever sends it again has it again")
                .hasSize(3);
    }

    @Test
    void whatASpanSaidBeforeItMovedToAnotherDayGoesToo() {
        var prompt = "{\"gen_ai.system_instructions\":[{\"type\":\"text\",\"content\":\"" + "Say yes. ".repeat(200)
                + "\"}]}";
        for (var start : List.of(now - 3 * 86_400_000_000_000L, now)) {
            var both = new ArrayList<RecordedSpan>();
            for (var i = 1; i <= 2; i++) {
                var span = span(trace, i, SpanKind.LLM).time(start, start == now ? now + i : null);
                both.add(new RecordedSpan(span.build(), new Payload(prompt, "[]", "[]", "{}", "{}", null, null)));
            }
            writer.write(both);
        }
        assertThat(rows("runtree_contents", trace)).isPositive();
        deletion.delete(new Deletion.Runs(
                List.of(queries.trace(trace).fetch().orElseThrow().run().id())));
        assertThat(rows("runtree_contents", trace)).isZero();
    }

    @Test
    void whatOnlyARunThatGoesSaidIsNowhereAnyMore() {
        var both = "Said by both. ".repeat(60);
        var spans = new ArrayList<RecordedSpan>();
        spans.add(recorded(span(trace, 1, SpanKind.TEAM)));
        for (var run : List.of(2, 4)) {
            spans.add(recorded(span(trace, run, SpanKind.AGENT).parent(hex(1))));
            var own = "Said by %d alone. ".formatted(run).repeat(60);
            for (var call = 0; call < 2; call++) {
                spans.add(new RecordedSpan(
                        span(trace, 10 * run + call, SpanKind.LLM)
                                .parent(hex(run))
                                .build(),
                        new Payload(
                                "{\"a\":\"" + both + "\",\"b\":\"" + own + "\"}", "[]", "[]", "{}", "{}", null, null)));
            }
        }
        writer.write(spans);
        assertThat(rows("runtree_contents", trace)).isEqualTo(1);

        deletion.delete(new Deletion.Runs(List.of(id(trace, 4))));

        assertThat(contents(trace)).contains(both).contains("Said by 2 alone").doesNotContain("Said by 4 alone");
        for (var span : spans.subList(0, 4)) {
            assertThat(queries.payload(span.span().id()).fetch()).contains(span);
        }
    }

    @Test
    void whatAnEarlierVersionOfASpanThatGoesSaidIsNowhereAnyMore() {
        var withdrawn = "Said at first. ".repeat(60);
        var kept = "Said by the other. ".repeat(60);
        var spans = new ArrayList<RecordedSpan>();
        spans.add(recorded(span(trace, 1, SpanKind.TEAM)));
        for (var run : List.of(2, 4)) {
            spans.add(recorded(span(trace, run, SpanKind.AGENT).parent(hex(1))));
            for (var call = 0; call < 2; call++) {
                spans.add(said(
                        span(trace, 10 * run + call, SpanKind.LLM)
                                .parent(hex(run))
                                .time(now, null),
                        run == 2 ? withdrawn : kept));
            }
        }
        writer.write(spans);
        for (var call = 0; call < 2; call++) {
            writer.write(List.of(said(span(trace, 20 + call, SpanKind.LLM).parent(hex(2)), "Withdrawn.")));
        }

        deletion.delete(new Deletion.Runs(List.of(id(trace, 2))));

        assertThat(contents(trace)).contains(kept).doesNotContain("Said at first");
        for (var span : spans.subList(5, 7)) {
            assertThat(queries.payload(span.span().id()).fetch()).contains(span);
        }
    }

    private static RecordedSpan said(SpanBuilder span, String text) {
        return new RecordedSpan(
                span.build(), new Payload("{\"a\":\"" + text + "\"}", "[]", "[]", "{}", "{}", null, null));
    }

    @Test
    void ofAUserAllGoesAndOfOthersNothing() {
        var all = new ArrayList<String>();
        for (var i = 0; i < 250; i++) {
            all.add("%032x".formatted(0xeee000 + i));
            writer.write(team(all.getLast(), "leaver"));
        }
        writer.write(team(trace, "stayer"));
        var receipt = deletion.delete(new Deletion.User("leaver"));
        assertThat(receipt.traces()).isEqualTo(250);
        assertThat(receipt.runs()).isEqualTo(750);
        assertThat(receipt.spans()).isEqualTo(1250);
        assertThat(all)
                .allSatisfy(gone -> assertThat(rows("runtree_spans", gone)).isZero());
        assertThat(rows("runtree_spans", trace)).isEqualTo(5);
        assertThat(deletion.preview(new Deletion.User("leaver")).fetch().runs()).isZero();
        assertThat(deletion.delete(new Deletion.User("leaver")).runs()).isZero();
    }

    @Test
    void aSessionThatSharesATraceTakesItsOwnRuns() {
        var spans = List.of(
                recorded(span(trace, 1, SpanKind.WORKFLOW).actor(new Actor(null, null, "w", "u", "chat-0", null))),
                recorded(span(trace, 2, SpanKind.AGENT)
                        .parent(hex(1))
                        .actor(new Actor("a", null, null, "u", "chat-1", null))),
                recorded(span(trace, 3, SpanKind.AGENT)
                        .parent(hex(1))
                        .actor(new Actor("b", null, null, "u", "chat-2", null))));
        writer.write(spans);
        deletion.delete(new Deletion.Session("chat-1"));
        assertThat(queries.trace(trace).fetch().orElseThrow().spans())
                .extracting(span -> span.id().spanId())
                .containsExactly(hex(1), hex(3));
    }

    @Test
    void runsWhoseStepsAreGoneCanBeDeletedToo() {
        writer.write(team(trace, "ana"));
        DB.database().dsl().execute("UPDATE agno_traces SET steps_removed_at = now() WHERE trace_id = ?", trace);
        DB.database().dsl().execute("DELETE FROM runtree_spans WHERE trace_id = ?", trace);
        assertThat(deletion.delete(new Deletion.Runs(List.of(id(trace, 2)))).runs())
                .isEqualTo(1);
        assertThat(queries.named(trace).fetch()).hasSize(2).first().matches(run -> run.parentRunId() == null);
        assertThat(deletion.delete(new Deletion.Runs(List.of(id(trace, 1)))).traces())
                .isEqualTo(1);
    }

    @Test
    void aRunThatWaitsGoesWithItsStateAndNothingStaysPending() {
        writer.write(team(trace, "ana"));
        var id = id(trace, 1);
        var run = new PausedRun(id.runId(), RunType.TEAM, "team", "Team", "ana", "s", null, null, "{\"said\":1}");
        var asked = WaitingRuns.asked(run, "book", "{}", null);
        new PausedRuns(DB.database()).pause(run, List.of(asked));
        deletion.delete(new Deletion.Runs(List.of(id)));
        assertThat(new PausedRuns(DB.database()).run(id.runId()).fetch()).isEmpty();
        var approval =
                new ApprovalQueue(DB.database()).approval(asked.id()).fetch().orElseThrow();
        assertThat(approval.status()).isEqualTo(ApprovalStatus.CANCELLED);
        assertThat(Objects.requireNonNull(approval.decision()).reason()).isEqualTo("The run was deleted");
        assertThat(new Audit(DB.database()).verify(null).fetch()).isInstanceOf(Audit.Intact.class);
    }

    private void assertAudited(String subject, String details) {
        assertThat(DB.database()
                        .dsl()
                        .fetchValues("SELECT details::text FROM runtree_audit WHERE action = 'delete' AND subject = '"
                                + subject + "'"))
                .singleElement()
                .asString()
                .contains(details);
        assertThat(new Audit(DB.database()).verify(null).fetch()).isInstanceOf(Audit.Intact.class);
    }

    /** A team with two agents, each with a tool call. */
    private List<RecordedSpan> team(String of, String user) {
        var actor = new Actor(null, null, null, user, "s", null);
        return List.of(
                recorded(span(of, 1, SpanKind.TEAM).actor(actor)),
                recorded(span(of, 2, SpanKind.AGENT).parent(hex(1)).actor(actor)),
                recorded(span(of, 3, SpanKind.TOOL).parent(hex(2))),
                recorded(span(of, 4, SpanKind.AGENT).parent(hex(1)).actor(actor)),
                recorded(span(of, 5, SpanKind.TOOL).parent(hex(4))));
    }

    private LogRecord log(String of, int span) {
        return new LogRecord(id(of, span), now, "", "{\"body\":\"x\"}", null);
    }

    private void share(String hash, int... spans) {
        DB.database()
                .dsl()
                .execute(
                        "INSERT INTO runtree_contents VALUES (?, ?::uuid, (to_timestamp(?) AT TIME ZONE 'UTC')::date,"
                                + " '1')",
                        trace,
                        hash,
                        now / 1_000_000_000L);
        for (var span : spans) {
            DB.database()
                    .dsl()
                    .execute(
                            "UPDATE runtree_spans SET contents = coalesce(contents, '{}') || ?::uuid"
                                    + " WHERE trace_id = ? AND span_id = ?",
                            hash,
                            trace,
                            hex(span));
        }
    }

    private static String contents(String of) {
        return DB.database()
                .dsl()
                .fetchSingle("SELECT string_agg(content, '') FROM runtree_contents WHERE trace_id = ?", of)
                .get(0, String.class);
    }

    private long rows(String table, String of) {
        return DB.database()
                .dsl()
                .fetchSingle("SELECT count(*) FROM " + table + " WHERE trace_id = ?", of)
                .get(0, Long.class);
    }

    private SpanBuilder span(String of, int number, SpanKind kind) {
        return Span.builder(id(of, number), "span " + number, kind)
                .time(now + number * 1000L, now + number * 1000L + 501);
    }

    private static SpanId id(String of, int number) {
        return new SpanId(of, hex(number));
    }

    private static String hex(int number) {
        return "%016x".formatted(number);
    }

    private static RecordedSpan recorded(SpanBuilder span) {
        return new RecordedSpan(span.build(), Payload.EMPTY);
    }
}
