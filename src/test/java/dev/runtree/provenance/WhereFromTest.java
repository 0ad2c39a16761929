package dev.runtree.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Content;
import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.model.SpanId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where values come from, as somebody would try who wants to catch it being wrong. */
@SuppressWarnings("NullAway") // what is missing fails the test, as it should
class WhereFromTest {
    private static final SpanId CALL = new SpanId("0".repeat(32), "1".repeat(16));

    private final Texts texts = new Texts();

    @ParameterizedTest(name = "{0} in: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            2026-04-12            | out on 2026-04-12, please            | 2026-04-12
            2026-04-12            | out on April 12, 2026                | April 12, 2026
            2026-04-12            | out on April 12th, 2026!             | April 12th, 2026
            2026-04-12            | on 12 April 2026.                    | 12 April 2026
            2026-04-12            | on the 12th of April 2026            | 12th of April 2026
            2026-04-12            | on the 12th of April, 2026           | 12th of April, 2026
            2026-04-12            | 12-Apr-2026                          | 12-Apr-2026
            2026-04-12            | Apr. 12 2026                         | Apr. 12 2026
            2026-04-12            | APRIL 12 2026                        | APRIL 12 2026
            2026-04-12            | 2026/04/12                           | 2026/04/12
            2026-04-12            | 2026/4/12                            | 2026/4/12
            2026-04-12            | am 12. April 2026                    | 12. April 2026
            2026-12-06            | am 6. Dezember 2026                  | 6. Dezember 2026
            2026-12-06            | le 6 décembre 2026                   | 6 décembre 2026
            2026-12-06            | el 6 de diciembre de 2026            | 6 de diciembre de 2026
            2027-03-03            | 2027年3月3日に                        | 2027年3月3日
            2026-12-31            | until 31/12/2026                     | 31/12/2026
            2026-12-31            | until 12/31/2026                     | 12/31/2026
            2026-04-04            | on 4/4/2026                          | 4/4/2026
            2026-12-31            | bis 31.12.2026                       | 31.12.2026
            April 12, 2026        | 2026-04-12                           | 2026-04-12
            12 April              | on April 12                          | April 12
            2026-04-12T10:00:00Z  | at 2026-04-12T12:00:00+02:00         | 2026-04-12T12:00:00+02:00
            2026-04-12T10:00:00Z  | at 2026-04-12 10:00 UTC              | 2026-04-12 10:00 UTC
            2026-04-12T10:00      | at 2026-04-12 10:00:00               | 2026-04-12 10:00:00
            22:00                 | at 10 pm                             | 10 pm
            10:30                 | at 10:30:00                          | 10:30:00
            4/12                  | on 4/12, back                        | 4/12
            Lisbon                | from LISBON to                       | LISBON
            New York              | from New  York                       | New  York
            New York              | 'from New York'                      | New York
            Ana                   | Ana's flight                         | Ana
            hôtel                 | l'hôtel est                          | hôtel
            hôtel                 | ho\u0302tel                          | ho\u0302tel
            café                  | caf\\u00e9 noir                      | caf\\u00e9
            Berlin                | to:\\nBerlin                         | Berlin
            a/b                   | a\\/b                                | a\\/b
            ｈｏｔｅｌ             | the hotel                            | hotel
            250                   | ２５０ euros                          | ２５０
            ana@example.com       | write to Ana@Example.com.            | Ana@Example.com
            https://a.example/x?y=1 | see https://a.example/x?y=1        | https://a.example/x?y=1
            BX-40917              | booking bx-40917                     | bx-40917
            don’t go              | I said don't go                      | don't go
            250                   | max=250                              | 250
            250                   | {'max': 250}                         | 250
            東京                   | 東京へ行く                             | 東京
            007                   | agent 007                            | 007
            STRASSE               | in der Straße                        | Straße
            """)
    void isSaid(String value, String message, String quote) {
        var origin = user(unescape(message)).of(text(value));
        assertThat(origin.answer()).isInstanceOf(Answer.Exact.class);
        assertThat(((Answer.Exact) origin.answer()).found().quote().match()).isEqualTo(unescape(quote));
        assertThat(origin.suspicious()).isFalse();
    }

    @ParameterizedTest(name = "{0} in: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            1000     | 1,000 euros           | 1,000
            1000.50  | 1,000.5               | 1,000.5
            1000.5   | € 1.000,50            | 1.000,50
            1000     | 1'000 Franken         | 1'000
            1000     | 1e3                   | 1e3
            1e2      | 100 people            | 100
            1.5      | 1.50 each             | 1.50
            250      | under €250            | 250
            250      | $250.00               | 250.00
            250      | 250 EUR               | 250
            15       | 15%                   | 15
            1234567  | 1,234,567             | 1,234,567
            100000   | 1,00,000 rupees       | 1,00,000
            -5       | it is -5 outside      | 5
            -5       | it is −5 outside      | 5
            -250     | -€250                 | 250
            52.5     | 52.5,13.4             | 52.5
            13.4     | 52.5,13.4             | 13.4
            1.2345   | 1.2345                | 1.2345
            2026     | in 2026               | 2026
            """)
    void isSaidAsANumber(String value, String message, String quote) {
        var origin = user(message).of(new Leaf("n", Leaf.Kind.NUMBER, value));
        assertThat(origin.answer()).isInstanceOf(Answer.Exact.class);
        assertThat(((Answer.Exact) origin.answer()).found().quote().match()).isEqualTo(quote);
    }

