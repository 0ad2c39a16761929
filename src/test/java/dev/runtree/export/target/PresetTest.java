package dev.runtree.export.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runtree.otlp.profile.Profile;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where each back end is sent to and what it is told with each request, as its own documentation has it. */
class PresetTest {
    private static final Map<String, String> NOTHING = Map.of();

    /** The documentation, the preset, its answers and secrets, and what a request then has. */
    static Stream<Arguments> documented() {
        var pair = Map.of("public-key", "pk-lf-1");
        var secret = Map.of("secret-key", "sk-lf-2");
        var key = Map.of("key", "the-key");
        var basic = "authorization=Basic cGstbGYtMTpzay1sZi0y";
        return Stream.of(
                of(
                        "langfuse.com/integrations/native/opentelemetry",
                        Preset.LANGFUSE,
                        pair,
                        secret,
                        "https://cloud.langfuse.com/api/public/otel/v1/traces",
                        basic,
                        "x-langfuse-ingestion-version=4"),
                of(
                        "the same, another region",
                        Preset.LANGFUSE,
                        and(pair, "region", "us"),
                        secret,
                        "https://us.cloud.langfuse.com/api/public/otel/v1/traces",
                        basic,
                        "x-langfuse-ingestion-version=4"),
                of(
                        "the same, self-hosted behind a path",
                        Preset.LANGFUSE,
                        and(pair, "endpoint", "https://ai.example/lf/"),
                        secret,
                        "https://ai.example/lf/api/public/otel/v1/traces",
                        basic,
                        "x-langfuse-ingestion-version=4"),
                of(
                        "docs.langchain.com/langsmith/trace-with-opentelemetry",
                        Preset.LANGSMITH,
                        Map.of("project", "shop"),
                        key,
                        "https://api.smith.langchain.com/otel/v1/traces",
                        "x-api-key=the-key",
                        "langsmith-project=shop"),
                of(
                        "the same, Europe and a workspace",
                        Preset.LANGSMITH,
                        Map.of("region", "eu", "workspace", "w-1"),
                        key,
                        "https://eu.api.smith.langchain.com/otel/v1/traces",
                        "x-api-key=the-key",
                        "langsmith-project=default",
                        "x-tenant-id=w-1"),
                of(
                        "the same, self-hosted",
                        Preset.LANGSMITH,
                        Map.of("endpoint", "https://ai-company.com/api/v1"),
                        key,
                        "https://ai-company.com/api/v1/otel/v1/traces",
                        "x-api-key=the-key",
                        "langsmith-project=default"),
                of(
                        "arize-otel-python/src/arize/otel/otel.py",
                        Preset.ARIZE,
                        Map.of("space", "sp", "project", "p"),
                        key,
                        "https://otlp.arize.com/v1/traces",
                        "authorization=the-key",
                        "api_key=the-key",
                        "arize-space-id=sp",
                        "space_id=sp",
                        "arize-interface=otel"),
                of(
                        "arize.com/docs/ax/.../data-regions",
                        Preset.ARIZE,
                        Map.of("region", "eu", "space", "sp", "project", "p"),
                        key,
                        "https://otlp.eu-west-1a.arize.com/v1/traces",
                        "authorization=the-key",
                        "api_key=the-key",
                        "arize-space-id=sp",
                        "space_id=sp",
                        "arize-interface=otel"),
                of(
                        "phoenix/server/api/routers/v1/traces.py",
                        Preset.PHOENIX,
                        NOTHING,
                        NOTHING,
                        "http://localhost:6006/v1/traces"),
                of(
                        "the same, with authentication",
                        Preset.PHOENIX,
                        Map.of("endpoint", "https://app.phoenix.arize.com/s/me"),
                        key,
                        "https://app.phoenix.arize.com/s/me/v1/traces",
                        "authorization=Bearer the-key"),
                of(
                        "langtrace/app/api/trace/route.ts",
                        Preset.LANGTRACE,
                        NOTHING,
                        key,
                        "https://app.langtrace.ai/api/trace",
                        "x-api-key=the-key"),
                of(
                        "logfire.pydantic.dev/docs/how-to-guides/alternative-clients",
                        Preset.LOGFIRE,
                        Map.of("region", "eu"),
                        key,
                        "https://logfire-eu.pydantic.dev/v1/traces",
                        "authorization=the-key"),
                of(
                        "mlflow/server/otel_api.py",
                        Preset.MLFLOW,
                        Map.of("experiment", "12"),
                        NOTHING,
                        "http://localhost:5000/v1/traces",
                        "x-mlflow-experiment-id=12"),
                of(
                        "getmaxim.ai/docs/tracing/opentelemetry/ingesting-via-otlp",
                        Preset.MAXIM,
                        Map.of("repo", "r-1"),
                        key,
                        "https://api.getmaxim.ai/v1/otel",
                        "x-maxim-api-key=the-key",
                        "x-maxim-repo-id=r-1"),
                of(
                        "opentelemetry.io/docs/specs/otlp",
                        Preset.OTLP,
                        Map.of("endpoint", "http://localhost:4318"),
                        NOTHING,
                        "http://localhost:4318/v1/traces"),
                of(
                        "the same, the whole address",
                        Preset.OTLP,
                        Map.of("endpoint", "http://host/v1/traces"),
                        NOTHING,
                        "http://host/v1/traces"));
    }

