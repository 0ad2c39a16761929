package dev.runtree.ui.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ways to send that the window offers. */
class SnippetsTest {
    private static final Addresses ADDRESSES = new Addresses("http://localhost:14318", "http://localhost:14317");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export ([A-Za-z_0-9]+)=(.*)$");
    private static final Pattern LEFT_OPEN = Pattern.compile("\\{[a-z]+}");

    /** What the SDKs read, looked up in their sources. */
    private static final Set<String> KNOWN = Set.of(
            "CLAUDE_CODE_ENABLE_TELEMETRY",
            "CLAUDE_CODE_ENHANCED_TELEMETRY_BETA",
            "CREWAI_DISABLE_TELEMETRY",
            "ENABLE_SENSITIVE_DATA",
            "LANGFUSE_BASE_URL",
            "LANGFUSE_HOST",
            "LANGFUSE_PUBLIC_KEY",
            "LANGFUSE_SECRET_KEY",
            "LANGSMITH_API_KEY",
            "LANGSMITH_ENDPOINT",
            "LANGSMITH_OTEL_ENABLED",
            "LANGSMITH_TRACING",
            "LANGSMITH_TRACING_MODE",
            "OTEL_ENDPOINT",
            "OTEL_EXPORTER",
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "OTEL_EXPORTER_OTLP_PROTOCOL",
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
            "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
            "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT",
            "OTEL_LOGS_EXPORTER",
            "OTEL_LOG_TOOL_DETAILS",
            "OTEL_LOG_USER_PROMPTS",
            "OTEL_METRICS_EXPORTER",
            "OTEL_PYTHON_LOGGING_AUTO_INSTRUMENTATION_ENABLED",
            "OTEL_SEMCONV_STABILITY_OPT_IN",
            "OTEL_SERVICE_NAME",
            "OTEL_TRACES_EXPORTER",
            "SEMANTICKERNEL_EXPERIMENTAL_GENAI_ENABLE_OTEL_DIAGNOSTICS",
            "SEMANTICKERNEL_EXPERIMENTAL_GENAI_ENABLE_OTEL_DIAGNOSTICS_SENSITIVE",
            "TRACELOOP_BASE_URL",
            "TRACELOOP_METRICS_ENABLED",
            "USE_OTEL_LITELLM_REQUEST_SPAN");

    static List<Snippet> snippets() {
        return Snippets.all();
    }

    @Test
    void every_file_is_in_the_list() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/snippets"))) {
            var names = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".md"))
                    .map(name -> name.substring(0, name.length() - 3))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(snippets())
                    .extracting(Snippet::id)
                    .doesNotHaveDuplicates()
                    .containsAll(names);
        }
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void names_the_address_of_the_endpoint_and_nothing_is_left_open(Snippet snippet) {
        var code = code(snippet.filled(ADDRESSES));
        assertThat(code).as("the address").containsAnyOf(ADDRESSES.http(), ADDRESSES.grpc());
        assertThat(LEFT_OPEN.matcher(code).results().map(MatchResult::group)).isEmpty();
        assertThat(code(snippet)).as("ports of its own").doesNotContain("4318", "4317", "localhost");
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void its_variables_are_those_that_the_sdk_reads(Snippet snippet) {
        for (var export : EXPORT.matcher(code(snippet)).results().toList()) {
            assertThat(KNOWN).contains(export.group(1));
            if (export.group(1).equals("OTEL_EXPORTER_OTLP_PROTOCOL")) {
                assertThat(code(snippet))
                        .contains(
                                export.group(2).equals("grpc")
                                        ? "OTEL_EXPORTER_OTLP_ENDPOINT={grpc}"
                                        : "OTEL_EXPORTER_OTLP_ENDPOINT={http}");
            }
        }
    }

    @Test
    void reads_paragraphs_and_code_in_their_order() {
        var snippet = Snippet.parse("x", """
                # An SDK
                Python

                Two lines
                of prose.

                ```sh
                export A={http}

                export B=1
                ```
                """);
        assertThat(snippet.name()).isEqualTo("An SDK");
        assertThat(snippet.filled(ADDRESSES).blocks())
                .containsExactly(
                        new Snippet.Block.Prose("Two lines of prose."),
                        new Snippet.Block.Code("sh", "export A=http://localhost:14318\n\nexport B=1"));
    }

    @Test
    void is_found_by_what_it_is_called_and_by_what_is_installed() {
        assertThat(found("langgraph")).contains("langchain-python", "langchain-js");
        assertThat(found("vercel js")).containsExactly("vercel-ai-sdk", "vercel-ai-sdk-7");
        assertThat(found("vercel python")).isEmpty();
        assertThat(found("openai agents python")).contains("openai-agents-python");
        assertThat(found("arize-phoenix-otel")).containsExactly("phoenix-otel");
    }

    private static List<String> found(String words) {
        return snippets().stream()
                .filter(snippet -> snippet.has(words))
                .map(Snippet::id)
                .toList();
    }

    static String code(Snippet snippet) {
        return snippet.blocks().stream()
                .filter(block -> block instanceof Snippet.Block.Code)
                .map(Snippet.Block::text)
                .collect(Collectors.joining("\n"));
    }
}
