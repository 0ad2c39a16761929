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

/** What is as it was said although it is written otherwise, and what only looks so: nobody is accused for nothing. */
@SuppressWarnings("NullAway") // what is missing fails the test, as it should
class FalseAlarmTest {
    private static final SpanId CALL = new SpanId("0".repeat(32), "1".repeat(16));

    private final Texts texts = new Texts();

    @ParameterizedTest(name = "{0} in: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            48.137   | lat 48.137, lon -33.868   | 48.137
            -33.868  | lat 48.137, lon -33.868   | 33.868
            -33.868  | 33868 km to lon −33.868   | 33.868
            1.000    | it is 1.000 long          | 1.000
            """)
    void aNumberInTheSameNotationIsNoAlarm(String value, String message, String quote) {
        var origin = user(message).of(new Leaf("n", Leaf.Kind.NUMBER, value));
        assertThat(origin.suspicious()).isFalse();
        assertThat(((Answer.Near) origin.answer()).found().quote().match()).isEqualTo(quote);
    }

    @ParameterizedTest(name = "{0} in: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            33.868   | lon -33.868
            -33.868  | lon 33.868
            33868    | lon 33.868
            48.137   | at 48,137
            """)
    void anotherNotationOrSignIsOne(String value, String message) {
        var origin = user(message).of(new Leaf("n", Leaf.Kind.NUMBER, value));
        assertThat(origin.answer()).isInstanceOf(Answer.Near.class);
        assertThat(origin.suspicious()).isTrue();
    }

    @ParameterizedTest(name = "{0} of: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            2026-04-12T10:30:00       | on 2026-04-12 at 10:30
            2026-04-12T10:30:00Z      | at 10:30 am on April 12, 2026
            2026-04-12T22:00:00+02:00 | on 12 April 2026, 10 pm
            2026-04-12T00:00:00       | on 2026-04-12
            2026-04-12T23:59:59       | on 2026-04-12
            2027-01-10T00:00:00       | from 10 to 14 January 2027
            """)
    void aDateAndATimeThatWereSaidMakeAMoment(String value, String message) {
        var said = Message.text("user", message);
        var retry = messages(said, calls("c1", "book", "{\"at\":\"" + value + "\"}"));
        for (var from : List.of(messages(said), retry)) {
            var origin = from.of(WhereFromTest.text(value));
            assertThat(origin.suspicious()).isFalse();
            assertThat(((Answer.Composed) origin.answer()).added()).isEmpty();
        }
    }

    @Test
    void aMomentOfAnotherTimeOrDayIsOne() {
        assertThat(user("on 2026-04-12 at 10:30")
                        .of(WhereFromTest.text("2026-04-12T11:30:00"))
                        .suspicious())
                .isTrue();
        assertThat(user("on 2026-04-11 at 10:30")
                        .of(WhereFromTest.text("2026-04-12T10:30:00"))
                        .suspicious())
                .isTrue();
    }

    @Test
    void codeThatTheModelWroteIsNoAlarm() {
        var code =
                "import hashlib, base64\nprint(base64.b64encode(hashlib.sha256(name.encode('utf8')).digest())) # python3";
        assertThat(user("Print a hash of the name").of(WhereFromTest.text(code)).suspicious())
                .isFalse();
        assertThat(user("Print a hash of the name")
                        .of(WhereFromTest.text(code + "\nprint(name, '2026-04-12')"))
                        .suspicious())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10 to 14 January 2027", "10-14 January 2027", "January 10 to 14, 2027"})
    void aRetryWithADayOfAStretchIsNoAlarm(String stretch) {
        var seen = messages(
                Message.text("user", "A hotel, " + stretch),
                calls("c1", "search", "{\"check_in\":\"2027-01-10\",\"check_out\":\"2027-01-14\"}"),
                result("c1", "search", "UNAVAILABLE: check_in 2027-01-10, check_out 2027-01-14"));
        for (var day : List.of("2027-01-10", "2027-01-14")) {
            assertThat(seen.of(WhereFromTest.text(day)).suspicious()).as(day).isFalse();
        }
        assertThat(seen.of(WhereFromTest.text("2027-01-14")).answer()).isNotInstanceOf(Answer.OwnWords.class);
        assertThat(seen.of(WhereFromTest.text("2027-01-12")).suspicious()).isTrue();
    }

    @Test
    void equalCallsThatCannotBeToldApartHaveOnlyTheMarksOfBoth() {
        var arguments = "{\"city\":\"Vienna\",\"day\":\"2026-05-01\"}";
        var from = tools("To Berlin", "{\"name\":\"f\"}");
        var failed = CallOrigins.of(from, arguments, "no such city: Vienna", null);
        var went = CallOrigins.of(from, arguments, null, null);
        assertThat(failed.argument("city").mark()).isEqualTo(CallOrigins.Mark.NAMED_BY_ERROR);
        for (var both : List.of(failed.inCommon(went), went.inCommon(failed))) {
            assertThat(both.argument("city").mark()).isEqualTo(CallOrigins.Mark.NONE);
            assertThat(both.argument("day").mark()).isEqualTo(CallOrigins.Mark.NOT_SAID);
        }
    }

    private WhereFrom user(String said) {
        return messages(Message.text("user", said));
    }

    private WhereFrom tools(String said, String tool) {
        return where(WhereFromTest.content(List.of(Message.text("user", said)), List.of(tool)));
    }

    private WhereFrom messages(Message... messages) {
        return where(WhereFromTest.content(List.of(messages), List.of()));
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
}
