package dev.runtree.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCleanerTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " {\"b\": 1e2, \"a\":1, \"a\":2} ",
                "[1,\"\\ud83d\\ude00\",null]",
                "{\"a\":\"\\\\ud800 \\\\u0000\"}",
                "-0.10E+400",
                "\"\\u00e9\\n\""
            })
    void whatIsFitStaysAsItIs(String json) {
        assertThat(JsonCleaner.clean(json)).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "[\"\\ud800\"],[\"\\ufffd\"]",
                "[\"\\udc00\\ud800\"],[\"\\ufffd\\ufffd\"]",
                "[\"\\ud800\\ud83d\\ude00\"],[\"\\ufffd\\ud83d\\ude00\"]",
                "[\"\\uD83D\\n\"],[\"\\ufffd\\n\"]",
                "[\"\\ud83d\\\\ude00\"],[\"\\ufffd\\\\ude00\"]",
                "[\"\\\\\\u0000\"],[\"\\\\\\ufffd\"]",
                "{\"\\ud800\":1},{\"\\ufffd\":1}"
            })
    void whatStandsForNoCharacterIsReplaced(String json, String clean) {
        assertThat(JsonCleaner.clean(json)).isEqualTo(clean);
    }

    @Test
    void whatTheScanLetsPassTheParserWouldLeaveAsItIs() {
        var seeds = List.of(
                "{\"a\":[1,-0.5e+3,true,null,\"x\\\"\\u00e9\\\\\"],\"b\":{}}",
                " [ [ ] , { \"k\" : \"\ud83d\ude00\\ud83d\\ude00\" } , 0 , 10.0E9 ] ",
                "[false,\"\\u0000\\ud800\",\"\\/\\b\\f\\n\\r\\t\"]");
        var pieces = List.of(
                "\"", "\\", "{", "}", "[", "]", ",", ":", "0", "1", "-", ".", "e", "+", "u", "\n", "\u0001", "\0",
                "\ud800", "\udc00", "t", "null", " ", "\u00a0", "\uff11");
        var random = new Random(3);
        var passed = 0;
        for (var round = 0; round < 60_000; round++) {
            var text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
            for (var change = random.nextInt(4); change > 0; change--) {
                var at = random.nextInt(text.length());
                text.replace(
                        at,
                        at + random.nextInt(Math.min(4, text.length() - at)),
                        pieces.get(random.nextInt(pieces.size())));
            }
            var json = text.toString();
            if (JsonScan.isFit(json)) {
                passed++;
                assertThat(JsonCleaner.cleanSlowly(SpanCleaner.text(json))).isEqualTo(json);
            }
        }
        assertThat(passed).isGreaterThan(5_000);
        assertThat(JsonScan.isFit("[1,{\"a\":\"b\\n\"}]")).isTrue();
    }

    @Test
    void oneBadSpanDoesNotLoseTheBatch() {
        var bad = List.of(
                "",
                "{",
                "nothing \"here\" \\ud800",
                "{} {}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":NaN}",
                "{'a':1}",
                "{\"a\":\"\n\"}",
                "[01]",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\x\"}",
                "[".repeat(100_000));
        var spans = new ArrayList<RecordedSpan>();
        for (var i = 0; i < bad.size(); i++) {
            spans.add(recorded(
                    i + 2, new Payload(bad.get(i), bad.get(i), bad.get(i), bad.get(i), bad.get(i), null, null)));
        }
        spans.add(recorded(1, new Payload("{\"a\":\"good\"}", "[]", "[]", "{}", "{}", null, null)));

        try (var writer = new SpanWriter(DB.database(), new SpanLogs(Prices.none()))) {
            writer.write(spans);
            writer.write(spans);
        }

        var dsl = DB.database().dsl();
        assertThat(dsl.fetchValue("SELECT count(*)::int FROM agno_spans")).isEqualTo(bad.size() + 1);
        assertThat(dsl.fetchValue("SELECT attributes->>'a' FROM agno_spans WHERE span_id = '0000000000000001'"))
                .isEqualTo("good");
        assertThat(dsl.fetch("SELECT attributes->>'a', resource->>'a' FROM agno_spans"))
                .hasSize(bad.size() + 1);
        assertThat(dsl.fetchValue(
                        "SELECT attributes->>'runtree.not_json' FROM agno_spans WHERE span_id = '0000000000000004'"))
                .isEqualTo("nothing \"here\" \\ud800");
    }

    private static RecordedSpan recorded(int number, Payload payload) {
        var span = Span.builder(new SpanId("%032x".formatted(7), "%016x".formatted(number)), "s", SpanKind.TOOL)
                .time(number, number + 1L)
                .build();
        return new RecordedSpan(span, payload);
    }
}