    private static Arguments of(
            String source,
            Preset preset,
            Map<String, String> answers,
            Map<String, String> secrets,
            String uri,
            String... headers) {
        return Arguments.of(source, preset, answers, secrets, uri, List.of(headers));
    }

    private static Map<String, String> and(Map<String, String> answers, String name, String value) {
        var more = new HashMap<>(answers);
        more.put(name, value);
        return more;
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("documented")
    void requests_are_as_the_documentation_has_them(
            String source,
            Preset preset,
            Map<String, String> answers,
            Map<String, String> secrets,
            String uri,
            List<String> headers) {
        var endpoint = preset.endpoint(Target.of("t", preset, answers), new TargetSecrets(secrets));

        assertThat(endpoint.uri()).isEqualTo(URI.create(uri));
        assertThat(endpoint.headers())
                .extracting(header -> header.name() + "=" + header.value())
                .containsExactlyElementsOf(headers);
        assertThat(endpoint.contentType()).isEqualTo("application/x-protobuf");
        assertThat(endpoint.toString()).doesNotContain("the-key", "sk-lf-2", "cGstbGYtMTpzay1sZi0y");
    }

    @Test
    void traps_of_single_back_ends_are_minded() {
        var key = new TargetSecrets(Map.of("key", "k"));
        var langtrace = Preset.LANGTRACE.endpoint(Target.of("t", Preset.LANGTRACE, NOTHING), key);
        assertThat(langtrace.split().oneScope())
                .as("it reads one resource and one scope")
                .isTrue();
        assertThat(langtrace.gzip()).as("it unpacks nothing").isFalse();
        assertThat(langtrace.userAgent()).as("else it takes another format").contains("opentelemetry");

        var mlflow = Preset.MLFLOW.endpoint(Target.of("t", Preset.MLFLOW, NOTHING), TargetSecrets.NONE);
        assertThat(mlflow.split().oneTrace())
                .as("one bad trace takes the others along")
                .isTrue();

        var phoenix = Preset.PHOENIX.endpoint(over(Preset.PHOENIX, NOTHING, Protocol.GRPC), TargetSecrets.NONE);
        assertThat(phoenix.uri()).isEqualTo(URI.create("http://localhost:4317"));
        assertThat(phoenix.split().largest()).as("gRPC takes 4 MiB").isLessThan(4 << 20);

        var arize = Map.of("space", "s", "project", "p");
        assertThat(Preset.ARIZE
                        .endpoint(over(Preset.ARIZE, arize, Protocol.GRPC), key)
                        .uri())
                .isEqualTo(URI.create("https://otlp.arize.com"));
        assertThat(Preset.ARIZE.routing(Target.of("t", Preset.ARIZE, arize)))
                .containsEntry("openinference.project.name", "p");
        assertThat(Preset.MLFLOW.protocols()).containsExactly(Protocol.HTTP_PROTOBUF);
        assertThat(Preset.PHOENIX.protocols()).doesNotContain(Protocol.HTTP_JSON);
    }

    private static Target over(Preset preset, Map<String, String> answers, Protocol protocol) {
        return with(Target.of("t", preset, answers), new Transport(protocol, null, null, List.of(), Tls.NONE));
    }

    private static Target with(Target target, Transport transport) {
        return new Target(
                target.name(),
                target.preset(),
                target.answers(),
                target.filter(),
                target.sample(),
                target.redacting(),
                target.profile(),
                transport,
                target.replays(),
                target.paused());
    }

    @ParameterizedTest
    @EnumSource
    void each_says_in_one_line_what_it_asks_for(Preset preset) {
        assertThat(preset.asks()).allSatisfy(asked -> {
            assertThat(asked.help()).doesNotContain("\n").hasSizeBetween(5, 100);
            assertThat(asked.name()).matches("[a-z-]+");
        });
        assertThat(Preset.of(preset.word())).isEqualTo(preset);
        assertThat(preset.profile() == Profile.NONE).isEqualTo(preset == Preset.OTLP);
    }

    @Test
    void what_is_missing_or_wrong_is_one_clear_line() {
        assertThatThrownBy(() -> endpoint(Preset.LANGTRACE, NOTHING, NOTHING))
                .hasMessage("Langtrace needs the key: the API key of the project, which it chooses");
        assertThatThrownBy(() -> endpoint(Preset.LOGFIRE, Map.of("region", "moon"), NOTHING))
                .hasMessage("Logfire has no region \"moon\". There are: us, eu.");
        assertThatThrownBy(() -> endpoint(Preset.MAXIM, Map.of("region", "us"), NOTHING))
                .hasMessage("Maxim asks for no \"region\". It asks for: key, repo.");
        assertThatThrownBy(() -> endpoint(Preset.OTLP, Map.of("endpoint", "localhost:4318"), NOTHING))
                .hasMessageStartingWith("The endpoint is an address such as https://host:4318");
        assertThatThrownBy(() -> endpoint(Preset.OTLP, Map.of("endpoint", "https://ana:hunter2@host"), NOTHING))
                .hasMessageContaining("no user, password")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> endpoint(Preset.OTLP, Map.of("endpoint", "https://ana:hunter2@ho st"), NOTHING))
                .hasMessageStartingWith("The endpoint is no address")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> endpoint(
                        Preset.LANGFUSE,
                        Map.of("region", "us", "endpoint", "https://x", "public-key", "p"),
                        Map.of("secret-key", "s")))
                .hasMessage("Give Langfuse a region or an endpoint, not both.");
        assertThatThrownBy(() -> Preset.of("langfus"))
                .hasMessageStartingWith("There is no preset \"langfus\". There are: langfuse,");
        assertThatThrownBy(
                        () -> Preset.MLFLOW.endpoint(over(Preset.MLFLOW, NOTHING, Protocol.GRPC), TargetSecrets.NONE))
                .hasMessage("MLflow does not take grpc. It takes: http/protobuf.");
    }

    @Test
    void a_line_end_in_a_value_begins_no_header_of_its_own() {
        assertThatThrownBy(() -> endpoint(Preset.LOGFIRE, NOTHING, Map.of("key", "a\r\nx-admin: 1")))
                .hasMessageStartingWith("The key has a line end")
                .hasMessageNotContaining("x-admin");
        assertThatThrownBy(() -> endpoint(Preset.MAXIM, Map.of("repo", "r\nx: 1"), Map.of("key", "k")))
                .hasMessageStartingWith("The repo has a line end");
        assertThatThrownBy(() -> endpoint(Preset.LOGFIRE, NOTHING, Map.of("key", "kéy")))
                .hasMessageContaining("only ASCII");
        assertThatThrownBy(() -> otlp("http://h", "x\r\ny", Tls.NONE))
                .hasMessage("A header's name has letters, digits and \"-\" only.");
        assertThatThrownBy(() -> otlp("http://h", "Content-Type", Tls.NONE))
                .hasMessage("The header content-type is set by Runtree itself.");
    }

    @Test
    void headers_paths_and_certificates_of_the_users_own_are_added() {
        var endpoint = otlp("https://h:4318/base", "X-Team", Tls.NONE);
        assertThat(endpoint.uri()).isEqualTo(URI.create("https://h:4318/in"));
        assertThat(endpoint.headers()).containsExactly(new Header("x-team", "blue", true));
        assertThat(endpoint.gzip()).isFalse();
        assertThat(endpoint.toString()).doesNotContain("blue");

        assertThatThrownBy(() -> otlp("http://h", "x", new Tls(Path.of("ca.pem"), null, null)))
                .hasMessage("Certificates are for https, and http://h/in is not.");
        assertThatThrownBy(() -> otlp("https://h", "x", new Tls(null, Path.of("me.pem"), null)))
                .hasMessageStartingWith("A client certificate and its key go together");
        assertThatThrownBy(() -> otlp("https://h", "x", new Tls(Path.of("nowhere.pem"), null, null)))
                .hasMessageContaining("there is no file nowhere.pem");
    }

    private static Endpoint otlp(String endpoint, String header, Tls tls) {
        var target = with(
                Target.of("t", Preset.OTLP, Map.of("endpoint", endpoint)),
                new Transport(null, "/in", false, List.of(header), tls));
        return Preset.OTLP.endpoint(target, new TargetSecrets(Map.of(Target.secretOf(header), "blue")));
    }

    private static Endpoint endpoint(Preset preset, Map<String, String> answers, Map<String, String> secrets) {
        return preset.endpoint(Target.of("t", preset, answers), new TargetSecrets(secrets));
    }
}
