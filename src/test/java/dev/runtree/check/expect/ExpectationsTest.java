package dev.runtree.check.expect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.check.expect.Observed.Called;
import dev.runtree.model.Usage;
import dev.runtree.yaml.BadFile;
import dev.runtree.yaml.YamlFile;
import dev.runtree.yaml.YamlWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be expected of a run, met and not met, and the mistakes that can be made in saying so. */
class ExpectationsTest {
    private static final Observed FLIGHTS = new Observed(
            "```json\n{\"price\": 506.0, \"to\": \"LIS\", \"stops\": [{\"at\": \"OPO\"}, {\"at\": \"FAO\"}]}\n```",
            List.of(
                    new Called("clock", ""),
                    new Called(
                            "search_flights", "{\"to\":\"LIS\",\"date\":\"2026-12-03\",\"bags\":{\"n\":1,\"kg\":23}}"),
                    new Called("search_flights", "{\"to\":\"LIS\",\"date\":\"2026-12-30\"}"),
                    new Called("note", "not JSON")),
            9,
            3,
            new Usage(1_000L, 200L, null, null, null, new BigDecimal("0.0120")),
            Duration.ofMillis(1_500));

    private static final Observed WORDS = new Observed(
            "It costs 506 euros.\nDo you want it?",
            List.of(),
            2,
            1,
            Usage.of(40, 9).asSum(),
            Duration.ofSeconds(61));

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "answer: {contains: 506 euros}",
                "answer: {contains: [506 euros, Do you]}",
                "answer: {not_contains: dollars}",
                "answer: {equals: \"  It costs 506 euros.\\nDo you want it?\\n\"}",
                "answer: {matches: '\\b506\\b'}",
                "answer: {matches: ['(?i)IT COSTS', '\\?$']}",
                "tools: {not_called: [book, clock]}",
                "at_most: {steps: 2, model_calls: 1, tool_calls: 0, tokens: 49, time: 61s}",
            })
    void wordsAreAsExpected(String expected) {
        assertThat(missed(expected, WORDS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "answer: {json: {$.price: 506, $.to: LIS}} | | ",
                "answer: {json: {'$.stops[*].at': OPO}} | answer.json | \"OPO\", \"FAO\"",
                "answer: {json: {$.stops: [{at: OPO}, {at: FAO}]}} | | ",
                "answer: {json: {$.stops: [{at: OPO}]}} | answer.json | [{\"at\": \"OPO\"}",
                "answer: {json: {$.price: '506'}} | answer.json | 506.0",
                "answer: {json: {$.seats: 2}} | answer.json | nothing at $.seats",
                "answer: {json: {$.seats: null}} | answer.json | nothing at $.seats",
                "answer: {schema: {type: object, required: [price], properties: {price: {maximum: 600}}}} | | ",
                "answer: {schema: {properties: {price: {maximum: 500}}}} | answer.schema | /price",
                "answer: {schema: {required: [seats]}} | answer.schema | seats",
                "tools: {called: clock} | | ",
                "tools: {called: [{tool: search_flights, with: {date: '2026-12-30'}}]} | | ",
                "tools: {called: [{tool: search_flights, with: {bags: {n: 1.0}}}]} | | ",
                "tools: {called: {tool: search_flights, times: 2}} | | ",
                "tools: {called: {tool: search_flights, times: 1}} | tools.called | 2 times",
                "tools: {called: {tool: search_flights, with: {to: OPO}}} | tools.called | \"date\":\"2026-12-03\"",
                "tools: {called: {tool: search_flights, with: {bags: {n: 2}}}} | tools.called | \"n\":1",
                "tools: {called: {tool: note, with: {a: 1}}} | tools.called | note not JSON",
                "tools: {called: book} | tools.called | called: clock, search_flights",
                "tools: {not_called: search_flights} | tools.not_called | search_flights {\"to\":\"LIS\"",
                "tools: {order: [clock, search_flights, search_flights]} | | ",
                "tools: {order: [search_flights, clock]} | tools.order | called: clock, search_flights",
                "at_most: {steps: 8} | at_most.steps | 9 steps",
                "at_most: {model_calls: 2} | at_most.model_calls | 3 model calls",
                "at_most: {tool_calls: 3} | at_most.tool_calls | 4 tool calls",
                "at_most: {tokens: 1199} | at_most.tokens | 1,200 tokens",
                "at_most: {cost: 0.012, time: 1.5s} | | ",
                "at_most: {cost: 0.0119} | at_most.cost | $0.012",
                "at_most: {time: 1.4s} | at_most.time | 1.50 s",
            })
    void aRunWithToolsIsHeldAgainstIt(String expected, String key, String got) {
        var missed = missed(expected, FLIGHTS);
        if (key == null) {
            assertThat(missed).isEmpty();
        } else {
            assertThat(missed).singleElement().satisfies(one -> {
                assertThat(one.key()).isEqualTo(key);
                assertThat(one.got()).contains(got);
                assertThat(one.line()).isEqualTo(1);
            });
        }
    }

    @Test
    void eachThingThatIsMissedIsToldWithItsLine() {
        var missed = missed("""
            answer:
              contains: 507 euros
              not_contains:
                - dollars
                - euros
              matches: ^\\d
              json: {$.price: 506}
            tools:
              called: search_flights
            """, WORDS);
        assertThat(missed)
                .extracting(one -> one.line() + " " + one.key())
                .containsExactly(
                        "2 answer.contains",
                        "5 answer.not_contains",
                        "6 answer.matches",
                        "7 answer.json",
                        "9 tools.called");
        assertThat(missed.getFirst().got()).isEqualTo(WORDS.answer());
        assertThat(missed.get(3).got()).startsWith("an answer that is no JSON");
        assertThat(missed.getLast().got()).isEqualTo("no tool was called");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "answr: {} | 1:1: unknown key \"answr\"; did you mean \"answer\"?",
                "answer: text | 1:9: keys and values were expected here",
                "answer: {contain: a} | unknown key \"contain\"; did you mean \"contains\"?",
                "answer: {contains: ''} | 1:20: this must not be empty",
                "answer: {matches: '(a'} | this is no regular expression: Unclosed group",
                "answer: {json: {'$.a[': 1}} | is no JSONPath",
                "answer: {json: 1} | 1:16: keys and values were expected here",
                "answer: {schema: none.json} | none.json: there is no such file",
                "answer: {schema: {type: 7}} | no JSON schema that can be used: /type",
                "answer: {} | nothing is expected here",
                "tools: {called: {with: {a: 1}}} | \"tool\" is missing",
                "tools: {called: {tool: a, times: 0}} | a whole number of at least 1",
                "tools: {called: {tool: a, with: b}} | 1:33: keys and values were expected here",
                "at_most: {steps: few} | 1:18: a whole number was expected",
                "at_most: {cost: -1} | an amount in US dollars of at least 0",
                "at_most: {cost: much} | an amount in US dollars such as 0.05",
                "at_most: {time: 5} | a time such as 250ms",
            })
    void aMistakeIsToldWithItsPlace(String expected, String told) {
        assertThatThrownBy(() -> missed(expected, WORDS))
                .isInstanceOf(BadFile.class)
                .hasMessageStartingWith(told.contains("no such file") ? folder.toString() : "case.yaml:1:")
                .hasMessageContaining(told)
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "answer: {matches: '(a+)+$'}",
                "answer: {matches: '(a|aa)+b'}",
                "answer: {schema: {pattern: '^(a+)+$'}}",
                "answer: {json: {\"$[?search(@, '(a+)+$')]\": 1}}",
            })
    @Timeout(60)
    void aPatternThatNeverEndsIsTold(String expected) {
        var text = "a".repeat(5_000) + "!";
        var answer = expected.contains("schema")
                ? "\"" + text + "\""
                : expected.contains("json") ? "[\"" + text + "\"]" : text;
        var run = new Observed(answer, List.of(), 1, 1, Usage.NONE, Duration.ZERO);
        assertThatThrownBy(() -> missed(expected, run))
                .isInstanceOf(CannotTell.class)
                .hasMessageContaining("takes");
    }

    @Test
    void whatIsNotPricedCannotBeHeldAgainstMoney() {
        assertThatThrownBy(() -> missed("at_most: {cost: 1}", WORDS))
                .isInstanceOf(CannotTell.class)
                .hasMessageContaining("prices.yaml");
    }

    @Test
    void aSchemaCanStandInAFileOfItsOwn() throws IOException {
        Files.writeString(folder.resolve("price.json"), "{\"required\": [\"seats\"]}");
        assertThat(missed("answer: {schema: price.json}", FLIGHTS))
                .singleElement()
                .satisfies(one -> assertThat(one.expected()).isEqualTo("price.json"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatARunDidIsWrittenAsWhatItMeets(boolean isLive) {
        for (var run : List.of(FLIGHTS, WORDS, new Observed("", List.of(), 1, 0, Usage.NONE, Duration.ZERO))) {
            var yaml = new YamlWriter();
            new ExpectationTemplate(yaml, run).write(true, isLive);
            assertThat(missed(yaml.toString().replace("expect:\n", "").indent(-2), run))
                    .as(yaml.toString())
                    .isEmpty();
        }
        var yaml = new YamlWriter();
        new ExpectationTemplate(yaml, FLIGHTS).write(true, isLive);
        assertThat(yaml.toString())
                .contains(
                        "\"$.price\": 506.0",
                        "\"$.to\": LIS",
                        "- tool: search_flights",
                        "date: \"2026-12-03\"",
                        isLive ? "model_calls: 3" : "steps: 9");
        assertThat(yaml.toString().contains("tokens: 2400")).isEqualTo(isLive);
    }

    private List<Mismatch> missed(String expected, Observed run) {
        var read = new ExpectationReader(folder).read(YamlFile.parse("case.yaml", expected));
        return read.stream().flatMap(one -> one.missed(run).stream()).toList();
    }
}
