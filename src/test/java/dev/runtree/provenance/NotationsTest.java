package dev.runtree.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Message;
import dev.runtree.model.SpanId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Units, moments, numbers in words, names run together and scripts of all sorts: who said it so has said it. */
class NotationsTest {
    private static final SpanId CALL = new SpanId("0".repeat(32), "1".repeat(16));

    @ParameterizedTest(name = "{0} in: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        #7200                    | it takes 2 hours                 | 2 hours
        #7200                    | it takes two hours               | two hours
        #7260                    | wait 2 h 1 min                   | 2 h 1 min
        #5400                    | for 1h 30m                       | 1h 30m
        #5400                    | pendant 1h30                     | 1h30
        #1800                    | half an hour                     | half an hour
        #604800                  | for one week                     | one week
        #5000                    | within 5 km                      | 5 km
        #1500                    | 1,5 km weit                      | 1,5 km
        #10485760                | at most 10 MB                    | 10 MB
        #10000000                | at most 10 MB                    | 10 MB
        #0.125                   | etwa 12,5 %                      | 12,5 %
        #0.075                   | 7.5 percent off                  | 7.5 percent
        #12500                   | € 12,5 Tsd.                      | 12,5 Tsd
        #2500000                 | 2,5 Mio. Euro                    | 2,5 Mio. Euro
        #1234567.89              | 1 234 567,89 €                   | 1 234 567,89 €
        #12000                   | twelve thousand people           | twelve thousand
        #12001                   | twelve thousand and one          | twelve thousand and one
        #250000                  | two hundred and fifty thousand   | two hundred and fifty thousand
        #1500                    | fifteen hundred                  | fifteen hundred
        #1000000                 | one million                      | one million
        #500000                  | half a million                   | half a million
        #2000000                 | zwei Millionen                   | zwei Millionen
        #12000                   | zwölftausend                     | zwölftausend
        #1776852900              | at 2026-04-22T10:15:00Z          | 2026-04-22T10:15:00Z
        #1776852900000           | at 2026-04-22T10:15:00Z          | 2026-04-22T10:15:00Z
        #1776816000              | on 2026-04-22                    | 2026-04-22
        PT1H30M                  | 1 hour 30 minutes                | 1 hour 30 minutes
        P3D                      | for 3 days                       | 3 days
        €12.50                   | costs 12,50 €                    | 12,50 €
        12.50 EUR                | costs 12.5 euros                 | 12.5 euros
        50 USD                   | costs $50                        | $50
        20 °C                    | at 20°C                          | 20°C
        5 kilograms              | of 5kg                           | 5kg
        10:15                    | um 10.15 Uhr                     | 10.15 Uhr
        10:00                    | at 10 o’clock                    | 10 o’clock
        12.04.2026               | am 12.4.2026                     | 12.4.2026
        NewYork                  | to New York                      | New York
        New York                 | to new-york                      | new-york
        OBrien                   | ask O'Brien                      | O'Brien
        ΑΘΗΝΑ                    | στην Αθήνα                       | Αθήνα
        Ёлкин                    | господин Елкин                   | Елкин
        القاهرة                  | إلى القَاهِرَة                   | القَاهِرَة
        """)
    void isSaidInAnotherNotation(String value, String message, String quote) {
        var origin = origin(value, message);
        assertThat(origin.answer())
                .isInstanceOfSatisfying(
                        Answer.Rewritten.class,
                        it -> assertThat(it.found().quote().match()).isEqualTo(quote));
        assertThat(origin.suspicious()).isFalse();
    }

    @ParameterizedTest(name = "{0} in: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        #1234567.89          | it is 1'234'567.89
        2026-04-22           | am 22. 4. 2026
        2026-04-22           | on 22 / 04 / 2026
        2026-04-22           | 2026. 4. 22.
        2026-04-12T10:00:00  | Sun Apr 12 10:00:00 2026
        2026-04-22T10:15:00Z | DTSTART:20260422T101500Z
        2026-04-12           | April the 12th, 2026
        2026-04-12           | 12APR2026
        2026-04-12           | 2026-Apr-12
        2026-04-12           | ١٢ أبريل ٢٠٢٦
        2026-04-12           | 12 अप्रैल 2026
        2026-04-12           | 12 เมษายน 2569
        2026-04-12           | 12 tháng 4 năm 2026
        2026-04-12           | 令和8年4月12日
        2026-04-12           | 12 באפריל 2026
        2026-04              | in April 2026
        04/2026              | in April 2026
        ana+x@example.com    | ana%2Bx%40example.com
        👍👍👍👍                | fine 👍👍👍👍
        """)
    void isTheSameValue(String value, String message) {
        var origin = origin(value, message);
        assertThat(origin.answer()).isInstanceOf(Answer.Exact.class);
        assertThat(origin.suspicious()).isFalse();
    }

