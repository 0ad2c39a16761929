package dev.runtree.ui.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.json.BadJsonPath;
import dev.runtree.json.JsonIndex;
import dev.runtree.json.JsonPath;
import dev.runtree.json.JsonPrint;
import dev.runtree.json.JsonScanner;
import dev.runtree.json.RandomJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonRowsTest {

    private static List<String> texts(JsonRows rows) {
        var texts = new ArrayList<String>();
        for (var row = 0; row < rows.size(); row++) {
            var said = rows.row(row);
            texts.add("  ".repeat(said.indent()) + said.text());
        }
        return texts;
    }

    private static JsonRows rows(String json) {
        return new JsonRows(JsonIndex.of(json));
    }

    /** Folding splices; the same state built anew from what is folded must have the same rows. */
    @Test
    void foldingAndUnfoldingComesToTheSameAsBuildingAnew() {
        for (var seed = 0; seed < 60; seed++) {
            var random = new Random(seed);
            var rows = rows(RandomJson.text(random, 60));
            for (var i = 0; i < 60 && rows.size() > 0; i++) {
                var row = random.nextInt(rows.size());
                rows.setOpen(row, random.nextBoolean());
                var spliced = texts(rows);
                rows.rebuild();
                assertThat(texts(rows)).isEqualTo(spliced);
            }
        }
    }

    @Test
    void everyRowIsFoundByItsLine() {
        for (var seed = 0; seed < 60; seed++) {
            var random = new Random(seed);
            var rows = rows(RandomJson.text(random, 60));
            for (var i = 0; i < 20; i++) {
                rows.setOpen(random.nextInt(rows.size()), random.nextBoolean());
            }
            for (var row = 0; row < rows.size(); row++) {
                assertThat(rows.rowOf(rows.id(row))).isEqualTo(row);
                assertThat(rows.rootLine(row)).isBetween(0, rows.index().size() - 1);
            }
            var line = random.nextInt(rows.index().size());
            assertThat(rows.id(rows.reveal(rows.index().opening(line))))
                    .isEqualTo(rows.index().opening(line));
        }
    }

    @Test
    void aFoldedValueSaysWhatItHoldsAndHowMuch() {
        var rows = rows("{\"a\":{\"b\":1.10,\"c\":[]},\"d\":[true]}");
        rows.level(1);
        assertThat(texts(rows))
                .containsExactly(
                        "{", "  \"a\": {…},  2 members  \"b\":1.10,\"c\":[]", "  \"d\": […]  1 element  true", "}");
        rows.level(0);
        assertThat(rows.size()).isEqualTo(1);
        rows.unfoldAll();
        assertThat(texts(rows))
                .containsExactly(
                        "{",
                        "  \"a\": {",
                        "    \"b\": 1.10,",
                        "    \"c\": []",
                        "  },",
                        "  \"d\": [",
                        "    true",
                        "  ]",
                        "}");
    }

    @Test
    void aStringThatHoldsJsonOpensInItsPlace() {
        var rows = rows("{\"arguments\":\"{\\\"city\\\":\\\"Z\\\\u00fcrich\\\",\\\"n\\\":[1.0]}\",\"z\":1}");
        assertThat(rows.row(1).text()).isEqualTo("\"arguments\": \"{\"city\":\"Z\\u00fcrich\",\"n\":[1.0]}\",");
        rows.setOpen(1, true);
        assertThat(texts(rows))
                .containsExactly(
                        "{",
                        "  \"arguments\": a string of 39 characters,",
                        "    {",
                        "      \"city\": \"Zürich\",",
                        "      \"n\": [",
                        "        1.0",
                        "      ]",
                        "    }",
                        "  \"z\": 1",
                        "}");
        rows.setOpen(4, false);
        assertThat(rows.row(4).text()).isEqualTo("\"n\": […]  1 element  1.0");
        assertThat(rows.parentRow(4)).isEqualTo(2);
        assertThat(rows.parentRow(2)).isEqualTo(1);
        rows.setOpen(1, false);
        assertThat(rows.size()).isEqualTo(4);
    }

    @Test
    void aStringOfLinesOpensAsText() {
        var rows = rows("[\"first\\n\\tsecond\\n\"]");
        assertThat(rows.row(1).text()).isEqualTo("\"first\n\tsecond\n\"");
        rows.setOpen(1, true);
        assertThat(texts(rows))
                .containsExactly("[", "  a string of 17 characters", "    first", "    \tsecond", "    ", "]");
    }

    @Test
    void aLongStringSaysHowLongItIsAndIsWholeWhenOpened() {
        var rows = rows("[\"" + "word ".repeat(4_000_000) + "\"]");
        assertThat(rows.row(1).text()).hasSizeLessThan(2_100).endsWith("…  20,000,000 characters");
        rows.setOpen(1, true);
        var inside = new StringBuilder();
        for (var row = 2; row < rows.size() - 1; row++) {
            inside.append(rows.row(row).text());
        }
        assertThat(inside.toString()).isEqualTo("word ".repeat(4_000_000));
    }

    @Test
    void escapesAreShownAsCharactersOrAsSent() {
        var rows = rows("[\"\\u00e9\\n\\\"\"]");
        assertThat(rows.row(1).text()).isEqualTo("\"é\n\"\"");
        rows.texts().setAsSent(true);
        assertThat(rows.row(1).text()).isEqualTo("\"\\u00e9\\n\\\"\"");
    }

    @Test
    void copyingRowsGivesJsonAsItWasSent() {
        var rows = rows("{\"a\":\"\\u00e9\",\"b\":{\"c\":1e2}}");
        rows.setOpen(2, false);
        var copied = new StringBuilder();
        for (var row = 0; row < rows.size(); row++) {
            copied.append(rows.copied(row, 0, rows.row(row).text().length()));
        }
        assertThat(copied.toString()).isEqualTo("{\n  \"a\":\"\\u00e9\",\n  \"b\":{\"c\":1e2}\n}\n");
    }

    @Test
    void aPathLeavesWhatItFindsAndWhatLeadsThere() throws BadJsonPath {
        var rows = rows("{\"a\":[{\"x\":1,\"y\":2},{\"x\":3}],\"b\":{\"x\":{\"deep\":[]}},\"c\":0}");
        rows.filter(new JsonMatches(rows.index(), JsonPath.parse("$..x").lines(rows.index())));
        assertThat(texts(rows))
                .containsExactly(
                        "{",
                        "  \"a\": [",
                        "    {",
                        "      \"x\": 1,",
                        "    },",
                        "    {",
                        "      \"x\": 3",
                        "    }",
                        "  ],",
                        "  \"b\": {",
                        "    \"x\": {",
                        "      \"deep\": []",
                        "    }",
                        "  },",
                        "}");
        assertThat(rows.row(3).faint()).isFalse();
        assertThat(rows.row(2).faint()).isTrue();
        rows.filter(null);
        assertThat(rows.size()).isEqualTo(17);
    }

    @Test
    void growsWhileTheTextIsStillRead() {
        var text = "[" + RandomJson.text(new Random(3), 90) + "," + RandomJson.text(new Random(4), 90) + ",[1,2,3,4]]";
        var scanner = new JsonScanner(text);
        scanner.scan(text.length() / 3);
        var rows = new JsonRows(scanner.index());
        var first = rows.size();
        scanner.scan(Integer.MAX_VALUE);
        rows.grown();
        assertThat(first).isLessThan(rows.size());
        assertThat(texts(rows)).isEqualTo(texts(rows(text)));
    }

    @Test
    void aMillionLevelsFoldAndUnfold() {
        var rows = rows("[".repeat(1_000_000) + "]".repeat(1_000_000));
        assertThat(rows.size()).isEqualTo(1_999_999);
        rows.setOpen(500_000, false);
        assertThat(rows.size()).isEqualTo(1_000_001);
        assertThat(rows.row(500_000).text()).startsWith("[…]  1 element  [[[[").endsWith("…");
        rows.level(3);
        assertThat(rows.size()).isEqualTo(7);
    }

    @Test
    void rowsAreCopiedAsTheIndexPrintsThem() {
        for (var seed = 0; seed < 40; seed++) {
            var index = JsonIndex.of(RandomJson.text(new Random(seed), 40));
            assertThat(JsonPrint.lines(index, 0, index.size() - 1)).isEqualTo(JsonPrint.pretty(index, 0));
        }
    }
}
