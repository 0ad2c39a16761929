package dev.runtree.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.AudioTokens;
import dev.runtree.model.Usage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTableTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 1);
    private static final PriceTable LISTED = Prices.builtIn().current();

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-4o-mini, 0.15",
        "openai, gpt-4o-mini-2024-07-18, 0.15",
        "openai, GPT-4o-Mini, 0.15",
        "openai, openai/gpt-4o-mini, 0.15",
        "openai, gpt-4o, 2.50",
        "openai, gpt-4o-2024-05-13, 5.00",
        "openai, gpt-4o-2024-08-06, 2.50",
        "openai, gpt-4.1-mini-2025-04-14, 0.40",
        "openai, gpt-5.1-chat-latest, 1.25",
        "openai, o1-mini-2024-09-12, 1.10",
        "openai, text-embedding-ada-002, 0.10",
        "anthropic, claude-3-5-sonnet-20241022, 3.00",
        "anthropic, claude-3-5-sonnet-latest, 3.00",
        "anthropic, claude-3-5-haiku-20241022, 0.80",
        "anthropic, claude-sonnet-4-20250514, 3.00",
        "anthropic, claude-opus-4-5-20251101, 5.00",
        "anthropic, claude-opus-4-1@20250805, 15.00",
        "anthropic, claude-opus-5, 5.00",
        "anthropic, claude-opus-5-5, 4.00",
        "gcp.gemini, models/gemini-2.0-flash-001, 0.10",
        "gcp.gemini, gemini-2.0-flash-lite-001, 0.075",
        "aws.bedrock, us.amazon.nova-pro-v1:0, 0.80"
    })
    void aModelHasThePriceOfItsNameAndOfItsSnapshots(String provider, String model, BigDecimal input) {
        assertThat(LISTED.price(provider, model, DAY))
                .map(price -> price.rates().input())
                .hasValueSatisfying(rate -> assertThat(rate).isEqualByComparingTo(input));
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-4o-audio-preview",
        "openai, gpt-4o-mini-transcribe",
        "openai, gpt-4o-",
        "openai, gpt-4",
        "openai, ft:gpt-4o-mini-2024-07-18:acme::abc",
        "openai, gpt-4o-mini-2024-07",
        "anthropic, claude-3-5",
        "anthropic, claude-opus-5-7",
        "anthropic, claude-sonnet",
        "anthropic, gpt-4o",
        "ollama, gpt-4o",
        "ollama, llama3.2",
        "aws.bedrock, eu.amazon.nova-pro-v1:0",
        "azure.ai.openai, gpt-4o",
        ", llama-3.3-70b"
    })
    void aNameThatIsMerelyAlikeHasNoPrice(@Nullable String provider, String model) {
        var day = model.equals("gpt-4") ? LocalDate.of(2023, 3, 1) : DAY;
        assertThat(LISTED.price(provider, model, day)).isEmpty();
    }

    @Test
    void thePriceOfTheDayCounts() {
        assertThat(input("o3", "2025-04-15")).isEmpty();
        assertThat(input("o3", "2025-06-09")).hasValue("10.00");
        assertThat(input("o3", "2025-06-10")).hasValue("2.00");
        assertThat(input("gpt-4o", "2024-10-01")).hasValue("5.00");
        assertThat(input("gpt-4o", "2024-10-02")).hasValue("2.50");
        assertThat(LISTED.price("openai", "o3", LocalDate.of(2025, 8, 1))
                        .orElseThrow()
                        .from())
                .isEqualTo("2025-06-10");
    }

    @Test
    void aPriceWhoseEndIsKnownDoesNotGoOn() {
        assertThat(LISTED.price("deepseek", "deepseek-chat", LocalDate.of(2025, 12, 31)))
                .isPresent();
        assertThat(LISTED.price("deepseek", "deepseek-chat", LocalDate.of(2026, 1, 1)))
                .isEmpty();
        assertThat(LISTED.price("gcp.gemini", "gemini-2.5-pro", LocalDate.of(2025, 10, 1)))
                .isEmpty();
    }

    @Test
    void aProviderThatIsUnknownIsTakenFromAModelThatOneAloneHas() {
        assertThat(LISTED.price(null, "gpt-4o-mini", DAY)).isPresent();
        assertThat(LISTED.price(null, "claude-haiku-4-5-20251001", DAY)).isPresent();
    }

    @Test
    void cachedTokensArePartOfTheInputAndReasoningOfTheOutput() {
        var haiku = LISTED.price("anthropic", "claude-haiku-4-5", DAY).orElseThrow();
        var usage = new Usage(10_000L, 1_000L, 6_000L, 1_000L, 400L, null);
        // 3,000 at 1.00, 6,000 at 0.10, 1,000 at 1.25, and 1,000 at 5.00.
        assertThat(haiku.of(usage, AudioTokens.NONE)).hasValue(new BigDecimal("0.00985"));
    }

    @Test
    void aLongCallCostsMoreInAllOfItsTokens() {
        var sonnet = LISTED.price("anthropic", "claude-sonnet-4-5", DAY).orElseThrow();
        assertThat(sonnet.of(Usage.of(200_000, 1_000), AudioTokens.NONE)).hasValue(new BigDecimal("0.615"));
        assertThat(sonnet.of(Usage.of(200_001, 1_000), AudioTokens.NONE)).hasValue(new BigDecimal("1.222506"));
    }

    @Test
    void soundIsPricedApart() {
        var flash = LISTED.price("gcp.gemini", "gemini-2.5-flash", DAY).orElseThrow();
        assertThat(flash.of(Usage.of(1_000, 0), new AudioTokens(400L, null))).hasValue(new BigDecimal("0.00058"));
    }

    @Test
    void partsNeverCostMoreThanTheWhole() {
        var haiku = LISTED.price("anthropic", "claude-haiku-4-5", DAY).orElseThrow();
        var usage = new Usage(100L, 0L, 1_000_000L, 1_000_000L, null, null);
        assertThat(haiku.of(usage, AudioTokens.NONE)).hasValue(new BigDecimal("0.00001"));
    }

    @Test
    void aCallWithAnUnknownCountHasNoCost() {
        var mini = LISTED.price("openai", "gpt-4o-mini", DAY).orElseThrow();
        assertThat(mini.of(new Usage(10L, null, null, null, null, null), AudioTokens.NONE))
                .isEmpty();
        assertThat(mini.of(new Usage(null, 10L, null, null, null, null), AudioTokens.NONE))
                .isEmpty();
        var embedding = LISTED.price("openai", "text-embedding-3-small", DAY).orElseThrow();
        assertThat(embedding.of(new Usage(1_000L, null, null, null, null, null), AudioTokens.NONE))
                .hasValue(new BigDecimal("0.00002"));
    }

    private static Optional<String> input(String model, String day) {
        return LISTED.price("openai", model, LocalDate.parse(day))
                .map(price -> price.rates().input().toPlainString());
    }
}
