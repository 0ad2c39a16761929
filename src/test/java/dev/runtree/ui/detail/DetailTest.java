package dev.runtree.ui.detail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.testing.TravelStory;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetailTest {
    private static final RecordedSpan CALL =
            TravelStory.recorded(TravelStory.id(11)).orElseThrow();
    private static final RecordedSpan REFUSED =
            TravelStory.recorded(TravelStory.id(10)).orElseThrow();

    @Test
    void withoutAnEarlierCallNewIsWhatCameSinceTheModelLastSpoke() {
        var conversation = Detail.of(CALL, TravelStory.content(CALL)).conversation();
        assertThat(conversation.since()).isTrue();
        assertThat(conversation.asked())
                .extracting(Conversation.Line::fate)
                .containsExactly(Comparison.Fate.KEPT, Comparison.Fate.KEPT, Comparison.Fate.NEW);
        assertThat(conversation.asked().getLast().card()).isInstanceOfSatisfying(Card.Call.class, call -> {
            assertThat(call.name()).isEqualTo("search_flights");
            assertThat(call.result()).startsWith("DATE_IN_PAST");
        });
        assertThat(conversation.answer()).hasSize(2);
    }

    @Test
    void parallelCallsKeepTheirOwnResults() {
        var cards = Card.of(List.of(
                new Message("assistant", null, List.of(call("1", "a"), call("2", "a"), call("3", "b"))),
                new Message("tool", null, List.of(new Part.ToolResult("2", null, "two"))),
                new Message("tool", null, List.of(new Part.ToolResult("1", null, "one")))));
        assertThat(cards)
                .containsExactly(
                        new Card.Call("a", "1", "{}", "one"),
                        new Card.Call("a", "2", "{}", "two"),
                        new Card.Call("b", "3", "{}", null));
    }

    @Test
    void withoutIdsResultsAreTakenInOrderByName() {
        var cards = Card.of(List.of(
                new Message(
                        "assistant",
                        null,
                        List.of(new Part.ToolCall(null, "a", "{}"), new Part.ToolCall(null, "a", "{}"))),
                new Message("tool", null, List.of(new Part.ToolResult(null, "a", "first"))),
                new Message("tool", null, List.of(new Part.ToolResult(null, "a", "second")))));
        assertThat(cards).extracting(card -> ((Card.Call) card).result()).containsExactly("first", "second");
    }

    @Test
    void aResultWithoutItsCallIsStillShown() {
        assertThat(Card.of(List.of(new Message("tool", "clock", List.of(new Part.ToolResult("9", null, "noon"))))))
                .containsExactly(new Card.Result("clock", "noon"));
    }

    @Test
    void mediaIsSaidInAFewWords() {
        assertThat(MediaWords.of(new Part.Media("image/png", "data:image/png;base64,AAAA")))
                .isEqualTo("image/png, 3 B");
        assertThat(MediaWords.of(new Part.Media(null, "https://example.org/a.png")))
                .isEqualTo("media, https://example.org/a.png");
    }

    @Test
    void eventsHaveTheirOffsetAndStackTrace() {
        var event = Event.of(REFUSED).getFirst();
        assertThat(event.name()).isEqualTo("exception");
        assertThat(event.offset()).isEqualTo("after 832 ms");
        assertThat(event.stackTrace()).contains("flights.py:41");
        assertThat(event.attributes()).extracting("key").containsExactly("exception.type", "exception.message");
    }

    @Test
    void logRecordsStandAmongTheEventsWithWhatTheySay() {
        var logs = "[{\"observed_time\":\"2023-11-14T22:13:20.000000000Z\",\"event_name\":\"gen_ai.user.message\","
                + "\"body\":{\"content\":\"Hi\"},\"attributes\":{\"gen_ai.system\":\"openai\"}},"
                + "{\"time\":\"9999-01-01T00:00:00.000000000Z\",\"severity_text\":\"WARN\",\"body\":\"slow\","
                + "\"attributes\":{}},{\"attributes\":{\"exception.type\":\"T\",\"exception.stacktrace\":\"at x\"}}]";
        var detail = Detail.of(
                new RecordedSpan(REFUSED.span(), REFUSED.payload().withLogs(logs)), TravelStory.content(REFUSED));
        assertThat(detail.events())
                .extracting(Event::name)
                .containsExactly("T", "gen_ai.user.message", "exception", "WARN");
        assertThat(detail.events())
                .extracting(Event::body)
                .containsExactly(null, "{\n  \"content\": \"Hi\"\n}", null, "slow");
        assertThat(detail.events().getFirst().stackTrace()).isEqualTo("at x");
        assertThat(detail.events().getFirst().isException()).isTrue();
        assertThat(SpanJson.of(detail.recorded())).contains("\"logs\":[");
    }

    @Test
    void saysHowManyLogRecordsAreNotThere() {
        var payload = REFUSED.payload().withLogs("[{\"body\":\"first\"}]", 7_312);
        var detail = Detail.of(new RecordedSpan(REFUSED.span(), payload), TravelStory.content(REFUSED));
        assertThat(Tabs.figure(detail)).isEqualTo("2 of 7,314");
        assertThat(SpanJson.of(detail.recorded())).contains("\"logs_left_out\":7312");
        assertThat(Tabs.figure(Detail.of(REFUSED, TravelStory.content(REFUSED))))
                .isEqualTo("1");
    }

    @Test
    void brokenEventsAndAttributesStayVisibleInTheJson() {
        var broken = new RecordedSpan(
                CALL.span(), new Payload("{oops", "[{\"time\":\"yesterday\"}, 3]", "[]", "{}", "{}", null, null));
        var detail = Detail.of(broken, TravelStory.content(CALL));
        assertThat(detail.attributes()).isEmpty();
        assertThat(detail.events())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.offset()).isEmpty());
        assertThat(SpanJson.of(broken)).contains("{oops");
    }

    @Test
    void theJsonHasTheSpanAndItsPayload() {
        assertThat(SpanJson.of(REFUSED))
                .contains("\"span_name\":\"tool.search_flights\"", "\"status\":\"error\"", "\"labels\":[");
    }

    private static Part.ToolCall call(String id, String name) {
        return new Part.ToolCall(id, name, "{}");
    }
}
