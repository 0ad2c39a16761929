package dev.runtree.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TraceRunsTest {
    private static final String TRACE = "%032x".formatted(7);

    @Test
    void aRunThatEndedIsAsItsOwnSpanWhateverFailedInside() {
        var spans = List.of(span(1, 0, SpanKind.AGENT).build(), failed(2, 1, SpanKind.TOOL));
        assertThat(only(spans).status()).isEqualTo(RunStatus.OK);
        assertThat(only(spans).errorCount()).isEqualTo(1);
    }

    @Test
    void failuresCountWhereTheyStart() {
        var spans = List.of(
                failed(1, 0, SpanKind.AGENT),
                failed(2, 1, SpanKind.TOOL),
                failed(3, 2, SpanKind.LLM),
                failed(4, 1, SpanKind.TOOL));
        assertThat(only(spans).errorCount()).isEqualTo(2);
    }

    @Test
    void anOpenRunIsPausedWhileAnApprovalWaitsAndNothingElseRuns() {
        var agent = open(1, 0, SpanKind.AGENT);
        var tool = open(2, 1, SpanKind.TOOL);
        var approval = open(3, 2, SpanKind.APPROVAL);
        assertThat(only(List.of(agent, tool, approval)).status()).isEqualTo(RunStatus.PAUSED);
        assertThat(only(List.of(agent, tool, approval, open(4, 1, SpanKind.LLM)))
                        .status())
                .isEqualTo(RunStatus.RUNNING);
    }

    @Test
    void aRunWhoseSpanIsMissingFailsWithItsLastStep() {
        assertThat(only(List.of(failed(3, 2, SpanKind.LLM))).status()).isEqualTo(RunStatus.ERROR);
        assertThat(only(List.of(
                                failed(3, 2, SpanKind.LLM),
                                span(4, 2, SpanKind.LLM).build()))
                        .status())
                .isEqualTo(RunStatus.RUNNING);
    }

    @Test
    void looseStepsMakeOneCallWithTheIdOfTheirRoot() {
        var root = span(1, 0, SpanKind.OTHER).build();
        var loose = span(2, 1, SpanKind.LLM).build();
        var agent = span(3, 1, SpanKind.AGENT).build();
        var runs = runs(List.of(root, loose, agent));
        assertThat(runs).extracting(Run::type).containsExactly(RunType.CALL, RunType.AGENT);
        assertThat(runs.getFirst().id().spanId()).isEqualTo(id(1).spanId());
        assertThat(runs.getLast().parentRunId()).isEqualTo(id(1).runId());
        assertThat(runs(List.of(root, agent))).extracting(Run::type).containsExactly(RunType.AGENT);
        assertThat(runs(List.of(root))).extracting(Run::type).containsExactly(RunType.CALL);
    }

    @Test
    void theIdOfACallStaysWhenItsRootComes() {
        var early = only(List.of(
                span(2, 1, SpanKind.LLM).build(), span(3, 1, SpanKind.TOOL).build()));
        assertThat(early.id()).isEqualTo(id(1));
    }

    @Test
    void repeatedUsageIsCountedOnce() {
        var agent = span(1, 0, SpanKind.AGENT).usage(Usage.of(30, 3)).build();
        var wrapper =
                span(2, 1, SpanKind.LLM).usage(Usage.of(10, 1)).model("m", null).build();
        var call =
                span(3, 2, SpanKind.LLM).usage(Usage.of(10, 1)).model("m", null).build();
        var embedding = span(4, 1, SpanKind.EMBEDDING).usage(Usage.of(99, 0)).build();
        assertThat(only(List.of(agent, wrapper, call, embedding)).own()).isEqualTo(unpriced(10, 1, 2));
        assertThat(only(List.of(agent, embedding)).own()).isEqualTo(unpriced(30, 3, 2));
        assertThat(only(List.of(agent)).own()).isEqualTo(unpriced(30, 3, 1));
    }

    @Test
    void aCallBehindAToolIsNoRepetition() {
        var outer = span(1, 0, SpanKind.LLM).usage(Usage.of(10, 1)).build();
        var tool = span(2, 1, SpanKind.TOOL).build();
        var inner = span(3, 2, SpanKind.LLM).usage(Usage.of(5, 1)).build();
        assertThat(only(List.of(outer, tool, inner)).own()).isEqualTo(unpriced(15, 2, 2));
    }

    @Test
    void anInvocationThatIsToldTwiceIsOneRun() {
        var spans = List.of(
                span(1, 0, SpanKind.AGENT)
                        .spanName("agent.weather")
                        .usage(Usage.of(9, 9))
                        .build(),
                span(2, 1, SpanKind.AGENT)
                        .spanName("agent.weather")
                        .usage(Usage.of(9, 9))
                        .build(),
                span(3, 2, SpanKind.LLM).usage(Usage.of(5, 3)).build(),
                span(4, 2, SpanKind.STEP).build(),
                span(5, 4, SpanKind.AGENT)
                        .spanName("agent.weather")
                        .usage(Usage.of(1, 1))
                        .build());
        var runs = runs(spans);
        assertThat(runs).extracting(run -> run.id().spanId()).containsExactly(id(1).spanId(), id(5).spanId());
        assertThat(runs.getFirst().own().total()).isEqualTo(8);
        assertThat(runs.getFirst().tree().total()).isEqualTo(10);
    }

    @Test
    void aCallToldSideBySideByTwoInstrumentationsIsCountedOnce() {
        var agent = span(1, 0, SpanKind.AGENT).build();
        var outer = twin(2, 100, 200, "openinference").usage(Usage.of(10, 1)).build();
        var inner = twin(3, 110, 190, "gen_ai").usage(Usage.of(10, 1)).build();
        assertThat(tokens(List.of(agent, outer, inner))).isEqualTo("10 in, 1 out");
    }

    @Test
    void callsThatOnlyResembleEachOtherAllCount() {
        var agent = span(1, 0, SpanKind.AGENT).build();
        var call = twin(2, 100, 200, "openinference").usage(Usage.of(10, 1)).build();
        var sameDialect =
                twin(3, 110, 190, "openinference").usage(Usage.of(10, 1)).build();
        var later = twin(4, 300, 400, "gen_ai").usage(Usage.of(10, 1)).build();
        var otherTokens = twin(5, 120, 180, "gen_ai").usage(Usage.of(11, 1)).build();
        var beyond = twin(6, 150, 250, "gen_ai").usage(Usage.of(10, 1)).build();
        assertThat(tokens(List.of(agent, call, sameDialect, later, otherTokens, beyond)))
                .isEqualTo("51 in, 5 out");
    }

    @Test
    void twoParallelCallsHaveTwoTwins() {
        var agent = span(1, 0, SpanKind.AGENT).build();
        var spans = new ArrayList<>(List.of(agent));
        for (var call = 0; call < 2; call++) {
            spans.add(twin(2 + call, 100 + call, 200, "openinference")
                    .usage(Usage.of(10, 1))
                    .build());
            spans.add(twin(4 + call, 110 + call, 190, "gen_ai")
                    .usage(Usage.of(10, 1))
                    .build());
        }
        assertThat(tokens(spans)).isEqualTo("20 in, 2 out");
    }

    private static String tokens(List<Span> spans) {
        var own = only(spans).own();
        return own.input() + " in, " + own.output() + " out";
    }

    private static SpanBuilder twin(int number, long start, long end, String dialect) {
        return span(number, 1, SpanKind.LLM).time(start, end).dialect(dialect);
    }

    @Test
    void recordedStepsCostNothing() {
        var agent = span(1, 0, SpanKind.AGENT).usage(Usage.of(30, 3)).build();
        var call = span(2, 1, SpanKind.LLM)
                .spanName("recorded.llm.m")
                .usage(Usage.of(30, 3))
                .build();
        assertThat(only(List.of(agent, call)).own()).isEqualTo(Usage.NONE);
    }

    @Test
    void membersAddToTheTreeAlone() {
        var team = span(1, 0, SpanKind.TEAM).build();
        var lead =
                span(2, 1, SpanKind.LLM).usage(Usage.of(1, 1)).model("a", null).build();
        var member = span(3, 1, SpanKind.AGENT).build();
        var call =
                span(4, 3, SpanKind.LLM).usage(Usage.of(5, 5)).model("b", null).build();
        var runs = runs(List.of(team, lead, member, call));
        assertThat(runs.getFirst().own()).isEqualTo(unpriced(1, 1, 1));
        assertThat(runs.getFirst().tree()).isEqualTo(unpriced(6, 6, 2));
        assertThat(runs.getFirst().model()).isEqualTo("a");
        assertThat(runs.getFirst().spanCount()).isEqualTo(4);
        assertThat(runs.getLast().model()).isEqualTo("b");
    }

    @Test
    void userAndSessionReachRunsFromAboveAndFromBeneath() {
        var root = span(1, 0, SpanKind.AGENT).build();
        var call = span(2, 1, SpanKind.LLM)
                .actor(new Actor(null, null, null, "u", null, null))
                .build();
        var member = span(3, 1, SpanKind.AGENT).build();
        assertThat(runs(List.of(root, call, member)))
                .extracting(run -> run.actor().userId())
                .containsExactly("u", "u");
    }

    @Test
    void hostileTreesAreTrees() {
        var circle = List.of(
                span(1, 2, SpanKind.LLM).build(),
                span(2, 1, SpanKind.TOOL).build(),
                span(3, 3, SpanKind.LLM).build());
        assertThat(only(circle).spanCount()).isEqualTo(3);
        var chain = new ArrayList<Span>();
        for (var i = 1; i <= 100_000; i++) {
            chain.add(span(i, i - 1, i % 2 == 0 ? SpanKind.AGENT : SpanKind.LLM)
                    .status(SpanStatus.RUNNING, null)
                    .build());
        }
        assertThat(runs(chain)).hasSize(50_001);
        var atOnce = new ArrayList<Span>();
        for (var i = 2; i <= 100_000; i++) {
            atOnce.add(twin(i, 100, 200, "gen_ai").usage(Usage.of(1, 0)).build());
        }
        assertThat(only(atOnce).own().input()).isEqualTo(99_999);
    }

    @Test
    void theOrderOfSpansMakesNoDifference() {
        for (var seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var spans = new ArrayList<Span>();
            for (var i = 1; i <= 30; i++) {
                spans.add(any(i, random));
            }
            var expected = TraceRuns.of(spans).runs();
            spans.addAll(List.copyOf(spans));
            Collections.shuffle(spans, random);
            assertThat(TraceRuns.of(spans).runs()).as("seed %s", seed).isEqualTo(expected);
            assertThat(expected).isNotEmpty();
        }
    }

    private static Span any(int number, Random random) {
        var kinds = SpanKind.values();
        var statuses = SpanStatus.values();
        var start = random.nextInt(50);
        return span(number, random.nextInt(35), kinds[random.nextInt(kinds.length)])
                .status(statuses[random.nextInt(statuses.length)], "m" + number)
                .time(start, random.nextBoolean() ? null : Long.valueOf(start + random.nextInt(20)))
                .usage(random.nextBoolean() ? Usage.NONE : Usage.of(random.nextInt(5), random.nextInt(5)))
                .model(random.nextBoolean() ? null : "m" + random.nextInt(3), null)
                .input(random.nextBoolean() ? null : "in" + number)
                .tags(List.of("t" + random.nextInt(4)))
                .dialect(random.nextBoolean() ? null : "d" + random.nextInt(2))
                .build();
    }

    private static Run only(List<Span> spans) {
        assertThat(runs(spans)).hasSize(1);
        return runs(spans).getFirst();
    }

    private static List<Run> runs(List<Span> spans) {
        return TraceRuns.of(spans).runs().stream()
                .map(TraceRuns.DerivedRun::run)
                .toList();
    }

    private static Usage unpriced(long input, long output, int calls) {
        return new Usage(input, output, null, null, null, null, calls);
    }

    private static Span failed(int number, int parent, SpanKind kind) {
        return span(number, parent, kind)
                .status(SpanStatus.ERROR, "broken " + number)
                .build();
    }

    private static Span open(int number, int parent, SpanKind kind) {
        return span(number, parent, kind)
                .status(SpanStatus.RUNNING, null)
                .time(number, null)
                .build();
    }

    private static SpanBuilder span(int number, int parent, SpanKind kind) {
        return Span.builder(id(number), "span " + number, kind)
                .parent(parent == 0 ? null : id(parent).spanId())
                .status(SpanStatus.OK, null)
                .time(number, number + 1_000L);
    }

    private static SpanId id(int number) {
        return new SpanId(TRACE, "%016x".formatted(number));
    }
}
