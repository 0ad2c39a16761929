package dev.runtree.ui.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @Test
    void valuesStayAsTheyWereSent() {
        var text =
                "{\"a\" : 1.50,\"b\":1e2 , \"a\":-0.0,\"c\":\"\\u00e9\\n\",\"d\":[ true,null,{}, []],\"e\\\"x\":{\"f\":12345678901234567890}}";
        assertThat(JsonText.pretty(text)).hasValue("""
                {
                  "a": 1.50,
                  "b": 1e2,
                  "a": -0.0,
                  "c": "\\u00e9\\n",
                  "d": [
                    true,
                    null,
                    {},
                    []
                  ],
                  "e\\"x": {
                    "f": 12345678901234567890
                  }
                }""");
        assertThat(JsonText.members(text).orElseThrow())
                .extracting(JsonText.Member::value)
                .containsExactly(
                        "1.50", "1e2", "-0.0", "\"\\u00e9\\n\"", "[ true,null,{}, []]", "{\"f\":12345678901234567890}");
    }

    @Test
    void aStringSaysItsCharacters() {
        assertThat(JsonText.members("{\"a\":\"x\\ny\"}")
                        .orElseThrow()
                        .getFirst()
                        .plain())
                .isEqualTo("x\ny");
        assertThat(JsonText.unquoted("\"x\" y")).isEqualTo("\"x\" y");
    }

    @Test
    void elementsOfAnArrayStandAlone() {
        assertThat(JsonText.elements(" [1, {\"a\": 2},\"x\"] ").orElseThrow())
                .containsExactly("1", "{\"a\": 2}", "\"x\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1",
                "{\"a\"}",
                "{} {}",
                "{\"a\":1,}",
                "plain",
                "12",
                "\"x\"",
                "{\"a\":\"",
                "[NaN]"
            })
    void whatIsNotOneObjectOrArrayIsLeftAlone(String text) {
        assertThat(JsonText.pretty(text)).isEmpty();
        assertThat(JsonText.members(text)).isEmpty();
        assertThat(JsonText.elements(text)).isEmpty();
    }

    @Test
    void nestingBeyondReasonIsLeftAlone() {
        assertThat(JsonText.pretty("[".repeat(100_000) + "]".repeat(100_000))).isEmpty();
    }
}
