package dev.runtree.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunLinkTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "runtree://run/4bf92f35, 4bf92f35, -",
                "runtree://run/4bf92f35/, 4bf92f35, -",
                "runtree:run/4bf92f35, 4bf92f35, -",
                "'  RUNTREE://RUN/4BF92F35?SPAN=00F067AA0BA902B8 ', 4BF92F35, 00f067aa0ba902b8",
                "runtree://run/4bf92f35-00f067aa0ba902b7?span=00f067aa0ba902b8, 4bf92f35-00f067aa0ba902b7, 00f067aa0ba902b8",
                "runtree://run/4bf92f35?from=chat&span=00f067aa0ba902b8&x=1#top, 4bf92f35, 00f067aa0ba902b8",
                "runtree://run/4bf92f35?from=chat, 4bf92f35, -",
            })
    void reads_what_browsers_and_shells_make_of_a_link(String text, String run, String span) {
        assertThat(RunLink.parse(text)).contains(new RunLink(run, span));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runtree://",
                "runtree://run/",
                "runtree://session/x",
                "runtree://run/a b",
                "runtree://run/a?span=12",
                "runtree://run/a/b",
                "runtree://run/a?span=00f067aa0ba902b8zz",
                "https://run/4bf92f35",
                "4bf92f35",
                ""
            })
    void takes_nothing_else_for_one(String text) {
        assertThat(RunLink.parse(text)).isEmpty();
    }

    @Test
    void says_the_same_when_it_is_read_again() {
        var link = new RunLink("4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7", "00f067aa0ba902b8");
        assertThat(RunLink.parse(link.toString())).contains(link);
    }
}
