package dev.runtree.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The colours: complete in both themes, readable on every surface, and named by value nowhere else. */
class TokensTest {
    private static final Path STYLES = Path.of("styles");
    private static final Pattern TOKEN = Pattern.compile("(-rt-[a-z0-9-]+):\\s*(#[0-9a-f]{6,8});");
    private static final List<String> SURFACES = List.of(
            "-rt-bg",
            "-rt-bg-subtle",
            "-rt-bg-hover",
            "-rt-bg-selected",
            "-rt-bg-danger",
            "-rt-bg-warning",
            "-rt-bg-success");
    private static final List<String> TEXTS = List.of(
            "-rt-fg",
            "-rt-fg-strong",
            "-rt-fg-muted",
            "-rt-fg-faint",
            "-rt-accent-fg",
            "-rt-danger-fg",
            "-rt-warning-fg",
            "-rt-success-fg",
            "-rt-json-string",
            "-rt-json-number");

    @Test
    void both_themes_have_the_same_tokens() throws IOException {
        assertThat(dark().keySet()).isEqualTo(light().keySet());
    }

    @Test
    void text_can_be_read_on_every_surface() throws IOException {
        for (var theme : List.of(light(), dark())) {
            for (String text : TEXTS) {
                for (String surface : SURFACES) {
                    assertThat(contrast(theme, text, surface))
                            .as(text + " on " + surface)
                            .isGreaterThanOrEqualTo(4.5);
                }
            }
        }
    }

    @Test
    void kinds_can_be_told_from_every_row() throws IOException {
        for (var theme : List.of(light(), dark())) {
            for (String token : theme.keySet()) {
                if (token.startsWith("-rt-kind-")) {
                    for (String surface : List.of("-rt-bg", "-rt-bg-hover", "-rt-bg-selected", "-rt-bg-danger")) {
                        assertThat(contrast(theme, token, surface))
                                .as(token + " on " + surface)
                                .isGreaterThanOrEqualTo(3.0);
                    }
                }
            }
        }
    }

    @Test
    void text_on_filled_colours_can_be_read() throws IOException {
        for (var theme : List.of(light(), dark())) {
            assertThat(contrast(theme, "-rt-on-danger", "-rt-danger")).isGreaterThanOrEqualTo(4.5);
            assertThat(contrast(theme, "-rt-on-accent", "-rt-accent")).isGreaterThanOrEqualTo(4.5);
            assertThat(contrast(theme, "-rt-badge-fg", "-rt-badge")).isGreaterThanOrEqualTo(4.5);
            assertThat(contrast(theme, "-rt-fg-strong", "-rt-mark")).isGreaterThanOrEqualTo(4.5);
        }
    }

    @Test
    void no_other_style_sheet_names_a_colour_by_value() throws IOException {
        try (Stream<Path> sheets = Files.list(STYLES)) {
            for (Path sheet :
                    sheets.filter(file -> !file.endsWith("tokens.css")).toList()) {
                assertThat(Files.readString(sheet)).as(sheet.toString()).doesNotContainPattern("#[0-9a-fA-F]{3,8}\\b");
            }
        }
    }

    @Test
    void the_values_are_those_of_the_design() throws IOException {
        Path design = Path.of("../shared/mockups/tokens.md");
        assumeTrue(Files.exists(design), "the design's page of tokens is not beside this checkout");
        String page = Files.readString(design);
        String css = page.substring(page.indexOf("```css") + 6, page.lastIndexOf("```"));
        assertThat(tokens(before(css))).isEqualTo(light());
        assertThat(tokens(after(css))).isEqualTo(dark());
    }

    private static Map<String, String> light() throws IOException {
        return tokens(before(Files.readString(STYLES.resolve("tokens.css"))));
    }

    private static Map<String, String> dark() throws IOException {
        return tokens(after(Files.readString(STYLES.resolve("tokens.css"))));
    }

    private static String before(String css) {
        return css.substring(0, css.indexOf("@media"));
    }

    private static String after(String css) {
        return css.substring(css.indexOf("@media"));
    }

    private static Map<String, String> tokens(String css) {
        var tokens = new LinkedHashMap<String, String>();
        var matcher = TOKEN.matcher(css);
        while (matcher.find()) {
            tokens.put(matcher.group(1), matcher.group(2));
        }
        assertThat(tokens).isNotEmpty();
        return tokens;
    }

    /** The ratio of WCAG 2. */
    private static double contrast(Map<String, String> theme, String one, String other) {
        double a = luminance(Objects.requireNonNull(theme.get(one), one));
        double b = luminance(Objects.requireNonNull(theme.get(other), other));
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String hex) {
        return 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
    }

    private static double channel(String hex, int at) {
        double value = Integer.parseInt(hex.substring(at, at + 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
