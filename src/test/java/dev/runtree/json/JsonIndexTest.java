package dev.runtree.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonIndexTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    @Test
    void everyLineIsOneThatJacksonReads() throws IOException {
        for (var seed = 0; seed < 300; seed++) {
            var text = RandomJson.text(new Random(seed), 60);
            var index = JsonIndex.of(text);
            assertThat(index.mistake()).as(text).isNull();
            assertThat(lines(index)).as(text).isEqualTo(jacksons(text));
        }
    }

    @Test
    void piecesOfAnySizeMakeTheSameIndex() {
        for (var seed = 0; seed < 100; seed++) {
            var random = new Random(seed);
            var text = RandomJson.text(random, 40);
            var scanner = new JsonScanner(text);
            var upTo = 0;
            while (scanner.scan(upTo)) {
                upTo += 1 + random.nextInt(30);
                assertThat(scanner.index().isFinished()).isFalse();
            }
            assertThat(lines(scanner.index())).isEqualTo(lines(JsonIndex.of(text)));
        }
    }

    @Test
    void parentsPositionsAndPathsLeadToTheSameValue() throws IOException {
        for (var seed = 0; seed < 200; seed++) {
            var text = RandomJson.withoutTwins(new Random(seed), 50);
            var index = JsonIndex.of(text);
            var tree = JACKSON.readTree(text);
            for (var line = 0; line < index.size(); line++) {
                var pointed = tree.at(pointer(index, line));
                assertThat(JACKSON.readTree(index.raw(line))).isEqualTo(pointed);
                assertThat(index.count(index.opening(line))).isEqualTo(pointed.size());
                assertThat(found(JsonPaths.of(index, line), index)).containsExactly(index.opening(line));
                assertThat(index.lineAt(index.start(line))).isEqualTo(line);
            }
        }
    }

    private static List<Integer> found(String path, JsonIndex index) {
        try {
            return JsonPath.parse(path).lines(index);
        } catch (BadJsonPath e) {
            throw new AssertionError(path, e);
        }
    }

    /** By following parents up, as the window's path does. */
    private static JsonPointer pointer(JsonIndex index, int line) {
        var pointer = JsonPointer.empty();
        var at = index.opening(line);
        for (var parent = index.parent(at); parent >= 0; parent = index.parent(at)) {
            var key = index.key(at);
            var step = JsonPointer.empty();
            step = key == null ? step.appendIndex(index.position(at)) : step.appendProperty(key);
            pointer = step.append(pointer);
            at = parent;
        }
        return pointer;
    }

    private static List<String> lines(JsonIndex index) {
        var lines = new ArrayList<String>();
        for (var line = 0; line < index.size(); line++) {
            var value = index.isOpen(line)
                    ? (index.isObject(line) ? "{" : "[")
                    : index.isClose(line)
                            ? (index.isObject(line) ? "}" : "]")
                            : index.isEmpty(line) ? (index.isObject(line) ? "{}" : "[]") : index.raw(line);
            lines.add(index.depth(line) + " " + (index.isClose(line) ? null : index.key(line)) + " " + value);
        }
        return lines;
    }

    private static List<String> jacksons(String text) throws IOException {
        var lines = new ArrayList<String>();
        try (var parser = new JsonFactory().createParser(text)) {
            var depth = 0;
            String key = null;
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    key = parser.currentName();
                    continue;
                }
                if (token.isStructEnd()) {
                    depth--;
                    var opened = lines.getLast();
                    var empty = opened.equals(depth
                            + opened.substring(opened.indexOf(' '), opened.length() - 1)
                            + (token == JsonToken.END_OBJECT ? '{' : '['));
                    if (empty) {
                        lines.set(lines.size() - 1, opened + token.asString());
                    } else {
                        lines.add(depth + " null " + token.asString());
                    }
                } else {
                    lines.add(depth + " " + key + " " + (token.isStructStart() ? token.asString() : raw(parser, text)));
                    depth += token.isStructStart() ? 1 : 0;
                }
                key = null;
            }
        }
        return lines;
    }

    private static String raw(com.fasterxml.jackson.core.JsonParser parser, String text) throws IOException {
        var from = (int) parser.currentTokenLocation().getCharOffset();
        parser.finishToken();
        return text.substring(from, (int) parser.currentLocation().getCharOffset());
    }

    @Test
    void valuesStayAsTheyWereSent() {
        var index = JsonIndex.of(
                "{\"a\":1e2,\"b\":1.10,\"a\":123456789012345678901234567890,\"c\":-0.0,\"d\":\"\\u00e9\\n\"}");
        assertThat(List.of(index.raw(1), index.raw(2), index.raw(3), index.raw(4), index.raw(5)))
                .containsExactly("1e2", "1.10", "123456789012345678901234567890", "-0.0", "\"\\u00e9\\n\"");
        assertThat(index.said(5)).isEqualTo("é\n");
        assertThat(index.key(1)).isEqualTo(index.key(3)).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {                     | END_TOO_EARLY     | 1 | 2
                    [1,]                  | VALUE             | 1 | 4
                    {"a":1,}              | KEY               | 1 | 8
                    {"a" 1}               | COLON             | 1 | 6
                    {"a":}                | VALUE             | 1 | 6
                    {'a':1}               | KEY               | 1 | 2
                    [1 2]                 | COMMA             | 1 | 4
                    [01]                  | NUMBER            | 1 | 3
                    [1.]                  | NUMBER            | 1 | 4
                    [1e]                  | NUMBER            | 1 | 4
                    [-]                   | NUMBER            | 1 | 3
                    [+1]                  | VALUE             | 1 | 2
                    [NaN]                 | VALUE             | 1 | 2
                    [tru]                 | VALUE             | 1 | 2
                    {"a":"b               | END_IN_STRING     | 1 | 6
                    ["\\x"]               | ESCAPE            | 1 | 3
                    ["\\u12g4"]           | ESCAPE            | 1 | 3
                    {} {}                 | MORE_AFTER_END    | 1 | 4
                    [1}                   | COMMA             | 1 | 3
                    """)
    void aMistakeIsToldAtItsPlace(String text, JsonMistake.Kind kind, int line, int column) {
        var mistake = JsonIndex.of(text.replace("\\\\", "\\")).mistake();
        assertThat(mistake).isNotNull();
        assertThat(mistake.kind()).isEqualTo(kind);
        assertThat(mistake.line()).isEqualTo(line);
        assertThat(mistake.column()).isEqualTo(column);
    }

    @Test
    void aMistakeBehindLinesCountsThem() {
        var mistake = JsonIndex.of("[1,\n 2,\n  \"a\tb\"]").mistake();
        assertThat(mistake).isEqualTo(new JsonMistake(JsonMistake.Kind.CONTROL_CHARACTER, 12, 3, 5));
    }

    /** What Jackson refuses is refused, and nothing else: each text with one character changed. */
    @Test
    void agreesWithJacksonOnWhatIsJson() {
        var random = new Random(7);
        for (var i = 0; i < 3000; i++) {
            var text = new StringBuilder(RandomJson.text(random, 12));
            var odd = "{}[],:\"\\ 01-.eEtfn\u0001x".charAt(random.nextInt(20));
            text.setCharAt(random.nextInt(text.length()), odd);
            if (text.toString().replace("\\ud83d\\ude42", "").contains("\\ud")) {
                continue; // Jackson wants pairs in names, which the grammar does not
            }
            assertThat(JsonIndex.of(text.toString()).mistake() == null)
                    .as(text.toString())
                    .isEqualTo(isJsonToJackson(text.toString()));
        }
    }

    private static boolean isJsonToJackson(String text) {
        try (var parser = new JsonFactory().createParser(text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            parser.finishToken();
            return parser.nextToken() == null;
        } catch (IOException no) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 1_000_000})
    void anyDepthIsReadWithoutRecursion(int depth) {
        var index = JsonIndex.of("[".repeat(depth) + "1" + "]".repeat(depth));
        assertThat(index.mistake()).isNull();
        assertThat(index.size()).isEqualTo(2 * depth + 1);
        assertThat(index.depth(depth)).isEqualTo(depth);
        assertThat(index.parent(depth)).isEqualTo(depth - 1);
        assertThat(index.last(0)).isEqualTo(2 * depth);
        assertThat(JsonPaths.of(index, depth)).hasSize(1 + 3 * depth);
    }

    @Test
    void oneHugeStringIsOneLine() {
        var index = JsonIndex.of("[\"" + "x\\n".repeat(2_000_000) + "\"]");
        assertThat(index.size()).isEqualTo(3);
        assertThat(index.said(1)).hasSize(4_000_000);
    }

    @Test
    void halvesOfPairsAndControlsSurvive() {
        var index = JsonIndex.of("[\"\\ud83d x \ud83d\", \"\\u0000\u007f\u202e\"]");
        assertThat(index.mistake()).isNull();
        assertThat(index.said(1)).isEqualTo("\ud83d x \ud83d");
        assertThat(index.said(2)).isEqualTo("\0\u007f\u202e");
    }

    @Test
    void printsAPartAnewWithItsTokensUntouched() {
        for (var seed = 0; seed < 100; seed++) {
            var text = RandomJson.text(new Random(seed), 40);
            var index = JsonIndex.of(text);
            for (var printed : List.of(JsonPrint.pretty(index, 0), JsonPrint.compact(index, 0))) {
                assertThat(lines(JsonIndex.of(printed))).isEqualTo(lines(index));
            }
            assertThat(JsonPrint.compact(index, 0).lines()).hasSize(1);
        }
        assertThat(JsonPrint.pretty(JsonIndex.of("{\"a\":[1.0,{}],\"b\":{\"c\":[]}}"), 0))
                .isEqualTo("{\n  \"a\": [\n    1.0,\n    {}\n  ],\n  \"b\": {\n    \"c\": []\n  }\n}");
    }

    @Test
    void whatIsNestedBeyondReasonIsPrintedInReasonableLength() {
        var index = JsonIndex.of("[".repeat(100_000) + "]".repeat(100_000));
        assertThat(JsonPrint.pretty(index, 0).length()).isLessThan(21_000_000);
        assertThat(JsonPrint.compact(index, 0)).isEqualTo(index.text());
    }
}