    @ParameterizedTest(name = "{0} in: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        #4242      | pay INV4242                    | INV4242
        #2026      | on 12.04.2026                  | 12.04.2026
        2026-04-22 | since 1776852900               | 1776852900
        2026-04-12 | report_2026_04_12.pdf          | report_2026_04_12
        2026-04-30 | April 30 - May 3, 2026         | April 30 - May 3, 2026
        2026-04-12 | am 12./13. April 2026          | 12./13. April 2026
        04/2026    | on 2026-04-12                  | 2026-04-12
        ירושלים    | לירושלים                       | ירושלים
        القاهرة    | بالقاهرة                       | القاهرة
        """)
    void isInSomethingLonger(String value, String message, String quote) {
        var origin = origin(value, message);
        assertThat(origin.answer())
                .isInstanceOfSatisfying(
                        Answer.PartOf.class,
                        it -> assertThat(it.found().quote().match()).startsWith(quote));
        assertThat(origin.suspicious()).isFalse();
    }

    @ParameterizedTest(name = "{0} in: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        #1300           | for €1,299.99         | 1,299.99
        #1299           | for €1,299.99         | 1,299.99
        #48.14          | lat 48.137            | 48.137
        2026-04-02      | in April 2026         | April 2026
        2026-04-13      | Apr 12-14, 2026       | Apr 12-14, 2026
        2026-04-12      | flight of 12APR26     | 12APR26
        16:30           | at 4:30               | 4:30
        16:00           | at 4, please          | 4
        10 EUR          | 10 USD                | 10
        20 °C           | 20 °F                 | 20
        +491701234567   | call 0170 1234567     | 0170 1234567
        bob@example.com | bob@example.org       | bob@example.org
        """)
    void isNear(String value, String message, String quote) {
        var origin = origin(value, message);
        assertThat(origin.answer())
                .isInstanceOfSatisfying(
                        Answer.Near.class,
                        it -> assertThat(it.found().quote().match()).isEqualTo(quote));
        assertThat(origin.suspicious()).isTrue();
    }

    @ParameterizedTest(name = "{0} in: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        #7201           | it takes 2 hours
        #48000          | at 48 km/h
        #10000001       | at most 10 MB
        #1310           | for €1,299.99
        #12002          | twelve thousand and one
        #100000         | a hundred
        #5000           | five of them
        #4242           | pay INV42421
        #1776852901     | at 2026-04-22T10:15:00Z
        17:00           | at 4 pm
        2026-05         | in 04/2026
        PT3H            | 2 hours
        NewYorker       | to New York
        חיפה            | לירושלים
        👍👍👍👎           | fine 👍👍👍👍
        """)
    void isNotSaid(String value, String message) {
        var origin = origin(value, message);
        assertThat(origin.answer()).isInstanceOfAny(Answer.Nowhere.class, Answer.Near.class);
        assertThat(origin.suspicious()).isTrue();
    }

    @Test
    @Timeout(30) // a reader that looks through the rest of the text at each of its numbers takes minutes
    void isSaidBehindAMillionFigures() {
        var origin = origin("LH1171", "40917..".repeat(200_000) + " of flight LH 1171");
        assertThat(origin.answer()).isInstanceOf(Answer.Rewritten.class);
    }

    /** @param value with a # in front of a number of JSON */
    private static Origin origin(String value, String message) {
        var texts = new Texts();
        var content = WhereFromTest.content(List.of(Message.text("user", message)), List.of("{\"name\":\"f\"}"));
        var from =
                new WhereFrom(texts, new SeenBuilder(texts).asked(CALL, content).build());
        return from.of(
                value.startsWith("#")
                        ? new Leaf("value", Leaf.Kind.NUMBER, value.substring(1))
                        : WhereFromTest.text(value));
    }
}