    @ParameterizedTest(name = "{0} near: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            2026-04-12            | Out 4/12, back 6/12            | 4/12
            2026-06-12            | Out 4/12, back 6/12            | 6/12
            2026-12-04            | Out 4/12, back 6/12            | 4/12
            2026-04-12            | on 4/12/2026                   | 4/12/2026
            2026-12-04            | on 4/12/2026                   | 4/12/2026
            2026-04-12            | on 12.04.2026                  | 12.04.2026
            2026-04-12            | on 12/04/26                    | 12/04/26
            2026-04-12            | on 12 April                    | 12 April
            2026-04-12            | on April 12th                  | April 12th
            2026-04-12            | on 2025-04-12                  | 2025-04-12
            2026-12-04            | 4 December to 6 December       | 4 December
            2026-04-12            | am 12.4. bitte                 | 12.4.
            April 12, 2026        | on 4/12                        | 4/12
            2026-04-12T10:00:00Z  | at 2026-04-12T10:00:00         | 2026-04-12T10:00:00
            BX-40918              | booking BX-40917               | BX-40917
            Wilhelmstrasse        | in the Wilhelmstrase           | Wilhelmstrase
            """)
    void isNear(String value, String message, String quote) {
        var origin = user(message).of(text(value));
        assertThat(origin.answer()).isInstanceOf(Answer.Near.class);
        assertThat(((Answer.Near) origin.answer()).found().quote().match()).isEqualTo(quote);
        assertThat(origin.suspicious()).isTrue();
    }

    @ParameterizedTest(name = "{0} near: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            1000     | it is 1.000 long      | 1.000
            1        | it is 1.000 long      | 1.000
            1.5      | it is 1,5 long        | 1,5
            1000     | it is 1 000 long      | 1 000
            2500     | it is 250 of it       | 250
            -1500    | it is 1500            | 1500
            """)
    void isNearAsANumber(String value, String message, String quote) {
        var origin = user(message).of(new Leaf("n", Leaf.Kind.NUMBER, value));
        assertThat(origin.answer()).isInstanceOf(Answer.Near.class);
        assertThat(((Answer.Near) origin.answer()).found().quote().match()).isEqualTo(quote);
    }

    @ParameterizedTest(name = "{0} part of: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            12           | on 2026-12-01                      | 2026-12-01
            2026         | on 2026-12-01                      | 2026-12-01
            2026-04-12   | at 2026-04-12T10:00:00Z            | 2026-04-12T10:00:00Z
            10:00        | at 2026-04-12T10:00:00Z            | 2026-04-12T10:00:00Z
            2026-12-04   | 4 to 6 December 2026               | 4 to 6 December 2026
            2027-01-10   | from January 10-14, 2027           | January 10-14, 2027
            2027-01-14   | from January 10-14, 2027           | January 10-14, 2027
            2027-01-10   | from 10 to 14 January 2027         | 10 to 14 January 2027
            2027-01-10   | from 10-14 January 2027            | 10-14 January 2027
            2027-01-10   | January 10 to 14, 2027             | January 10 to 14, 2027
            2027-03-03   | du 3 au 24 mars 2027               | 3 au 24 mars 2027
            example.com  | see https://example.com/path       | https://example.com/path
            example.com  | write to ana@example.com           | ana@example.com
            4711         | order BX-4711                      | BX-4711
            250          | drive 250km                        | 250km
            Brien        | call O'Brien                       | O'Brien
            """)
    void isPartOfSomethingLonger(String value, String message, String quote) {
        var origin = user(message).of(text(value));
        assertThat(origin.answer()).isInstanceOf(Answer.PartOf.class);
        assertThat(((Answer.PartOf) origin.answer()).found().quote().match()).isEqualTo(quote);
        assertThat(origin.suspicious()).isFalse();
    }

    @ParameterizedTest(name = "{0} in: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            Vienna         | from Lisbon to Berlin
            2026-05-01     | on 2026-04-12
            4712           | it costs 14712 or 47121
            1234           | it costs 0.1234567
            5678           | it costs 1,567.8
            BER42X7        | BER421 or XBER42
            rlin           | Berlin
            paris          | comparison of parishes
            Tempelhof 9999 | Berlin
            ok@nowhere.example | write to me
            """)
    void isNowhere(String value, String message) {
        var origin = tools(message, "{\"name\":\"f\"}").of(text(value));
        assertThat(origin.answer()).isInstanceOf(Answer.Nowhere.class);
        assertThat(origin.suspicious()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"true", "false", "null", "0", "1", "\"\"", "\"a\"", "\"de\"", "\"EUR\"", "12", "365", "0.7"})
    void smallChoicesAreNoAlarm(String json) {
        var origins = user("Book me a flight").ofArguments("{\"x\":" + json + "}");
        assertThat(origins).noneMatch(Origin::suspicious);
    }

