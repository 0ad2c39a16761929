package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.model.Actor;
import dev.runtree.model.LogRecord;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.query.RunFilter;
import dev.runtree.store.Search.Hit;
import dev.runtree.store.Search.Progress;
import dev.runtree.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final long NOW = 1_795_168_800_000_000_000L;
    private static final long MINUTE = 60_000_000_000L;

    private static SpanWriter writer;
    private static int traces;

    @BeforeAll
    static void write() {
        writer = new SpanWriter(DB.database(), new SpanLogs(Prices.none()));
        said("quoted", "{\"in\":\"He said \\\"go home\\\" twice\"}");
        said("nested", "{\"in\":\"[{\\\"text\\\":\\\"a \\\\\\\"deep quote\\\\\\\" in\\\\nlines\\\"}]\"}");
        said("coded", "{\"in\":\"Stra\\u00dfe und \\u00dcbergang \\u003cb\\u003e\"}");
        said("raw", "{\"in\":\"Straße und Übergang <b>\"}");
        said("path", "{\"in\":\"C:\\\\temp\\\\file 100% a_b\"}");
        said("far", "{\"in\":\"" + "x".repeat(40_000) + " the needle " + "y".repeat(40_000) + "\"}");
        for (var i = 0; i < 60; i++) {
            said("many", "{\"in\":\"common words number " + i + "\"}");
        }
        team();
        log();
    }

    @AfterAll
    static void close() {
        writer.close();
    }

    /** Each trace starts a minute before the last one. */
    private static void said(String user, String attributes) {
        write(span(++traces, 1, SpanKind.AGENT, user), attributes);
    }

    private static void write(Span span, String attributes) {
        var none = Payload.EMPTY;
        writer.write(List.of(new RecordedSpan(
                span,
                new Payload(
                        attributes, none.events(), none.links(), none.resource(), none.scope(), none.otlp(), null))));
    }

    /** A team, a member in it, and a tool of the member. */
    private static void team() {
        var trace = ++traces;
        write(span(trace, 1, SpanKind.TEAM, "team"), "{\"in\":\"who knows\"}");
        write(child(trace, 2, 1, SpanKind.AGENT), "{\"in\":\"the member asks\"}");
        write(child(trace, 3, 2, SpanKind.TOOL), "{\"in\":\"only the tool says pomegranate\"}");
    }

    private static void log() {
        var trace = ++traces;
        write(span(trace, 1, SpanKind.AGENT, "logged"), "{}");
        writer.write(
                List.of(),
                List.of(new LogRecord(id(trace, 1), NOW, "line", "{\"body\":\"a clementine in a log\"}", null)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'said \"go home\" twice'           | quoted",
                "'GO HOME'                          | quoted",
                "'a \"deep quote\" in'              | nested",
                "'straße UND übergang'              | coded,raw",
                "'<b>'                              | coded,raw",
                "'c:\\temp\\file'                   | path",
                "'100% A_B'                         | path",
                "'the needle'                       | far",
                "'pomegranate'                      | team",
                "'clementine in a'                  | logged",
                "'no such thing'                    |",
            })
    void findsWhatWasSaidHoweverItIsWritten(String phrase, String users) {
        var words = phrase.strip();
        words = words.substring(1, words.length() - 1).replace("\\", "\\\\").replace("\"", "\\\"");

        var hits = search("\"" + words + "\"", 100);

        assertThat(hits).extracting(hit -> hit.run().actor().userId()).containsExactlyInAnyOrder(split(users));
        assertThat(hits).allSatisfy(hit -> {
            assertThat(hit.span()).isNotNull();
            assertThat(hit.snippet()).hasSizeBetween(5, 400);
        });
    }

    private static String[] split(String users) {
        return users == null ? new String[0] : users.strip().split(",", -1);
    }

    @Test
    void showsTheWordsWithWhatStandsAroundThem() {
        assertThat(search("needle", 1))
                .singleElement()
                .satisfies(hit -> assertThat(hit.snippet())
                        .startsWith("…xxx")
                        .contains(" the needle ")
                        .endsWith("yyy…"));
        assertThat(search("\"deep quote\"", 1).getFirst().snippet()).contains("a \"deep quote\" in lines");
        assertThat(search("übergang", 2))
                .allSatisfy(hit -> assertThat(hit.snippet()).contains("Straße und Übergang <b>"));
    }

    @Test
    void aRunSaysWhatItsOwnStepsSay() {
        var hits = search("pomegranate", 10);

        assertThat(hits).extracting(hit -> hit.run().name()).containsExactly("span 2");
        assertThat(hits.getFirst().span())
                .isEqualTo(new SpanId(hits.getFirst().run().id().traceId(), id(1, 3).spanId()));
        assertThat(search("\"who knows\"", 10))
                .extracting(hit -> hit.run().name())
                .containsExactly("span 1");
    }

    @Test
    void theRestOfTheFilterHoldsAsWell() {
        assertThat(search("user:raw übergang", 10)).hasSize(1);
        assertThat(search("user:path übergang", 10)).isEmpty();
        assertThat(search("übergang straße", 10)).hasSize(2);
        assertThat(search("übergang needle", 10)).isEmpty();
        assertThat(search("needle OR user:quoted", 10))
                .extracting(hit -> hit.run().actor().userId())
                .containsExactlyInAnyOrder("far", "quoted");
        assertThat(search("-\"common words\" -user:team -user:shared", 100)).hasSize(7);
        assertThat(search("go*twice", 10)).hasSize(1);
    }

    @Test
    void comesNewestFirstAndEndsAtTheLimit() {
        var hits = new ArrayList<Hit>();
        var progress = new ArrayList<Progress>();
        var more = new RunQueries(DB.database())
                .search(RunFilter.parse("\"common words\""), 25, listener(hits, progress))
                .fetch();

        assertThat(more).isTrue();
        assertThat(hits)
                .hasSize(25)
                .isSortedAccordingTo(
                        (a, b) -> Long.compare(b.run().startNanos(), a.run().startNanos()));
        assertThat(hits.getFirst().snippet()).contains("number 0");
        assertThat(progress)
                .isNotEmpty()
                .allSatisfy(far -> assertThat(far.part()).isBetween(0.0, 1.0));
        assertThat(search("\"common words\"", 60)).hasSize(60);
    }

    @Test
    void aContentThatSpansShareIsFoundInEachOfTheirRuns() {
        var trace = ++traces;
        write(span(trace, 1, SpanKind.AGENT, "shared"), "{\"in\":\"short\"}");
        share(trace, "\"the persimmon message\"", "E'{\"in\":\\x011\\x01}'");

        assertThat(search("persimmon", 10)).singleElement().satisfies(hit -> {
            assertThat(hit.run().actor().userId()).isEqualTo("shared");
            assertThat(hit.snippet()).contains("the persimmon message");
        });
    }

    /** @param attributes an expression, of all spans of the trace, which name the content */
    private static void share(int trace, String content, String attributes) {
        var dsl = DB.database().dsl();
        dsl.execute(
                "INSERT INTO runtree_contents SELECT trace_id, '00000000-0000-0000-0000-00000000002a',"
                        + " (start_time AT TIME ZONE 'UTC')::date, ? FROM runtree_spans WHERE trace_id = ? LIMIT 1",
                content,
                id(trace, 1).traceId());
        dsl.execute(
                "UPDATE runtree_spans SET contents = ARRAY['00000000-0000-0000-0000-00000000002a'::uuid], attributes = "
                        + attributes + " WHERE trace_id = ?",
                id(trace, 1).traceId());
    }

    @Test
    void ofAContentThatRunsSharePartsOfEachSaysItsOwn() {
        var trace = ++traces;
        for (var part : List.of("1:1:11", "1:13:9")) {
            write(span(trace, part.equals("1:1:11") ? 1 : 2, SpanKind.AGENT, part), "{\"in\":\"short\"}");
        }
        share(trace, "\"tamarillo\",\"kumquat\"", "E'{\"in\":\\x01' || user_id || E'\\x01}'");

        assertThat(search("tamarillo", 10))
                .singleElement()
                .satisfies(hit -> assertThat(hit.run().actor().userId()).isEqualTo("1:1:11"));
        assertThat(search("kumquat", 10))
                .singleElement()
                .satisfies(hit -> assertThat(hit.run().actor().userId()).isEqualTo("1:13:9"));
    }

    @Test
    void canBeEnded() {
        var queries = new RunQueries(DB.database());
        var hits = new ArrayList<Hit>();
        var query = new ArrayList<Query<Boolean>>();
        query.add(queries.search(RunFilter.parse("\"common words\""), 100, new Search.Listener() {
            @Override
            public void found(Hit hit) {
                hits.add(hit);
                query.getFirst().cancel();
            }

            @Override
            public void progress(Progress progress) {}
        }));

        assertThatThrownBy(() -> query.getFirst().fetch()).isInstanceOf(CancellationException.class);
        assertThat(hits).isNotEmpty().hasSizeLessThan(60);
    }

    private static List<Hit> search(String filter, int limit) {
        var hits = new ArrayList<Hit>();
        new RunQueries(DB.database())
                .search(RunFilter.parse(filter), limit, listener(hits, new ArrayList<>()))
                .fetch();
        return hits;
    }

    private static Search.Listener listener(List<Hit> hits, List<Progress> progress) {
        return new Search.Listener() {
            @Override
            public void found(Hit hit) {
                hits.add(hit);
            }

            @Override
            public void progress(Progress far) {
                progress.add(far);
            }
        };
    }

    private static Span span(int trace, int number, SpanKind kind, String user) {
        var start = NOW - trace * MINUTE;
        return Span.builder(id(trace, number), "span " + number, kind)
                .time(start, start + number * 1_000_000L)
                .actor(new Actor(null, null, null, user, null, null))
                .build();
    }

    private static Span child(int trace, int number, int parent, SpanKind kind) {
        var start = NOW - trace * MINUTE;
        return Span.builder(id(trace, number), "span " + number, kind)
                .parent(id(trace, parent).spanId())
                .time(start, start + 1_000_000L)
                .build();
    }

    private static SpanId id(int trace, int number) {
        return new SpanId("%032x".formatted(0xcafe0000 + trace), "%016x".formatted(number));
    }
}
