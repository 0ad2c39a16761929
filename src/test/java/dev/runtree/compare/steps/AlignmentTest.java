package dev.runtree.compare.steps;

import static dev.runtree.compare.steps.Drawn.agent;
import static dev.runtree.compare.steps.Drawn.model;
import static dev.runtree.compare.steps.Drawn.tool;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pairs of small runs drawn by hand, and what is told of them. */
class AlignmentTest {
    private static final String UUID = "0f8fad5b-d9cb-469f-a165-70867728950e";
    private static final String OTHER_UUID = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

    static Stream<Arguments> pairs() {
        var search = tool("search", "{\"to\": \"OSL\", \"on\": \"2026-12-30\"}", "[{\"id\": 7}]");
        var book = tool("book", "{\"id\": 7}", "ok");
        var weather = tool("weather", "{\"city\": \"Oslo\"}", "snow");
        return Stream.of(
                pair("the same", agent(search, book), agent(search, book)),
                pair(
                        "layout and the order of members",
                        agent(tool("t", "{\"a\": 1, \"b\": [1.0]}", "x")),
                        agent(tool("t", "{\"b\":[1],\"a\":1}", "x"))),
                pair(
                        "an argument",
                        agent(search, book),
                        agent(tool("search", "{\"to\": \"OSL\", \"on\": \"2026-12-03\"}", "[{\"id\": 7}]"), book),
                        "CHANGED search [INPUT]"),
                pair("one more", agent(search), agent(search, weather), "RIGHT weather []"),
                pair("one less", agent(search, book, weather), agent(search, weather), "LEFT book []"),
                pair(
                        "another tool in its place",
                        agent(search, book),
                        agent(search, weather),
                        "LEFT book []",
                        "RIGHT weather []"),
                pair("parallel ones swapped", agent(search, book.withPrevious()), agent(book, search.withPrevious())),
                pair("sequential ones swapped", agent(search, book), agent(book, search), "MOVED book []"),
                pair(
                        "the calls of one answer swapped",
                        agent(model("go", "calls"), search, book),
                        agent(model("go", "calls"), book, search)),
                pair(
                        "parallel ones swapped and one changed",
                        agent(
                                tool("t", "{\"n\": 1}", "a"),
                                tool("t", "{\"n\": 2}", "b").withPrevious()),
                        agent(
                                tool("t", "{\"n\": 3}", "b"),
                                tool("t", "{\"n\": 1}", "a").withPrevious()),
                        "CHANGED t [INPUT]"),
                pair(
                        "tried again",
                        agent(search),
                        agent(search.failing("timeout"), search),
                        "RIGHT search [] tried again"),
                pair(
                        "failed and not tried again",
                        agent(search, book),
                        agent(search.failing("timeout"), book),
                        "CHANGED search [OUTPUT, STATUS, ERROR]"),
                pair(
                        "an answer in other words",
                        agent(model("hello", "Hello!")),
                        agent(model("hello", "Hi!")),
                        "CHANGED model [ANSWER]"),
                pair(
                        "one turn of the loop less",
                        agent(model("p1", "a1"), search, model("p1 p2", "a2"), book, model("p1 p2 p3", "end")),
                        agent(model("p1", "a1"), search, model("p1 p2", "end")),
                        "CHANGED model [ANSWER]",
                        "LEFT book []",
                        "LEFT model []"),
                pair(
                        "an id of each run's own",
                        agent(tool("create", "{}", "{\"id\": \"%s\"}".formatted(UUID))),
                        agent(tool("create", "{}", "{\"id\": \"%s\"}".formatted(OTHER_UUID)))),
                pair(
                        "an id that both runs know",
                        agent(tool("list", "{}", UUID + " " + OTHER_UUID), tool("cancel", UUID, "ok")),
                        agent(tool("list", "{}", UUID + " " + OTHER_UUID), tool("cancel", OTHER_UUID, "ok")),
                        "CHANGED cancel [INPUT]"),
                pair(
                        "a step beneath another",
                        agent(helper(search, book), helper(weather)),
                        agent(helper(search), helper(weather, book)),
                        "MOVED book []"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void isToldAs(String name, Drawn left, Drawn right, List<String> told) {
        var alignment = left.made(1).with(right.made(2));
        assertThat(alignment.steps().stream().filter(AlignedStep::differs).map(AlignmentTest::text))
                .containsExactlyElementsOf(told);
        assertThat(alignment.isEqual()).isEqualTo(told.isEmpty());
        assertThat(left.made(3).with(left.made(4)).isEqual()).isTrue();
    }

    @Test
    void momentsThatARecordRepeatsAreNoDifference() {
        var original = agent(tool("clock", "{}", "{\"now\": \"2026-09-21T14:26:45Z\", \"at\": 1790000805}"));
        var left = original.madeAt(1_790_000_800L, 1);
        var replay = original.madeAt(1_790_900_000L, 2);
        assertThat(left.with(replay).isEqual()).isTrue();
        assertThat(replay.with(left).isEqual()).isTrue();
        var again = agent(tool("clock", "{}", "{\"now\": \"2026-10-02T00:13:25Z\", \"at\": 1790900005}"))
                .madeAt(1_790_900_000L, 3);
        assertThat(left.with(again).isEqual()).isTrue();
        var wrong = agent(tool("clock", "{}", "{\"now\": \"2026-09-22T14:26:45Z\", \"at\": 1790000805}"))
                .madeAt(1_790_900_000L, 4);
        assertThat(left.with(wrong).isEqual()).isFalse();
    }

    private static Drawn helper(Drawn... below) {
        return new Drawn(
                dev.runtree.model.SpanKind.AGENT,
                "helper",
                "help with " + below[0].name(),
                "helped",
                false,
                false,
                List.of(below));
    }

    private static Arguments pair(String name, Drawn left, Drawn right, String... told) {
        return Arguments.of(name, left, right, List.of(told));
    }

    private static String text(AlignedStep step) {
        var changed = step.changed().stream().map(Enum::name).collect(Collectors.joining(", ", "[", "]"));
        return step.fate() + " " + step.any().name() + " " + changed
                + (step.left() == null && step.any().triedAgain() ? " tried again" : "");
    }
}
