package dev.runtree.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.SpanId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write in one way and models in another is the same; what only looks the same is not. */
@SuppressWarnings("NullAway") // what is missing fails the test, as it should
class RewrittenTest {
    private static final SpanId CALL = new SpanId("0".repeat(32), "1".repeat(16));

    private final Texts texts = new Texts();

    @ParameterizedTest(name = "{0} in: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            LH1171                           | flight LH 1171, please              | LH 1171
            LH 1171                          | flight LH1171, please               | LH1171
            BX-40917                         | booking bx40917                     | bx40917
            DE89370400440532013000           | IBAN DE89 3704 0044 0532 0130 00.   | DE89 3704 0044 0532 0130 00
            4111111111111111                 | card 4111-1111-1111-1111            | 4111-1111-1111-1111
            550e8400e29b41d4a716446655440000 | is 550e8400-e29b-41d4-a716-446655440000 | 550e8400-e29b-41d4-a716-446655440000
            +351912345678                    | call +351 912 345 678               | 351 912 345 678
            0301234567                       | call (030) 123-4567                 | 030) 123-4567
            5 km                             | within 5km                          | 5km
            v1.2.3                           | since 1.2.3                         | 1.2.3
            1.2.3                            | since v1.2.3                        | v1.2.3
            Zürich                           | to Zurich                           | Zurich
            Zurich                           | nach Zürich                         | Zürich
            Dr. Müller                       | with Dr. Mueller                    | Mueller
            Malmö                            | to Malmo                            | Malmo
            22:30                            | à 22h30                             | 22h30
            19:00                            | um 19 Uhr                           | 19 Uhr
            12:00                            | at noon                             | noon
            2026-04-12                       | the file of 20260412                | 20260412
            20260412                         | on 2026-04-12                       | 2026-04-12
            """)
    void isTheSameWrittenOtherwise(String value, String message, String quote) {
        var origin = user(message).of(WhereFromTest.text(value));
        assertThat(origin.answer()).isInstanceOf(Answer.Rewritten.class);
        assertThat(((Answer.Rewritten) origin.answer()).found().quote().match()).isEqualTo(quote);
        assertThat(origin.suspicious()).isFalse();
    }

    @ParameterizedTest(name = "{0} in: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            0.0525   | at 5.25%             | 5.25
            0.1234   | 12.34 % off          | 12.34
            0.15     | 15% of it            | 15
            250000   | it is 250k           | 250k
            1500000  | about 1.5 million    | 1.5 million
            1500000  | etwa 1.5 Millionen   | 1.5 Millionen
            1500000  | 1.5M users           | 1.5M
            1234567  | it is 1 234 567 long | 1 234 567
            """)
    void isTheSameNumberInAnotherUnit(String value, String message, String quote) {
        var origin = user(message).of(new Leaf("n", Leaf.Kind.NUMBER, value));
        assertThat(origin.answer()).isInstanceOf(Answer.Rewritten.class);
        assertThat(((Answer.Rewritten) origin.answer()).found().quote().match()).isEqualTo(quote);
        assertThat(origin.suspicious()).isFalse();
    }

    @ParameterizedTest(name = "{0} in: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            LH1172                   | flight LH 1171
            LH117                    | flight LH 1171
            1.5kg                    | 15 kg of it
            10:30                    | at 10:30 pm
            1500                     | a balance of -1500
            1550                     | 1250 and 300
            -1500                    | a balance of 1500
            40917132                 | order 40917123
            9007199254740992         | order 9007199254740993
            00123456                 | case 123456
            123456                   | case 00123456
            2026-04-12               | on the 12th
            2026-04-12               | am 12.4 bitte
            2026-04-12               | on 4-12
            2026-11-27               | tomorrow
            2026-11-27               | nächste Woche
            anna@example.com         | write to ana@example.com
            192.168.1.10             | ssh 192.168.1.1
            浦东国际机场              | 我要从上海虹桥机场出发
            https://a.example/b/c/d  | look it up
            """)
    void isNotTheSame(String value, String message) {
        var origin = user(message)
                .of(
                        value.matches("-?\\d+(?<!^0\\d{0,20})")
                                ? new Leaf("n", Leaf.Kind.NUMBER, value)
                                : WhereFromTest.text(value));
        assertThat(origin.answer())
                .isNotInstanceOfAny(Answer.Exact.class, Answer.Rewritten.class, Answer.OwnWords.class);
        var isPart = origin.answer() instanceof Answer.PartOf;
        assertThat(origin.suspicious()).isEqualTo(!isPart);
    }

    @ParameterizedTest(name = "{0} near: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            2026-04-12       | on the 12th                          | 12th
            2026-04-12       | am 12.4 bitte                        | 12.4
            2026-04-12       | on 4-12                              | 4-12
            2026-11-27       | not today. A table for tomorrow      | tomorrow
            2026-11-28       | next Saturday                        | Saturday
            40917132         | order 40917123                       | 40917123
            9007199254740992 | order 9007199254740993               | 9007199254740993
            00123456         | case 123456                          | 123456
            anna@example.com | write to ana@example.com             | ana@example.com
            1500             | a balance of -1500                   | 1500
            """)
    void theNearestIsQuoted(String value, String message, String quote) {
        var origin = user(message).of(WhereFromTest.text(value));
        assertThat(((Answer.Near) origin.answer()).found().quote().match()).isEqualTo(quote);
        assertThat(origin.suspicious()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12 kwietnia 2026",
                "12 апреля 2026 г.",
                "12. dubna 2026",
                "12 Nisan 2026",
                "2026년 4월 12일에",
                "2026 年 4 月 12 日",
                "den 12 april 2026",
                "12 aprilie 2026",
                "12 Απριλίου 2026",
                "12. huhtikuuta 2026"
            })
    void aDateInAnotherLanguageIsTheDate(String date) {
        var origin = user(date).of(WhereFromTest.text("2026-04-12"));
        assertThat(origin.answer()).isInstanceOf(Answer.Exact.class);
    }

    @ParameterizedTest(name = "{0} part of: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            10:30               | at 10:30 pm                    | 10:30 pm
            April 12            | on April 12, 2026              | April 12, 2026
            12 April            | on April 12, 2026              | April 12, 2026
            2026-04-12T10:00:00 | at 2026-04-12T10:00:00+02:00   | 2026-04-12T10:00:00+02:00
            上海虹桥机场         | 我要从上海虹桥机场出发           | 上海虹桥机场
            서울                | 서울에 가고 싶어요               | 서울
            1000                | 1000m2 of it                   | 1000m2
            """)
    void aPieceOfWhatSaysMoreIsAPart(String value, String message, String quote) {
        var origin = user(message).of(WhereFromTest.text(value));
        assertThat(origin.answer()).isInstanceOf(Answer.PartOf.class);
        assertThat(((Answer.PartOf) origin.answer()).found().quote().match()).isEqualTo(quote);
        assertThat(origin.suspicious()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "None", "en-US", "application/json", "utf-8"})
    void whatIsSaidOfItselfIsNoAlarm(String value) {
        var content = WhereFromTest.content(List.of(Message.text("user", "Do it")), List.of("{\"name\":\"f\"}"));
        assertThat(where(content).of(WhereFromTest.text(value)).suspicious()).isFalse();
    }

    @Test
    void theModelsReasonsAreItsOwn() {
        var content = WhereFromTest.content(List.of(Message.text("user", "Do it")), List.of("{\"name\":\"f\"}"));
        var from = where(content);
        assertThat(from.of(new Leaf("call.reason", Leaf.Kind.TEXT, "Availability check"))
                        .suspicious())
                .isFalse();
        assertThat(from.of(new Leaf("call.reason", Leaf.Kind.TEXT, "Refund 4711"))
                        .suspicious())
                .isTrue();
        assertThat(from.of(new Leaf("call.city", Leaf.Kind.TEXT, "Availability check"))
                        .suspicious())
                .isTrue();
    }

    @Test
    void whatAnImageMayHaveShownAccusesNobody() {
        var image = new Message(
                "user",
                null,
                List.of(new Part.Text("Pay this by 4/12"), new Part.Media("image/png", "data:image/png;base64,AAAA")));
        assertThat(messages(image).of(WhereFromTest.text("2026-04-12")).suspicious())
                .isFalse();
        var later = messages(image, Message.text("assistant", "It is RE-4471."), Message.text("user", "Pay"));
        assertThat(later.of(WhereFromTest.text("RE-4471")).answer()).isInstanceOf(Answer.OwnWords.class);
        assertThat(later.of(WhereFromTest.text("RE-4471")).suspicious()).isFalse();
    }

    @Test
    void anAnswerOfAnEarlierTurnMayHaveItFromAToolThatIsNotKept() {
        var user = Message.text("user", "Find a flight");
        var answer = Message.text("assistant", "The cheapest is TP-534.");
        var then = Message.text("user", "Book it");
        assertThat(messages(user, answer, then).of(WhereFromTest.text("TP-534")).suspicious())
                .isFalse();
        var called = new Message("assistant", null, List.of(new Part.ToolCall("c1", "search", "{}")));
        var result = new Message("tool", null, List.of(new Part.ToolResult("c1", "search", "none")));
        assertThat(messages(user, called, result, answer, then)
                        .of(WhereFromTest.text("TP-534"))
                        .suspicious())
                .isTrue();
    }

    @Test
    void ofManyValuesNothingIsClaimedWhereNotAllAreLookedAt() {
        var result = IntStream.range(0, Leaf.MOST + 1)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(",", "[", ",\"Unfindable\"]"));
        var seen = messages(
                Message.text("user", "Go"), new Message("tool", null, List.of(new Part.ToolResult("c", "f", result))));
        var origin = seen.of(WhereFromTest.text("Unfindable"));
        assertThat(origin.answer()).isEqualTo(new Answer.Unknown(Answer.Why.CUT));
        assertThat(origin.suspicious()).isFalse();
    }

    @Test
    void aLongTextIsOnlyExactWhenItsEndIsTheSame() {
        var text = "word ".repeat(9_000);
        var from = user("Save: " + text + "and no more");
        assertThat(from.of(WhereFromTest.text(text + "and no more")).answer()).isInstanceOf(Answer.Exact.class);
        assertThat(from.of(WhereFromTest.text(text + "and much more")).answer()).isNotInstanceOf(Answer.Exact.class);
    }

    @Test
    void whatTheProgramSetIsNotTheModelsDoing() {
        var seen = user("Book a room");
        var requested = new WhereFrom(
                texts,
                new SeenBuilder(texts)
                        .requested(
                                CALL,
                                new Content(
                                        null,
                                        null,
                                        List.of(),
                                        List.of(new Message(
                                                "assistant",
                                                null,
                                                List.of(new Part.ToolCall("c", "book", "{\"day\":\"2026-05-01\"}")))),
                                        List.of(),
                                        null,
                                        null,
                                        null,
                                        List.of(),
                                        null),
                                "book")
                        .build());
        var origins = CallOrigins.of(seen, requested, "{\"day\":\"2026-05-01\",\"tenant\":\"acme-4711\"}", null, null);
        assertThat(origins.argument("day").mark()).isEqualTo(CallOrigins.Mark.NOT_SAID);
        assertThat(origins.argument("tenant").mark()).isEqualTo(CallOrigins.Mark.NONE);
        assertThat(origins.argument("tenant").telling().answer()).isEqualTo(new Answer.NotAsked());
    }

    private WhereFrom user(String said) {
        return messages(Message.text("user", said));
    }

    private WhereFrom messages(Message... messages) {
        return where(WhereFromTest.content(List.of(messages), List.of()));
    }

    private WhereFrom where(Content content) {
        return new WhereFrom(texts, new SeenBuilder(texts).asked(CALL, content).build());
    }
}
