package dev.runtree.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every text is read back as it was written. */
class YamlWriterTest {
    private static final List<String> PIECES = List.of(
            "a", "word", " ", "  ", "\t", "\n", "\n\n", "\r\n", "\r", ": ", "- ", "# ", "\"", "'", "\\", "{", "}", "[",
            "]", "|", ">", "%", "@", "`", "&x", "*x", "!", "?", "~", "null", "true", "1e3", "0x10", "---", "...", "é",
            "日本", "😀", "\u0085", "\u2028", "\uFEFF", "\u0007", "\u001b", "\u007f", "\u00a0", "\uFFFE", "<<", "=");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\n",
                "\n\n",
                " \n",
                "a\n",
                "a\n\n",
                "\na",
                "a\nb",
                "  a\n b\nc  ",
                "\ta\n\tb",
                "a: b",
                "- a",
                "- a\n- b",
                "# a",
                "a #b",
                "a\r\nb\r\n",
                "a\r\n  b \t\r\n",
                "a\rb",
                "null",
                "~",
                "true",
                "12",
                "1e3",
                "--- a\n...\nb",
                "\u0001\u001b[31m",
                "a\n\u0007\n",
                "a \n b \n \n",
                "a\n   ",
                "   \na",
                "a\n\n   \n\n",
                "\u2028\u2029\u0085\uFEFF\uFFFE",
                "\uD83D\uDE00 é 日本",
                "\"quoted\" 'text' \\n",
                "{\"to\": \"Lisbon\",\n \"n\": 1}\n",
                "%TAG\n@x `y`",
            })
    void aTextIsReadAsItWasWritten(String text) {
        assertThat(again(text)).isEqualTo(text);
    }

    @Test
    void anyTextIs() {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++) {
            var text = random.ints(random.nextInt(1, 12), 0, PIECES.size())
                    .mapToObj(PIECES::get)
                    .collect(Collectors.joining());
            assertThat(again(text)).isEqualTo(text);
        }
    }

    @Test
    void aTextOfMegabytesIs(@TempDir Path folder) throws Exception {
        var lines = "A line: with things - in it, 日本 \t\n".repeat(80_000) + "x".repeat(3 << 20);
        var bells = "\u0007 and \r\n".repeat(100_000);
        var file = folder.resolve("large.yaml");
        Files.writeString(
                file, new YamlWriter().text("lines", lines).text("bells", bells).toString());
        var read = YamlFile.readRecord(file);
        assertThat(read.need("lines").text()).isEqualTo(lines);
        assertThat(read.need("bells").text()).isEqualTo(bells);
    }

    @Test
    void linesStandAsLines() {
        var written = new YamlWriter()
                .map("step", () -> {})
                .text("text", "first\n  second\n")
                .text("windows", "first\r\n  second\r\n");
        assertThat(written.toString().lines())
                .containsExactly(
                        "step:",
                        "text: |",
                        "  first",
                        "    second",
                        "windows: \"first\\r\\n\\",
                        "  \\  second\\r\\n\"");
    }

    /** In a list within a map, and as a key. */
    private static String again(String text) {
        var writer = new YamlWriter();
        writer.text("top", text)
                .map(
                        "list",
                        () -> writer.item(() -> writer.text("a", text).text("b", text))
                                .item(() -> writer.text(text, "x").text("after", "y")));
        var read = YamlFile.parse("file", writer.toString());
        var items = read.need("list").items();
        assertThat(List.of(
                        read.need("top"),
                        items.getFirst().need("a"),
                        items.getFirst().need("b")))
                .allSatisfy(
                        value -> assertThat(value.text()).as(writer.toString()).isEqualTo(text));
        assertThat(items.get(1).keys()).as(writer.toString()).contains("after");
        return read.need("top").text();
    }
}
