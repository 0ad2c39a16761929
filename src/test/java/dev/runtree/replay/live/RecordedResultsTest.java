package dev.runtree.replay.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which recorded result a tool call is given. */
class RecordedResultsTest {
    private static final List<RecordedResult> RECORDED = List.of(
            result(3, "{\"to\":\"LIS\",\"n\":1}", "first"),
            result(4, "{\"n\":1.0, \"to\":\"LIS\"}", "second"),
            result(5, "{\"to\":\"BER\",\"n\":2}", "third"),
            new RecordedResult(6, null, "clock", "{}", "noon", false));

    @Test
    void theSameArgumentsAreAnsweredInTheirOrderAndThenByTheLastOnceMore() {
        var results = new RecordedResults(RECORDED, Set.of());
        assertThat(results.match("search", "{\"n\":1,\"to\":\"LIS\"}"))
                .isEqualTo(new Match.Same(RECORDED.get(0), false));
        assertThat(results.match("search", " {\"to\":\"LIS\", \"n\":1} "))
                .isEqualTo(new Match.Same(RECORDED.get(1), false));
        assertThat(results.match("search", "{\"to\":\"LIS\",\"n\":1.00}"))
                .isEqualTo(new Match.Same(RECORDED.get(1), true));
        assertThat(new RecordedResults(RECORDED, Set.of()).match("clock", "")).isInstanceOf(Match.Same.class);
    }

    @Test
    void theNearestOfTheOthersIsNear() {
        var results = new RecordedResults(RECORDED, Set.of());
        var near = (Match.Near) results.match("search", "{\"to\":\"BER\",\"n\":3}");
        assertThat(near.recorded().result()).isEqualTo("third");
        assertThat(near.differences()).containsExactly("$.n 3 instead of 2");
        var next = (Match.Near) results.match("search", "{\"to\":\"BER\",\"n\":4,\"class\":\"first\"}");
        assertThat(next.recorded().result()).as("each is given once").isEqualTo("first");
        assertThat(next.differences())
                .containsExactly(
                        "$.to \"BER\" instead of \"LIS\"",
                        "$.n 4 instead of 1",
                        "$.class \"first\", which was not there");
        results.giveBack(next.recorded());
        assertThat(results.match("search", "{\"to\":\"LIS\",\"n\":1}"))
                .isEqualTo(new Match.Same(RECORDED.get(0), false));
    }

    @Test
    void whatTheModelKnowsAlreadyIsNotNearAndWhatIsUnknownIsNothing() {
        var results = new RecordedResults(RECORDED, Set.of(3, 4, 5));
        assertThat(results.match("search", "{\"to\":\"ROM\"}")).isEqualTo(new Match.None());
        assertThat(results.match("search", "{\"to\":\"BER\",\"n\":2}"))
                .isEqualTo(new Match.Same(RECORDED.get(2), true));
        assertThat(results.match("pay", "{}")).isEqualTo(new Match.None());
        assertThat(results.of("search")).hasSize(3);
    }

    private static RecordedResult result(int step, String arguments, String result) {
        return new RecordedResult(step, null, "search", arguments, result, false);
    }
}
