package dev.runtree.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Message;
import dev.runtree.model.SpanId;
import dev.runtree.provenance.text.Readings;
import dev.runtree.provenance.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is said and asked: what is called exact is equal, and stands for itself. */
class ExactIsEqualTest {
    private static final SpanId CALL = new SpanId("0".repeat(32), "1".repeat(16));
    private static final List<String> SEEDS = List.of(
            "2026-04-12",
            "12/04/2026",
            "4/12",
            "April 12, 2026",
            "12 April",
            "1,000",
            "1.000",
            "1000",
            "1,5",
            "1.50",
            "-5",
            "5",
            "512",
            "12",
            "250km",
            "€250",
            "15%",
            "BX-40917",
            "BX-40918",
            "ana@example.com",
            "a.b.c",
            "007",
            "7",
            "1e3",
            "New York",
            "new  york",
            "Straße",
            "STRASSE",
            "東京",
            "東京都",
            "caf\\u00e9",
            "café",
            "10:30",
            "10:30 pm",
            "2026-04-12T10:00:00Z",
            "https://a.example/b?c=1",
            "O'Brien",
            "{\"a\":1.250}",
            "\"x\"",
            "“x”",
            "don’t",
            "a_b",
            "a-b",
            "a b",
            "1 000",
            "192.168.1.1",
            "４２",
            "\u0663",
            "+351 912 345 678",
            "\n",
            "\\n",
            "—");

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void exactIsEqualAfterNormalising(int seed) {
        var random = new Random(seed);
        for (var round = 0; round < 40; round++) {
            var texts = new Texts();
            var said = said(random);
            var seen = new SeenBuilder(texts)
                    .asked(CALL, WhereFromTest.content(List.of(Message.text("user", said)), List.of()))
                    .build();
            var value = SEEDS.get(random.nextInt(SEEDS.size()));
            var answer =
                    new WhereFrom(texts, seen).of(WhereFromTest.text(value)).answer();
            if (answer instanceof Answer.Exact exact) {
                var match = exact.found().quote().match();
                assertThat(normalised(match)).as("%s in %s", value, said).containsAnyElementsOf(normalised(value));
            }
        }
    }

    /** The words of a text without what does not tell them apart, and what it means as a whole if it means one thing. */
    private static List<String> normalised(String text) {
        var forms = new ArrayList<String>();
        var words = Words.of(text);
        var folded = new StringBuilder();
        for (var word = 0; word < words.size(); word++) {
            folded.append(word > 0 && words.hasGapBefore(word) ? " " : "").append(words.key(word));
        }
        forms.add(folded.toString().toLowerCase(Locale.ROOT));
        for (var reading : Readings.of(words)) {
            var whole = reading.from() <= words.from(0) + 1 && reading.to() == words.to(words.size() - 1);
            if (reading.key() != null && whole) {
                forms.add(reading.key());
            }
        }
        return forms;
    }

    private static String said(Random random) {
        var said = new StringBuilder();
        for (var i = random.nextInt(1, 8); i > 0; i--) {
            said.append(SEEDS.get(random.nextInt(SEEDS.size())));
            said.append(List.of(" ", "", ", ", "-", ".", "/", "\n", ":").get(random.nextInt(8)));
        }
        return said.toString();
    }
}
