package dev.runtree.replay.many;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerChangeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "It costs 179 euros. | It costs 179 euros. | same | ''",
                "It costs 179 euros. | it  costs 179 Euros | alike | ''",
                "It costs 179 euros. | It costs 506 euros. | other | ''",
                "'{\"a\":1, \"b\":[1]}' | '{\"b\":[1.0],\"a\":1}' | alike | ''",
                "'{\"a\":1,\"b\":[1,2]}' | '{\"a\":2,\"b\":[1],\"c\":null}' | fields | $.a $.b[1] $.c",
                "'{\"a\":1}' | It is 1. | other | ''",
                "A refund of -5 | A refund of 5 | other | ''",
                "- | It is 1. | none | ''",
                "It is 1. | '  ' | none | ''",
            })
    void tells_by_how_much_an_answer_is_another_one(String before, String now, String kind, String fields) {
        var change = AnswerChange.of(before, now);
        assertThat(change.kind().word()).isEqualTo(kind);
        assertThat(String.join(" ", change.fields())).isEqualTo(fields);
    }
}
