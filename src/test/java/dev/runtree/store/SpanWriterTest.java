package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Actor;
import dev.runtree.model.CostSource;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.RunType;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanBuilder;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Usage;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SpanWriterTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    /** A little ago, with nanoseconds that PostgreSQL does not keep. */
    private final long now = Instant.now().getEpochSecond() * 1_000_000_000L + 123_456_789L;

    private static int traces;

    private static SpanWriter writer;
    private static RunQueries queries;

    private final String trace = "%032x".formatted(0xabc000 + ++traces);

    @BeforeAll
    static void open() {
        writer = new SpanWriter(DB.database(), new SpanLogs(Prices.none()));
        queries = new RunQueries(DB.database());
    }

    @AfterAll
    static void close() {
        writer.close();
    }

    @Test
    void whatIsWrittenIsReadBackWhole() {
        var span = span(1, SpanKind.LLM)
                .parent(id(9).spanId())
                .status(SpanStatus.ERROR, "it \t\\ \"broke\"\n")
                .actor(new Actor("a", "t", "w", "u", "s", "p"))
                .model("gpt", "openai")
                .usage(new Usage(1L, 2L, 3L, 4L, 5L, new BigDecimal("0.0012300")))
                .toolName("tool")
                .firstTokenNanos(42L)
                .input("in ü 😀")
                .output("out")
                .source(Source.IMPORT)
                .dialect("agno")
                .environment("prod")
                .tags(List.of("b", "a \"quoted\", {x}\\", ""))
                .replayOf("x-y")
                .build();
        var payload = new Payload(
                "{\"b\": 1e2, \"a\":1, \"a\":2}",
                "[{\"name\":\"e\"}]",
                "[1]",
                "{\"attributes\":{}}",
                "{}",
                "{\"kind\":3}",
                "AAEC");

        writer.write(List.of(new RecordedSpan(span, payload)));

        assertThat(queries.payload(span.id()).fetch()).contains(new RecordedSpan(span, payload));
        var read = queries.trace(trace).fetch().orElseThrow();
        assertThat(read.spans()).containsExactly(span);
        assertThat(queries.payloads(read).fetch()).containsExactly(new RecordedSpan(span, payload));
    }

    @Test
    void whereACostComesFromIsReadBack() {
        var date = LocalDate.of(2026, 6, 1);
        var priced = span(1, SpanKind.LLM)
                .usage(Usage.of(10, 5).withCost(new BigDecimal("0.25")), new CostSource.Prices(date))
                .build();
        var unpriced = span(2, SpanKind.LLM)
                .parent(id(1).spanId())
                .usage(Usage.of(10, 5))
                .build();
        writer.write(List.of(recorded(priced), recorded(unpriced)));
        assertThat(queries.trace(trace).fetch().orElseThrow().spans()).containsExactly(priced, unpriced);
    }

    @Test
    void aSpanSentAgainWithAPriceThatIsKnownByNowGetsItsCost() {
        var agent = span(1, SpanKind.AGENT).build();
        var call = span(2, SpanKind.LLM).parent(id(1).spanId()).usage(Usage.of(10, 5));
        writer.write(List.of(recorded(agent), recorded(call.build())));
        assertThat(run(1).own().cost()).isNull();
        assertThat(run(1).own().unpriced()).isEqualTo(1);

        var date = LocalDate.of(2026, 6, 1);
        var priced = call.usage(Usage.of(10, 5).withCost(BigDecimal.ONE), new CostSource.Prices(date))
                .build();
        writer.write(List.of(recorded(priced)));
        writer.write(List.of(recorded(call.usage(Usage.of(10, 5)).build())));
        assertThat(run(1).own().cost()).isEqualByComparingTo("1");
        assertThat(run(1).tree().unpriced()).isZero();
    }

    @Test
    void manySpansGoByCopyAndComeBackTheSame() {
        var spans = new ArrayList<RecordedSpan>();
        for (var i = 1; i <= 1000; i++) {
            spans.add(recorded(span(i, i == 1 ? SpanKind.AGENT : SpanKind.TOOL)
                    .parent(i == 1 ? null : id(i - 1).spanId())
                    .status(SpanStatus.OK, "tab\t back\\slash \u000b nl\n cr\r")
                    .tags(List.of("a,b", "\\"))
                    .build()));
        }

        writer.write(spans);

        var read = queries.trace(trace).fetch().orElseThrow();
        assertThat(queries.payloads(read).fetch()).containsExactlyElementsOf(spans);
        assertThat(read.run().spanCount()).isEqualTo(1000);
    }

    @Test
    void aSpanSentAgainWithAnotherStartIsStillOne() {
        var first = span(1, SpanKind.AGENT)
                .time(now - Duration.ofDays(2).toNanos(), null)
                .status(SpanStatus.RUNNING, null);
        writer.write(List.of(recorded(first.build())));
        var second = span(1, SpanKind.AGENT)
                .time(now, now + 5)
                .status(SpanStatus.OK, null)
                .build();
        writer.write(List.of(recorded(second)));
        writer.write(List.of(recorded(first.build())));

        assertThat(queries.trace(trace).fetch().orElseThrow().spans()).containsExactly(second);
    }

    @Test
    void anOpenRunRunsAndEnds() {
        var open = span(1, SpanKind.AGENT)
                .time(now, null)
                .status(SpanStatus.RUNNING, null)
                .build();
        writer.write(List.of(recorded(open)));
        assertThat(run(1).status()).isEqualTo(RunStatus.RUNNING);
        writer.write(
                List.of(recorded(span(1, SpanKind.AGENT).time(now, now + 1000).build())));
        assertThat(run(1).status()).isEqualTo(RunStatus.OK);
    }

    @Test
    void anEmbeddedRunFailsWhenItsLeaseIsOver() {
        var open = span(1, SpanKind.AGENT)
                .time(now - Duration.ofMinutes(30).toNanos(), null)
                .source(Source.RUNTIME)
                .status(SpanStatus.RUNNING, null)
                .build();
        writer.write(List.of(recorded(open)));
        assertThat(run(1).status())
                .as("its process is alive, however long it is silent")
                .isEqualTo(RunStatus.RUNNING);
        expireLease();
        assertThat(run(1).status()).isEqualTo(RunStatus.ERROR);
        assertThat(run(1).error()).contains("process");
        writer.renewLeases(List.of(trace), Duration.ofSeconds(20));
        assertThat(run(1).status()).isEqualTo(RunStatus.RUNNING);
    }

    @Test
    void aSilentRunHasEnded() {
        var start = now - Duration.ofMinutes(30).toNanos();
        writer.write(List.of(recorded(span(2, SpanKind.LLM)
                .parent(id(1).spanId())
                .time(start, start + 10)
                .build())));
        var run = queries.named(trace).fetch().getFirst();
        assertThat(run.id()).isEqualTo(id(1));
        assertThat(run.type()).isEqualTo(RunType.CALL);
        assertThat(run.status()).isEqualTo(RunStatus.OK);
        assertThat(run.endNanos()).isNotNull();
    }

    @Test
    void aRunThatIsNoMoreLeavesTheList() {
        writer.write(
                List.of(recorded(span(3, SpanKind.LLM).parent(id(2).spanId()).build())));
        assertThat(queries.named(trace).fetch()).hasSize(1);
        writer.write(
                List.of(recorded(span(2, SpanKind.TOOL).parent(id(1).spanId()).build())));
        writer.write(List.of(recorded(span(1, SpanKind.AGENT).build())));

        assertThat(queries.named(trace).fetch()).singleElement().satisfies(run -> {
            assertThat(run.type()).isEqualTo(RunType.AGENT);
            assertThat(run.id()).isEqualTo(id(1));
            assertThat(run.spanCount()).isEqualTo(3);
        });
    }

    @Test
    void whatPostgresCannotKeepIsMadeFit() {
        var payload = new Payload("{\"a\":\"\\u0000b\",\"c\":\"\\\\u0000\"}", "[]", "[]", "{}", "{}", null, null);
        var span = span(1, SpanKind.TOOL)
                .input("nul\0 half\ud800 end")
                .toolName("x\0")
                .build();
        writer.write(List.of(new RecordedSpan(span, payload)));

        var read = queries.payload(span.id()).fetch().orElseThrow();
        assertThat(read.span().input()).isEqualTo("nul\ufffd half\ufffd end");
        assertThat(read.payload().attributes()).isEqualTo("{\"a\":\"\\ufffdb\",\"c\":\"\\\\u0000\"}");
    }

    @Test
    void anIdLongerThanAnIndexTakesIsShortened() {
        var user = new Random(1)
                .ints(5000, 0x4e00, 0x9fff)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        var span = span(1, SpanKind.AGENT)
                .actor(new Actor(user, null, null, user, user, user))
                .spanName("agent." + user)
                .build();
        writer.write(List.of(recorded(span)));
        assertThat(run(1).actor().userId()).hasSize(SpanCleaner.KEY_LENGTH).startsWith(user.substring(0, 400));
        assertThat(queries.named(user).fetch()).hasSize(1);
    }

    @Test
    void filtersOnTheirKeys() {
        writer.write(List.of(
                recorded(span(1, SpanKind.AGENT)
                        .actor(new Actor("helper", null, null, null, "conv " + trace, null))
                        .input("What is the weather?")
                        .tags(List.of("x"))
                        .environment("prod")
                        .time(now, now + 2_000_000_000L)
                        .build()),
                recorded(span(2, SpanKind.LLM)
                        .parent(id(1).spanId())
                        .model("gpt-4o", "openai")
                        .usage(Usage.of(1000, 200))
                        .build())));
        for (var term : List.of(
                "agent:helper",
                "agent:h*r",
                "type:agent",
                "model:gpt*",
                "status:ok",
                "errors:0",
                "tokens:>1k",
                "tokens:1200",
                "duration:>=2s",
                "duration:1s..3s",
                "since:1h",
                "until:2100-01-01",
                "tag:x",
                "source:otlp",
                "env:prod",
                "name:SPAN*",
                "id:" + trace,
                "weather",
                "\"the weather\"",
                "-status:error",
                "NOT user:bob",
                "(status:error OR type:agent)",
                "the*er?",
                "errors:..3")) {
            assertThat(matches("session:\"conv " + trace + "\" " + term))
                    .as(term)
                    .isTrue();
            assertThat(matches("session:\"conv " + trace + "\" -(" + term + ")"))
                    .as("not " + term)
                    .isFalse();
        }
        assertThat(queries.sessions(RunFilter.ALL, "CONV " + trace.substring(0, 5), 100)
                        .fetch())
                .contains("conv " + trace);
        assertThat(queries.count(RunFilter.parse("session:\"conv " + trace + "\""), 10)
                        .fetch()
                        .runs())
                .isEqualTo(1);
    }

    private static boolean matches(String filter) {
        return !queries.runs(RunFilter.parse(filter), null, 10).fetch().runs().isEmpty();
    }

    private void expireLease() {
        DB.database()
                .dsl()
                .execute("update runtree_runs set lease_until = now() - interval '1 second' where trace_id = ?", trace);
        DB.database()
                .dsl()
                .execute("update agno_traces set lease_until = now() - interval '1 second' where trace_id = ?", trace);
    }

    private Run run(int span) {
        return queries.run(id(span)).fetch().orElseThrow().run();
    }

    private SpanBuilder span(int number, SpanKind kind) {
        return Span.builder(id(number), "span " + number, kind).time(now + number * 1000L, now + number * 1000L + 501);
    }

    private SpanId id(int number) {
        return new SpanId(trace, "%016x".formatted(number));
    }

    private static RecordedSpan recorded(Span span) {
        return new RecordedSpan(span, Payload.EMPTY);
    }
}
