package dev.runtree.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 1);

    @TempDir
    private Path folder = Path.of("");

    private final List<String> told = new ArrayList<>();
    private Path file = Path.of("");
    private Prices prices = Prices.none();
    private int written;

    @BeforeEach
    void open() {
        file = folder.resolve("prices.yaml");
        prices = Prices.of(file, told::add);
    }

    @Test
    void theListPricesHoldWithoutAFile() {
        assertThat(input("openai", "gpt-4o-mini")).isEqualTo("0.15");
        assertThat(told).isEmpty();
    }

    @Test
    void onesOwnFileGoesBeforeTheListAndAddsToIt() throws IOException {
        write("""
                openai:
                  - {model: gpt-4o-mini, from: 2026-01-01, input: 0.11, output: 0.44}
                ollama:
                  - {model: "*", from: 2020-01-01, input: 0, output: 0}
                azure.ai.openai: {like: openai}
                """);
        assertThat(input("openai", "gpt-4o-mini-2024-07-18")).isEqualTo("0.11");
        assertThat(input("openai", "gpt-4o")).isEqualTo("2.50");
        assertThat(input("ollama", "llama3.2:1b")).isEqualTo("0");
        assertThat(input("azure.ai.openai", "gpt-4o-mini")).isEqualTo("0.11");
        assertThat(input("azure.ai.openai", "gpt-4o")).isEqualTo("2.50");
        assertThat(prices.current()
                        .price("openai", "gpt-4o-mini", LocalDate.of(2025, 1, 1))
                        .orElseThrow()
                        .rates()
                        .input())
                .as("before one's own price began, the list's holds")
                .isEqualByComparingTo("0.15");
    }

    @Test
    void onlyOnesOwnPricesAreAskedWhereNoListSpeaks() throws IOException {
        write("ollama: [{model: 'llama*', from: 2020-01-01, input: 0, output: 0}]");
        assertThat(prices.current().ownPrice("ollama", "llama3.2", DAY)).isPresent();
        assertThat(prices.current().ownPrice("openai", "gpt-4o", DAY)).isEmpty();
    }

    @Test
    void aPatternForEveryModelIsNoSignOfAProvider() throws IOException {
        write("ollama: [{model: '*', from: 2020-01-01, input: 0, output: 0}]");
        assertThat(prices.current().price(null, "qwen3", DAY)).isEmpty();
        assertThat(prices.current().price(null, "gpt-4o", DAY)).isPresent();
    }

    @Test
    void theLongerPatternIsNearer() throws IOException {
        write("""
                acme:
                  - {model: "m-*", from: 2020-01-01, input: 1}
                  - {model: "m-large-*", from: 2020-01-01, input: 9}
                """);
        assertThat(input("acme", "m-small-1")).isEqualTo("1");
        assertThat(input("acme", "m-large-1")).isEqualTo("9");
    }

    @Test
    void aChangedFileIsReadAgain() throws IOException {
        assertThat(input("acme", "m")).isNull();
        write("acme: [{model: m, from: 2026-01-01, input: 1}]");
        assertThat(input("acme", "m")).isEqualTo("1");
        write("acme: [{model: m, from: 2026-01-01, input: 2}]");
        assertThat(input("acme", "m")).isEqualTo("2");
        Files.delete(file);
        assertThat(input("acme", "m")).isNull();
        assertThat(told).isEmpty();
    }

    @Test
    void aMistakeIsToldOnceWithItsPlaceAndTheLastGoodPricesStay() throws IOException {
        write("acme: [{model: m, from: 2026-01-01, input: 1}]");
        assertThat(input("acme", "m")).isEqualTo("1");
        write("acme:\n  - {model: m, from: 2026-01-01, input: 1, ouput: 2}\n");
        assertThat(input("acme", "m")).isEqualTo("1");
        assertThat(input("openai", "gpt-4o-mini")).isEqualTo("0.15");
        assertThat(told)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith(file + ":2:44: unknown key \"ouput\"; did you mean \"output\"?")
                        .endsWith("until that is mended, prices stay as they were before")
                        .doesNotContain("\n"));
        write("acme: [{model: m, from: 2026-01-01, input: 3}]");
        assertThat(input("acme", "m")).isEqualTo("3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            acme: [{model: m, from: soon, input: 1}]          | :1:25: a day such as 2026-06-01 was expected here
            acme: [{model: m, from: 2026-02-30, input: 1}]    | :1:25: a day such as 2026-06-01 was expected here
            acme: [{model: m, from: 2026-01-01, input: -1}]   | :1:44: US dollars for a million tokens were expected
            acme: [{model: m, from: 2026-01-01, input: 1e999}]| :1:44: US dollars for a million tokens were expected
            acme: [{model: m, from: 2026-01-01}]              | :1:8: "input" is missing
            acme: [{from: 2026-01-01, input: 1}]              | :1:8: "model" is missing
            acme: {like: openai, model: m}                    | :1:22: unknown key "model"
            acme: [                                           | not valid YAML
            [1, 2]                                            | :1:1: keys and values were expected here
            """)
    void everyMistakeHasItsPlace(String text, String mistake) throws IOException {
        write(text);
        assertThat(input("openai", "gpt-4o-mini")).isEqualTo("0.15");
        assertThat(told).singleElement().asString().contains(mistake);
    }

    @Test
    void aFileOfCommentsSaysNothing() throws IOException {
        write("# acme: [{model: m, from: 2026-01-01, input: 1}]\n");
        assertThat(input("openai", "gpt-4o-mini")).isEqualTo("0.15");
        assertThat(told).isEmpty();
    }

    private @Nullable String input(String provider, String model) {
        return prices.current()
                .price(provider, model, DAY)
                .map(price -> price.rates().input().toPlainString())
                .orElse(null);
    }

    /** Each version a second later than the one before, however fast the test is. */
    private void write(String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_790_000_000_000L + ++written * 1_000L));
    }
}
