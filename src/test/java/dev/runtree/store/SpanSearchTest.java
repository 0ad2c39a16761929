package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.model.LogRecord;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Words in the payloads of one trace: an agent's loop, in which each call repeats what was said before. */
@SuppressWarnings({"NullAway", "NonApiType"}) // what is missing fails the test, as it should
class SpanSearchTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final String TRACE = "c".repeat(32);
    private static final long NOW = 1_795_168_800_000_000_000L;
    private static final int CALLS = 12;

    @BeforeAll
    static void write() {
        try (var writer = new SpanWriter(DB.database(), new SpanLogs(Prices.none()))) {
            var spans = new ArrayList<RecordedSpan>();
            for (var call = 1; call <= CALLS; call++) {
                spans.add(new RecordedSpan(span(call, null), payload(conversation(call), "[]")));
            }
            spans.add(new RecordedSpan(
                    span(CALLS + 1, "quota of 7 exceeded"), payload("{}", "[{\"name\":\"a marmalade event\"}]")));
            writer.write(spans);
            writer.write(
                    List.of(),
                    List.of(new LogRecord(id(CALLS + 1), NOW, "line", "{\"body\":\"a clementine in a log\"}", null)));
        }
    }

    private static SpanId id(int span) {
        return new SpanId(TRACE, "%016x".formatted(span));
    }

    private static Span span(int number, String failure) {
        return Span.builder(id(number), "span " + number, SpanKind.LLM)
                .parent(number == 1 ? null : id(1).spanId())
                .status(failure == null ? SpanStatus.OK : SpanStatus.ERROR, failure)
                .time(NOW + number, NOW + number + 1)
                .build();
    }

    private static Payload payload(String attributes, String events) {
        var none = Payload.EMPTY;
        return new Payload(attributes, events, none.links(), none.resource(), none.scope(), none.otlp(), null);
    }

    private static String conversation(int calls) {
        return IntStream.rangeClosed(1, calls)
                .mapToObj(i -> "{\"role\":\"user\",\"content\":\"Turn number-%03d-here: ".formatted(i)
                        + "what was said is long enough to be worth storing once. ".repeat(12) + "\"}")
                .collect(Collectors.joining(",", "{\"messages\":[", "]}"));
    }

    private static List<Integer> found(String words) {
        return List.copyOf(search(words).keySet());
    }

    private static TreeMap<Integer, SpanSearch.Where> search(String words) {
        var hits = new TreeMap<Integer, SpanSearch.Where>();
        assertThat(queries().search(TRACE, words, listener(hits)).fetch()).isTrue();
        return hits;
    }

    private static RunQueries queries() {
        return new RunQueries(DB.database());
    }

    private static SpanSearch.Listener listener(TreeMap<Integer, SpanSearch.Where> hits) {
        return new SpanSearch.Listener() {
            @Override
            public void found(List<SpanSearch.Hit> some) {
                some.forEach(hit -> hits.put(Integer.parseInt(hit.spanId(), 16), hit.where()));
            }

            @Override
            public void progress(long looked, long all) {
                assertThat(looked).isBetween(0L, all);
            }
        };
    }

    @Test
    void what_is_stored_once_is_found_in_every_step_that_says_it_and_in_no_other() {
        assertThat(found("NUMBER-001-here")).hasSize(CALLS).doesNotContain(CALLS + 1);
        assertThat(found("number-010-here")).containsExactly(10, 11, 12);
        assertThat(found("number-012-here")).containsExactly(12);
        assertThat(found("number-013-here")).isEmpty();
    }

    @Test
    void events_failures_and_logs_are_looked_into_and_named() {
        assertThat(search("marmalade")).containsExactly(java.util.Map.entry(CALLS + 1, SpanSearch.Where.EVENTS));
        assertThat(search("quota of 7")).containsExactly(java.util.Map.entry(CALLS + 1, SpanSearch.Where.FAILURE));
        assertThat(search("clementine in")).containsExactly(java.util.Map.entry(CALLS + 1, SpanSearch.Where.LOGS));
    }

    @Test
    void a_star_is_a_star_here() {
        assertThat(found("number-0*here")).isEmpty();
    }

    @Test
    void a_trace_that_is_gone_is_told() {
        assertThat(queries()
                        .search("d".repeat(32), "x", listener(new TreeMap<>()))
                        .fetch())
                .isFalse();
    }

    @Test
    void it_can_be_given_up() {
        var search = queries().search(TRACE, "number", listener(new TreeMap<>()));
        search.cancel();
        assertThatThrownBy(search::fetch).isInstanceOf(CancellationException.class);
    }
}
