package dev.runtree.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.query.Condition.All;
import dev.runtree.query.Condition.Any;
import dev.runtree.query.Condition.Not;
import dev.runtree.query.Condition.Span;
import dev.runtree.query.Condition.StepTerm;
import dev.runtree.query.Condition.Term;
import dev.runtree.query.Condition.Words;
import dev.runtree.query.Range.Bound;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key and every operator; whatever a filter says, its text says it again. */
@SuppressWarnings("NullAway") // what is missing fails the test, as it should
class FilterGrammarTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tool:search*",
                "-tool:search",
                "NOT kind:guardrail",
                "step.status:error",
                "step.duration:>1.5s",
                "error:\"timed out\"",
                "arg:2026-04-12 result:DATE_IN_PAST",
                "attr.gen_ai.request.temperature:>0.5",
                "attr.http.method:GET",
                "attr.\"a key: with blanks\":x",
                "attr.n:1..3 attr.n:1.. attr.n:..3 attr.n:2..2",
                "attr.text:\"1..2\"",
                "span:(tool:search step.status:error)",
                "-span:(tool:a OR -tool:b) user:ana",
                "since:2026-11-20T14:30+01:00 until:2026-11-20T16:00Z",
                "since:2026-11-20T14:30[Europe/Berlin]",
                "since:\"2026-11-20 14:30\"",
                "since:2026-11-01..2026-11-05",
                "USER:ana"
            })
    void whatIsPrintedReadsBack(String text) {
        var filter = RunFilter.parse(text);
        assertThat(RunFilter.parse(filter.print())).as(filter.print()).isEqualTo(filter);
    }

    /** 20,000 filters of every shape, with values that look like syntax. */
    @Test
    void anyFilterReadsBackFromItsText() {
        var some = new Conditions(new Random(20261126));
        for (var i = 0; i < 20_000; i++) {
            var filter = new RunFilter(some.ofRun(4));
            var text = filter.print();
            assertThat(RunFilter.parse(text)).as(text).isEqualTo(filter);
        }
    }

    @Test
    void anyTextIsReadOrRefusedAtAPlaceInIt() {
        var random = new Random(7);
        var pieces = List.of(
                "user:", "span:(", "(", ")", "OR", "NOT", "-", "\"", "*", "..", ">", "attr.", ":", " ", "a", "\\", "\0",
                "😀", "\ud83d", "\n", "since:", "1h", "errors:", "tool:", "model:x");
        for (var i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (var n = random.nextInt(12); n >= 0; n--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            var filter = text.toString();
            try {
                assertThat(RunFilter.parse(RunFilter.parse(filter).print())).isEqualTo(RunFilter.parse(filter));
            } catch (BadFilter bad) {
                assertThat(bad.start()).as(filter).isBetween(0, filter.length());
                assertThat(bad.end()).as(filter).isBetween(bad.start() + 1, filter.length());
                assertThat(bad.getMessage()).isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "usr:ana | 0 | 3 | did you mean 'user:'",
                "user:a tol:x | 7 | 10 | did you mean 'tool:'",
                "kind:robot | 5 | 10 | expected one of agent, team",
                "step.status:bad | 12 | 15 | ok, error, running, unset",
                "span:tool:x | 0 | 5 | needs parentheses",
                "span:() | 0 | 7 | what the step must be is missing",
                "span:(user:ana) | 6 | 10 | a key of a run",
                "span:(words) | 6 | 11 | each piece asks something of the step",
                "span:(span:(tool:a)) | 6 | 11 | no steps of its own",
                "attr.:x | 0 | 6 | name of an attribute",
                "a OR | 2 | 4 | both sides",
                "OR a | 0 | 2 | both sides",
                "(a OR) b | 3 | 5 | both sides",
                "since:2026-02-30 | 6 | 16 | a time",
                "until:+999999999-01-01 | 6 | 22 | a time",
                "since:99999999999999w | 6 | 21 | a time",
                "tokens:>lots | 7 | 12 | a number",
                "step.duration:5 | 14 | 15 | a duration",
                "attr.n:>many | 7 | 12 | a compared number",
                "tokens:5..1 | 7 | 11 | expected tokens:1..5",
                "span:(step.duration:2m..1s) | 20 | 26 | ends before it begins",
                "since:1h..2h | 6 | 12 | expected since:2h..1h",
                "since:2026-11-21..2026-11-20 | 6 | 28 | ends before it begins",
                "who:ana | 0 | 3 | no key 'who'. The keys are"
            })
    void aMistakeIsShownAtItsPlaceWithWhatWasExpected(String text, int start, int end, String said) {
        assertThatExceptionOfType(BadFilter.class)
                .isThrownBy(() -> RunFilter.parse(text))
                .satisfies(mistake -> {
                    assertThat(mistake.getMessage()).containsIgnoringCase(said);
                    assertThat(List.of(mistake.start(), mistake.end())).as(text).containsExactly(start, end);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "since:2026-11-20..2026-11-20",
                "since:2026-11-20T14:30+01:00..2026-11-20T14:00",
                "since:2026-11-20..1h",
                "since:2h..2h",
                "tokens:3..3",
                "tokens:900..1k"
            })
    void aRangeThatMayHaveSomethingInItIsNoMistake(String text) {
        assertThat(RunFilter.parse(text).print()).isEqualTo(text.equals("tokens:3..3") ? "tokens:3" : text);
    }

    @Test
    void hostileFiltersAreRefusedInOneSentence() {
        for (Supplier<String> text : List.<Supplier<String>>of(
                () -> "(".repeat(10_000),
                () -> "(".repeat(100_000),
                () -> "-".repeat(10_000) + "a",
                () -> "NOT ".repeat(10_000) + "a",
                () -> "span:(".repeat(10_000),
                () -> "a ".repeat(4_000),
                () -> "x:".repeat(50_000),
                () -> "\"" + "a".repeat(1_000_000))) {
            assertThatThrownBy(() -> RunFilter.parse(text.get()))
                    .isInstanceOf(BadFilter.class)
                    .message()
                    .hasSizeLessThan(500);
        }
        assertThat(RunFilter.parse("a".repeat(10_000)).hasWords()).isTrue();
    }

    @Test
    void timesAreLocalUnlessTheySayWhere() {
        var now = Instant.parse("2026-11-20T12:00:00Z");
        var berlin = ZoneId.of("Europe/Berlin");
        assertThat(Quantities.time("2h", now, berlin, false)).contains(Instant.parse("2026-11-20T10:00:00Z"));
        assertThat(Quantities.time("2026-11-20", now, berlin, false)).contains(Instant.parse("2026-11-19T23:00:00Z"));
        assertThat(Quantities.time("2026-11-20", now, berlin, true))
                .contains(Instant.parse("2026-11-20T22:59:59.999999Z"));
        assertThat(Quantities.time("2026-11-20T14:30", now, berlin, true))
                .contains(Instant.parse("2026-11-20T13:30:00Z"));
        assertThat(Quantities.time("2026-11-20 14:30", now, berlin, false))
                .contains(Instant.parse("2026-11-20T13:30:00Z"));
        assertThat(Quantities.time("2026-11-20T14:30:05.25Z", now, berlin, false))
                .contains(Instant.parse("2026-11-20T14:30:05.250Z"));
        assertThat(Quantities.time("2026-11-20T14:30-05:00", now, berlin, false))
                .contains(Instant.parse("2026-11-20T19:30:00Z"));
        assertThat(Quantities.time("2026-11-20T14:30[Asia/Tokyo]", now, berlin, false))
                .contains(Instant.parse("2026-11-20T05:30:00Z"));
        assertThat(Quantities.time("2026-11-20T25:00", now, berlin, false)).isEmpty();
        assertThat(Quantities.time("2026-11-20T14:30[Mars/Base]", now, berlin, false))
                .isEmpty();
    }

    @Test
    void wordsOfACommandLineKeepTheirBlanksBehindEveryKey() {
        assertThat(RunFilter.parse(List.of("error:timed out", "attr.city:New York", "NOT step.status:error")))
                .isEqualTo(RunFilter.parse("error:\"timed out\" attr.city:\"New York\" -step.status:error"));
        assertThat(RunFilter.parse(List.of("span:(tool:search step.status:error)")))
                .isEqualTo(RunFilter.parse("span:(tool:search step.status:error)"));
    }

    /** Filters as the grammar can say them. */
    private record Conditions(Random random) {
        private static final List<String> TEXTS = List.of(
                "ana",
                "Ada L",
                "a\"b\\c",
                "OR",
                "-x",
                "",
                "(a)",
                "a:b",
                ">5",
                "1..2",
                "..",
                "é 😀",
                "\0",
                "<",
                "a*b",
                "\n",
                "x".repeat(300),
                "NOT");

        Condition ofRun(int depth) {
            return combined(depth, () -> switch (random.nextInt(4)) {
                case 0 -> new Words(glob());
                case 1 -> stepTerm(1);
                case 2 -> new Span(combined(depth - 1, () -> stepTerm(0)));
                default -> {
                    var key = pick(RunKey.values());
                    yield new Term(key, match(key));
                }
            });
        }

        private Condition combined(int depth, Supplier<Condition> leaf) {
            return switch (depth <= 0 ? 9 : random.nextInt(8)) {
                case 0, 1 -> new All(parts(depth, leaf));
                case 2 -> new Any(parts(depth, leaf));
                case 3 -> new Not(combined(depth - 1, leaf));
                default -> leaf.get();
            };
        }

        private List<Condition> parts(int depth, Supplier<Condition> leaf) {
            var parts = new ArrayList<Condition>();
            for (var i = 0; i < 2 + random.nextInt(3); i++) {
                parts.add(combined(depth - 1, leaf));
            }
            return parts;
        }

        /** Outside of span:(...) the model is that of the run or of any step, and its key is the run's. */
        private StepTerm stepTerm(int ofRun) {
            var key = pick(StepKey.values());
            if (ofRun == 1 && key == StepKey.MODEL) {
                key = StepKey.TOOL;
            }
            var name = random.nextBoolean() ? "gen_ai.x-y/z" : "k " + pick(TEXTS.toArray(String[]::new));
            return new StepTerm(key, key == StepKey.ATTR ? name : "", match(key));
        }

        private Match match(Key key) {
            return switch (key.takes()) {
                case TEXT -> glob();
                case WORD -> Glob.of(pick(key.words().toArray(String[]::new)));
                case NUMBER -> range("3", "12.5k", true);
                case DURATION -> range("1.5s", "2m", true);
                case ANY -> random.nextBoolean() ? glob() : range("1", "2.5", false);
                case SCORE ->
                    new ScoreMatch(
                            Glob.of("help ful"), pick(null, range("1", "2.5", true), Glob.of("wr ong"), Glob.of("5")));
                case TIME -> {
                    var bound = new Bound(pick("2h", "2026-11-20T14:30+01:00", "2026-11-20 14:30"), true);
                    yield key == RunKey.SINCE ? new Range(bound, null) : new Range(null, bound);
                }
            };
        }

        private Range range(String from, String to, boolean alone) {
            return switch (random.nextInt(alone ? 6 : 5)) {
                case 0 -> new Range(new Bound(from, true), null);
                case 1 -> new Range(new Bound(from, false), null);
                case 2 -> new Range(null, new Bound(to, true));
                case 3 -> new Range(null, new Bound(to, false));
                case 4 -> new Range(new Bound(from, true), new Bound(to, true));
                default -> new Range(new Bound(from, true), new Bound(from, true));
            };
        }

        private Glob glob() {
            var pieces = new ArrayList<String>();
            for (var i = random.nextInt(4) / 2; i >= 0; i--) {
                pieces.add(pick(TEXTS.toArray(String[]::new)));
            }
            return new Glob(pieces);
        }

        @SafeVarargs
        private <T> T pick(T... from) {
            return from[random.nextInt(from.length)];
        }
    }
}