    @Test
    void limitsAreNoAlarm() {
        assertThat(user("Find it").ofArguments("{\"limit\":1000,\"max_tokens\":4096,\"timeout_ms\":30000}"))
                .noneMatch(Origin::suspicious);
        assertThat(user("Find it").ofArguments("{\"amount\":1000}")).allMatch(Origin::suspicious);
    }

    @Test
    void aChoiceIsNoAlarmWhenTheDefinitionIsNotRecorded() {
        assertThat(user("Is it warm?").of(text("celsius")).suspicious()).isFalse();
        assertThat(tools("Is it warm?", "{\"name\":\"weather\"}")
                        .of(text("celsius"))
                        .suspicious())
                .isTrue();
    }

    @Test
    void aChoiceOfTheToolComesFromItsDefinition() {
        var origin = tools("Is it warm?", "{\"name\":\"weather\",\"parameters\":{\"unit\":{\"enum\":[\"celsius\"]}}}")
                .of(text("celsius"));
        assertThat(origin.answer()).isInstanceOfSatisfying(Answer.Exact.class, exact -> {
            assertThat(exact.found().source().teller()).isEqualTo(Source.Teller.DEFINITION);
            assertThat(exact.found().source().name()).isEqualTo("weather");
        });
    }

    @Test
    void theFirstOfSeveralIsTold() {
        var origin = messages(
                        Message.text("system", "The desk is in Berlin."),
                        Message.text("user", "To Berlin"),
                        Message.text("user", "Yes, to Berlin"))
                .of(text("Berlin"));
        var source = ((Answer.Exact) origin.answer()).found().source();
        assertThat(source.teller()).isEqualTo(Source.Teller.SYSTEM);
        assertThat(source.place()).isEqualTo(new Place(CALL, Place.Where.ASKED, 0));
    }

    @Test
    void aResultOfAToolIsNamedByItsCall() {
        var origin = messages(
                        Message.text("user", "Book the cheapest"),
                        calls("c1", "search", "{}"),
                        result("c1", null, "{\"offers\":[{\"id\":\"TP-534\",\"price\":1.250}]}"))
                .ofArguments("{\"offer\":\"tp-534\",\"price\":1.25}");
        assertThat(origins(origin))
                .containsExactly("Exact TOOL search offers[0].id", "Exact TOOL search offers[0].price");
    }

    @Test
    void theModelsOwnWordsAreASuspiciousSource() {
        var origin = messages(
                        Message.text("user", "Out 4/12"),
                        Message.text("assistant", "Shall I book 2026-04-12?"),
                        Message.text("user", "Yes"))
                .of(text("2026-04-12"));
        assertThat(origin.answer()).isInstanceOf(Answer.OwnWords.class);
        assertThat(origin.suspicious()).isTrue();
    }

    @Test
    void whatAToolRepeatsItHasNotSaid() {
        var seen = messages(
                Message.text("user", "Out 4/12"),
                calls("c1", "search", "{\"date\":\"2026-04-12\"}"),
                result("c1", "search", "DATE_IN_PAST: date 2026-04-12 is before today, 2026-11-20"));
        assertThat(seen.of(text("2026-04-12")).answer()).isInstanceOf(Answer.OwnWords.class);
        assertThat(seen.of(text("2026-11-20")).answer()).isInstanceOf(Answer.Exact.class);
        var retried = seen.of(text("2027-04-12"));
        assertThat(((Answer.Near) retried.answer()).found().quote().match()).isEqualTo("4/12");
        assertThat(retried.suspicious()).isTrue();
    }

    @Test
    void aPersonWhoRepeatsItHasSaidIt() {
        var origin = messages(
                        Message.text("assistant", "Is it 2026-04-12?"), Message.text("user", "Yes, 12 April 2026"))
                .of(text("2026-04-12"));
        assertThat(((Answer.Exact) origin.answer()).found().source().teller()).isEqualTo(Source.Teller.USER);
    }

