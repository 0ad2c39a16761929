package dev.runtree.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunFilterTest {
    @Test
    void whatIsPrintedReadsBack() {
        for (var text : List.of(
                "",
                "word",
                "\"two words\"",
                "user:ada",
                "user:\"Ada L\"",
                "user:\"\"",
                "user:\"a*b\"*c",
                "-status:error",
                "a OR b c",
                "(a OR b) c",
                "-(a b)",
                "-(a OR b)",
                "NOT NOT x",
                "tokens:>1k",
                "tokens:<=5",
                "duration:1s..2m",
                "cost:..0.5",
                "errors:3",
                "since:7d until:2026-11-20",
                "\"OR\"",
                "\"-x\"",
                "\"a\\\"b\\\\\"",
                "id:abc*",
                "a (b c)")) {
            var filter = RunFilter.parse(text);
            assertThat(RunFilter.parse(filter.print()))
                    .as(text + " -> " + filter.print())
                    .isEqualTo(filter);
        }
    }

    @Test
    void aMistakeIsShownAtItsPlace() {
        bad("user:a colour:red", 7, 13, "no key 'colour'", "session");
        bad("status:broken", 7, 13, "ok, error, running");
        bad("tokens:many", 7, 11, "number");
        bad("duration:5", 9, 10, "duration");
        bad("since:yesterday", 6, 15, "2026-11-20");
        bad("user:", 0, 5, "value");
        bad("\"open", 0, 5, "quote");
        bad("(a", 0, 1, "not closed");
        bad("a)", 1, 2, "never opened");
    }

    @Test
    void wordsOfACommandLineKeepTheirBlanks() {
        assertThat(RunFilter.parse(List.of("user:Ada L", "two words", "status:ok")))
                .isEqualTo(RunFilter.parse("user:\"Ada L\" \"two words\" status:ok"));
        assertThat(RunFilter.parse(List.of("user:a status:ok"))).isEqualTo(RunFilter.parse("user:a status:ok"));
    }

    @Test
    void pickersWriteIntoTheFilter() {
        var filter =
                RunFilter.parse("user:a words").with(RunKey.USER, "Ada \"L\"").with(RunKey.SINCE, "7d");
        assertThat(filter.value(RunKey.USER)).contains("Ada \"L\"");
        assertThat(filter.value(RunKey.SINCE)).contains("7d");
        assertThat(filter.without(RunKey.USER).without(RunKey.SINCE)).isEqualTo(RunFilter.parse("words"));
        assertThat(RunFilter.ALL.with(RunKey.STATUS, "ok").without(RunKey.STATUS))
                .isEqualTo(RunFilter.ALL);
    }

    private static void bad(String text, int start, int end, String... said) {
        assertThatExceptionOfType(BadFilter.class)
                .isThrownBy(() -> RunFilter.parse(text))
                .satisfies(mistake -> {
                    assertThat(mistake.getMessage()).contains(said);
                    assertThat(List.of(mistake.start(), mistake.end())).as(text).containsExactly(start, end);
                });
    }
}
