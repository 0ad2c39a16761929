package dev.runtree.otlp.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LenientJsonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'city': 'Paris', 'n': None, 'ok': True} | {\"city\":\"Paris\",\"n\":null,\"ok\":true}",
                "[('a', 1), {2, 3}, -1.5, (), {}] | [[\"a\",1],[2,3],-1.5,[],{}]",
                "{'a': \"it's\", 'b': 'l\\n\\x41\\u00e9\\U0001F600', 'c': 'x' 'y', 'd': b'z'} | {\"a\":\"it's\",\"b\":\"l\\nAé😀\",\"c\":\"xy\",\"d\":\"z\"}",
                "[Message(role=<Role.USER: 'user'>, content='hi', at=datetime.datetime(2026, 1, 2))] | [{\"role\":\"user\",\"content\":\"hi\",\"at\":[2026,1,2],\"type\":\"Message\"}]",
                "{'id': UUID('7f'), 'o': <object at 0x7f>} | {\"id\":\"7f\",\"o\":\"<object at 0x7f>\"}",
                "\"{\\\"a\\\": 1}\" | {\"a\":1}",
                "{\"a\": [1, {\"b\": \"cut of | {\"a\":[1,{}]}"
            })
    void readsWhatWasMeantForJson(String text, String json) {
        assertThat(String.valueOf(LenientJson.structure(text))).isEqualTo(String.valueOf(Json.parse(json)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "[note]", "{well then}", "\"just text\"", "[see: <this", "{'", "['a' 'b", "(1, 2)"})
    void takesNoProseForStructure(String text) {
        assertThat(LenientJson.structure(text)).isNull();
    }

    @Test
    void isNotImpressedByDepth() {
        assertThat(PythonLiteral.parse("['a',".repeat(100_000))).isNull();
        assertThat(PythonLiteral.parse("A(b=".repeat(100_000))).isNull();
        assertThat(PythonLiteral.parse("[" + "9".repeat(100_000) + ", 'x']")).isNull();
    }

    @Test
    void readsAnObjectThatIsPrintedAsItsFields() {
        assertThat(PythonLiteral.fields("content='{\"t\": 18}' name='get_weather' tool_call_id='c1'"))
                .isEqualTo(Json.parse(
                        "{\"content\":\"{\\\"t\\\": 18}\",\"name\":\"get_weather\",\"tool_call_id\":\"c1\"}"));
        assertThat(PythonLiteral.fields("content=18 degrees")).isNull();
    }

    @Test
    void takesQuotesAwayOnlyWhereTheyAreJsonsOwn() {
        assertThat(LenientJson.unquoted("\"It is 18 \\u00b0C\"")).isEqualTo("It is 18 °C");
        assertThat(LenientJson.unquoted("\"a\" or \"b\"")).isEqualTo("\"a\" or \"b\"");
    }
}