    @Test
    void aQueryIsPutTogether() {
        var seen = messages(
                Message.text("user", "I need a hotel near Alexanderplatz"),
                calls("c1", "weather", "{}"),
                result("c1", "weather", "Rain until 2026-12-04"));
        var known = seen.of(text("hotel Alexanderplatz 4 December 2026"));
        assertThat(((Answer.Composed) known.answer()).added()).isEmpty();
        assertThat(known.suspicious()).isFalse();
        var words = seen.of(text("cheap hotel Alexanderplatz"));
        assertThat(((Answer.Composed) words.answer()).added()).containsExactly("cheap");
        assertThat(words.suspicious()).isFalse();
        var date = seen.of(text("hotel near Alexanderplatz 2026-12-24"));
        assertThat(((Answer.Composed) date.answer()).added()).containsExactly("2026-12-24");
        assertThat(date.suspicious()).isTrue();
    }

    @Test
    void aDateInAQueryDoesNotMakeTheQueryADate() {
        var origin = user("From LIS, out 4/12, back 6/12, under €250").of(text("hotel out 4/12 from LIS max 9999"));
        assertThat(((Answer.Composed) origin.answer()).added()).containsExactly("hotel", "max 9999");
        assertThat(origin.suspicious()).isTrue();
    }

    @Test
    void aTextOfTheModelsOwnIsNoAlarm() {
        var origin = user("Tell Ana that it is late")
                .of(text("Dear guest, unfortunately departure shifted considerably; kindly accept sincere apologies."));
        assertThat(origin.suspicious()).isFalse();
    }

    @Test
    void withoutMessagesNothingIsClaimed() {
        var content = content(List.of(), List.of());
        var seen = new SeenBuilder(texts).asked(CALL, content).build();
        var origin = new WhereFrom(texts, seen).of(text("2026-04-12"));
        assertThat(origin.answer()).isEqualTo(new Answer.Unknown(Answer.Why.NOT_RECORDED));
        assertThat(origin.suspicious()).isFalse();
    }

    @Test
    void whatAnImageMayShowIsNotClaimedToBeNowhere() {
        var seen = messages(new Message(
                "user",
                null,
                List.of(new Part.Text("Pay this"), new Part.Media("image/png", "data:image/png;base64,AAAA"))));
        assertThat(seen.of(text("RE-4471")).answer()).isEqualTo(new Answer.Unknown(Answer.Why.MEDIA));
        assertThat(seen.of(text("RE-4471")).suspicious()).isFalse();
    }

    @Test
    void everyValueOfNestedArgumentsHasItsPath() {
        var origins = user("Two legs: LIS 2026-12-04 and BER 2026-12-06")
                .ofArguments("{\"legs\":[{\"from\":\"LIS\",\"date\":\"2026-12-04\"},{\"from\":\"BER\",\"date\":"
                        + "\"2026-12-07\"}],\"more\":\"{\\\"note\\\":\\\"2026-12-06\\\"}\"}");
        assertThat(origins)
                .extracting(origin -> origin.value().path())
                .containsExactly("legs[0].from", "legs[0].date", "legs[1].from", "legs[1].date", "more.note");
        assertThat(origins).extracting(Origin::suspicious).containsExactly(false, false, false, true, false);
    }

    @Test
    void argumentsThatAreNoJsonAreOneValue() {
        assertThat(user("find cats").ofArguments("cats"))
                .singleElement()
                .satisfies(origin -> assertThat(origin.answer()).isInstanceOf(Answer.Exact.class));
    }

    private static List<String> origins(List<Origin> origins) {
        return origins.stream()
                .map(origin -> {
                    var found = ((Answer.Exact) origin.answer()).found();
                    return "Exact " + found.source().teller() + " "
                            + found.source().name() + " " + found.quote().path();
                })
                .toList();
    }

    private static String unescape(String text) {
        return text.replace("\\\\", "\0").replace("\\u0302", "\u0302").replace("\0", "\\");
    }

    static Leaf text(String value) {
        return new Leaf("value", Leaf.Kind.TEXT, value);
    }

    private WhereFrom user(String said) {
        return messages(Message.text("user", said));
    }

    private WhereFrom tools(String said, String tool) {
        return where(content(List.of(Message.text("user", said)), List.of(tool)));
    }

    private WhereFrom messages(Message... messages) {
        return where(content(List.of(messages), List.of()));
    }

    private WhereFrom where(Content content) {
        return new WhereFrom(texts, new SeenBuilder(texts).asked(CALL, content).build());
    }

    private static Message calls(String id, String name, String arguments) {
        return new Message("assistant", null, List.of(new Part.ToolCall(id, name, arguments)));
    }

    private static Message result(String id, String name, String result) {
        return new Message("tool", null, List.of(new Part.ToolResult(id, name, result)));
    }

    static Content content(List<Message> asked, List<String> tools) {
        return new Content(null, null, asked, List.of(), tools, null, null, null, List.of(), null);
    }
}
