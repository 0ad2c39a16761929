package dev.runtree.export.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.model.SpanId;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.ReplayedSpan;
import dev.runtree.pricing.Prices;
import dev.runtree.redact.RedactionRules;
import dev.runtree.testing.SentSpans;
import dev.runtree.testing.SentSpans.Sent;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The requests that a target is sent of a trace. */
class PayloadsTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final TargetSecrets KEY =
            new TargetSecrets(Map.of("key", "the-key-1", "secret-key", "sk-lf-secret"));
    private static final Map<String, String> LANGFUSE = Map.of("public-key", "pk-lf-1");

    @Test
    void langtrace_gets_one_resource_and_one_scope_a_request() throws IOException {
        var trace = new ArrayList<RecordedSpan>();
        for (var i = 0; i < 8; i++) {
            trace.addAll(read(body(
                    "service-" + i % 2,
                    "scope-" + i % 4,
                    span(i, "step", text("n", "" + i)).build())));
        }
        var made = payloads(Target.of("t", Preset.LANGTRACE, Map.of())).of(trace);

        assertThat(made.payloads()).hasSize(4);
        for (var payload : made.payloads()) {
            var request = ExportTraceServiceRequest.parseFrom(payload.body());
            assertThat(request.getResourceSpansList()).hasSize(1);
            assertThat(request.getResourceSpans(0).getScopeSpansList()).hasSize(1);
            assertThat(request.getResourceSpans(0).getScopeSpans(0).getSpansList())
                    .hasSize(2)
                    .hasSameSizeAs(payload.spans());
        }
        var mixed = payloads(Target.of("t", Preset.PHOENIX, Map.of())).of(trace).payloads();
        assertThat(mixed).as("elsewhere they travel together").hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void requests_are_as_large_as_is_taken_and_what_is_larger_alone_is_told(Protocol protocol) throws IOException {
        var trace = new ArrayList<RecordedSpan>();
        for (var i = 0; i < 40; i++) {
            var length = i == 7 ? 30_000 : 900;
            trace.addAll(read(body(
                    "service",
                    "scope-" + i % 3,
                    span(i, "step", text("long", "x".repeat(length))).build())));
        }
        var target = Target.of("t", Preset.OTLP, Map.of("endpoint", "http://localhost:4318"));
        var endpoint = endpoint(target, protocol, new Split(10_000, 6, false, false, 20_000));
        var made = new Payloads(target, endpoint, RedactionRules.NONE).of(trace);

        assertThat(made.tooLarge()).singleElement().satisfies(large -> {
            assertThat(large.span()).isEqualTo(id(7));
            assertThat(large.bytes()).isBetween(30_000L, 31_000L);
            assertThat(large.limit()).isEqualTo(20_000);
        });
        assertThat(made.payloads()).hasSizeBetween(7, 13).allSatisfy(payload -> {
            assertThat(payload.body().length).isLessThanOrEqualTo(10_000);
            assertThat(payload.spans()).hasSizeLessThanOrEqualTo(6);
            assertThat(sent(protocol, payload)).hasSameSizeAs(payload.spans());
        });
        assertThat(made.payloads().stream().flatMap(payload -> payload.spans().stream()))
                .as("each of the others once")
                .hasSize(39)
                .doesNotHaveDuplicates();
    }

    @Test
    void small_traces_travel_together_where_a_target_takes_that() throws IOException {
        var one = read(body("a", "s", span(1, "one").build()));
        var other = read(body("b", "s", span(2, "two").build()));
        var phoenix = payloads(Target.of("t", Preset.PHOENIX, Map.of()));
        var all = new ArrayList<>(phoenix.of(one).payloads());
        all.addAll(phoenix.of(other).payloads());

        var joined = phoenix.joined(all);
        assertThat(joined).singleElement().satisfies(payload -> {
            assertThat(payload.spans()).containsExactly(id(1), id(2));
            assertThat(SentSpans.ofProtobuf(payload.body())).hasSize(2);
        });
        assertThat(payloads(Target.of("t", Preset.MLFLOW, Map.of())).joined(all))
                .hasSize(2);
    }

    @Test
    void langfuse_is_told_user_session_and_name_on_every_span_and_ids_and_times_stay() throws IOException {
        var trace = capture("agno-toolerror.pb");
        var made = payloads(Target.of("t", Preset.LANGFUSE, LANGFUSE)).of(trace);
        var spans = sent(made);

        assertThat(spans).hasSameSizeAs(trace).allSatisfy(span -> {
            assertThat(value(span, "langfuse.user.id")).isEqualTo("user-42");
            assertThat(value(span, "langfuse.session.id")).isEqualTo("session-7");
            assertThat(value(span, "langfuse.trace.name")).isEqualTo("Order Agent");
            assertThat(value(span, "langfuse.observation.type")).isIn("agent", "generation", "tool");
        });
        var before = SentSpans.ofProtobuf(Files.readAllBytes(Path.of("src/test/resources/otlp/agno-toolerror.pb")));
        assertThat(spans.stream().map(PayloadsTest::frame))
                .containsExactlyInAnyOrderElementsOf(
                        before.stream().map(PayloadsTest::frame).toList());
    }

    /** All of a span but its attributes, which there are more of. */
    private static List<Object> frame(Sent sent) {
        return List.of(
                sent.resource(),
                sent.scope(),
                sent.span().toBuilder().clearAttributes().build());
    }

    @Test
    void a_producers_own_word_counts_and_nothing_is_spliced_into_its_lists() throws IOException {
        var call = read(body(
                "s",
                "s",
                span(
                                1,
                                "chat",
                                text("gen_ai.operation.name", "chat"),
                                text("gen_ai.request.model", "gpt-5"),
                                text(
                                        "gen_ai.input.messages",
                                        "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]"),
                                text(
                                        "gen_ai.output.messages",
                                        "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"Ho\"}]}]"),
                                text("llm.model_name", "my-own-name"),
                                text("llm.input_messages.3.message.content", "own"))
                        .build()));
        var span = sent(payloads(Target.of("t", Preset.PHOENIX, Map.of())).of(call))
                .getFirst();

        assertThat(value(span, "llm.model_name")).isEqualTo("my-own-name");
        assertThat(span.span().getAttributesList())
                .extracting(KeyValue::getKey)
                .contains(
                        "llm.output_messages.0.message.content",
                        "openinference.span.kind",
                        "llm.input_messages.3.message.content")
                .doesNotContain("llm.input_messages.0.message.content")
                .doesNotHaveDuplicates();
    }

    @Test
    void the_project_is_told_as_it_is_called_where_all_that_was_said_is_left_out() throws IOException {
        var target = new Target(
                "t",
                Preset.PHOENIX,
                Map.of("project", "Support agent, ana@example.com"),
                "",
                1,
                Redacting.CONTENT,
                null,
                Transport.USUAL,
                false,
                false);
        var spans =
                sent(payloads(target).of(read(body("shop", "s", span(1, "step").build()))));

        assertThat(spans.getFirst().resource().getResource().getAttributesList())
                .filteredOn(each -> each.getKey().startsWith("open"))
                .singleElement()
                .satisfies(each ->
                        assertThat(each.getValue().getStringValue()).isEqualTo("Support agent, ana@example.com"));
    }

    @Test
    void the_project_that_the_target_says_is_told_in_place_of_a_producers() throws IOException {
        var body = body("shop", "s", span(1, "step").build()).toBuilder();
        body.getResourceSpansBuilder(0)
                .getResourceBuilder()
                .addAttributes(text("openinference.project.name", "theirs"));
        var spans = sent(payloads(Target.of("t", Preset.PHOENIX, Map.of("project", "mine")))
                .of(read(body.build())));

        var resource = spans.getFirst().resource().getResource().getAttributesList();
        assertThat(resource)
                .extracting(KeyValue::getKey)
                .containsExactlyInAnyOrder("service.name", "openinference.project.name");
        assertThat(resource)
                .filteredOn(each -> each.getKey().startsWith("open"))
                .singleElement()
                .satisfies(each -> assertThat(each.getValue().getStringValue()).isEqualTo("mine"));
    }

    @Test
    void what_json_cannot_say_leaves_as_it_came_with_the_rest_beside_it() throws IOException {
        var bytes = KeyValue.newBuilder()
                .setKey("blob")
                .setValue(AnyValue.newBuilder().setBytesValue(ByteString.copyFrom(new byte[] {0, 1, (byte) 0xff})))
                .build();
        var body = body("s", "scope", span(1, "step", bytes).build());
        var plain = Target.of("t", Preset.OTLP, Map.of("endpoint", "http://localhost:4318"));
        assertThat(payloads(plain).of(read(body)).payloads().getFirst().body()).isEqualTo(body.toByteArray());

        var told = sent(payloads(Target.of("t", Preset.PHOENIX, Map.of()))
                        .of(read(body(
                                "s",
                                "scope",
                                span(
                                                1,
                                                "chat",
                                                bytes,
                                                text("gen_ai.operation.name", "chat"),
                                                text("gen_ai.request.model", "m"))
                                        .build()))))
                .getFirst();
        assertThat(told.span().getAttributesList()).contains(bytes);
        assertThat(value(told, "openinference.span.kind")).isEqualTo("LLM");
        assertThat(told.resource().getResource().getAttributesList())
                .extracting(KeyValue::getKey)
                .containsExactlyInAnyOrder("service.name", "openinference.project.name");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"OTLP"})
    void nothing_that_is_redacted_gets_out_in_other_words(Preset preset) throws IOException {
        var call = read(body(
                "s",
                "s",
                span(
                                1,
                                "chat",
                                text("gen_ai.operation.name", "chat"),
                                text("gen_ai.request.model", "gpt-5"),
                                text("session_id", "session-1"),
                                text("user.id", "ana@example.com"),
                                text(
                                        "gen_ai.input.messages",
                                        "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"I am Ana,"
                                                + " ana@example.com\"}]}]"),
                                text(
                                        "gen_ai.output.messages",
                                        "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"Hello"
                                                + " Ana\"}]}]"),
                                number("gen_ai.usage.input_tokens", 12),
                                number("gen_ai.usage.output_tokens", 3))
                        .build()));
        var ruled = text(preset, Redacting.RULES, call);
        assertThat(ruled).doesNotContain("ana@example.com").contains("<email 1>", "Hello Ana");

        var dropped = text(preset, Redacting.CONTENT, call);
        assertThat(dropped).doesNotContain("ana@example.com", "Hello", "I am Ana");
        assertThat(dropped).as("the structure stays").contains("gpt-5", "chat", "session-1", "<text, 9 characters>");
        assertThat(text(preset, Redacting.NONE, call)).contains("ana@example.com");
    }

    private static String text(Preset preset, Redacting redacting, List<RecordedSpan> trace) throws IOException {
        var answers = switch (preset) {
            case LANGFUSE -> LANGFUSE;
            case ARIZE -> Map.of("space", "s", "project", "p");
            case MAXIM -> Map.of("repo", "r");
            default -> Map.<String, String>of();
        };
        var target = new Target("t", preset, answers, "", 1, redacting, null, Transport.USUAL, false, false);
        var payloads = payloads(target);
        return payloads.shown(payloads.of(trace).payloads());
    }

    @Test
    void steps_of_replays_stay_at_home_unless_they_are_asked_for_and_then_count_for_nothing() throws IOException {
        var trace = capture("openinference-openai-agent.pb");
        var replayed = new ArrayList<RecordedSpan>();
        for (var step : trace) {
            var place = new ReplayedSpan.Place(
                    new SpanId(TRACE, step.span().id().spanId()),
                    step.span().parentSpanId(),
                    trace.getFirst().span().id().runId(),
                    null,
                    step.span().startNanos(),
                    step.span().endNanos());
            replayed.add(ReplayedSpan.of(step, place));
        }
        var quiet = payloads(Target.of("t", Preset.PHOENIX, Map.of())).of(replayed);
        assertThat(quiet.payloads()).isEmpty();
        assertThat(quiet.replayed()).hasSameSizeAs(trace);

        var asking =
                new Target("t", Preset.PHOENIX, Map.of(), "", 1, Redacting.NONE, null, Transport.USUAL, true, false);
        var spans = sent(payloads(asking).of(replayed));
        assertThat(spans).hasSameSizeAs(trace).allSatisfy(span -> {
            assertThat(span.span().getAttributesList())
                    .extracting(KeyValue::getKey)
                    .noneMatch(key -> key.contains("token_count") || key.equals("user.id") || key.equals("session.id"));
            assertThat(value(span, "openinference.span.kind")).isNotEqualTo("LLM");
        });
        assertThat(sent(payloads(Target.of("t", Preset.PHOENIX, Map.of())).of(trace)))
                .as("unlike the run that was replayed")
                .anySatisfy(span ->
                        assertThat(value(span, "openinference.span.kind")).isEqualTo("LLM"));
    }

    @Test
    void what_has_not_ended_waits() throws IOException {
        var trace = new ArrayList<>(
                read(body("s", "s", span(1, "root").setEndTimeUnixNano(0).build())));
        trace.addAll(read(body(
                "s", "s", span(2, "done").setParentSpanId(bytes(id(1).spanId())).build())));
        var made = payloads(Target.of("t", Preset.PHOENIX, Map.of())).of(trace);
        assertThat(made.unfinished()).containsExactly(id(1));
        assertThat(made.payloads())
                .singleElement()
                .satisfies(payload -> assertThat(payload.spans()).containsExactly(id(2)));
    }

    @Test
    void a_dry_run_shows_all_of_it_but_the_secrets() throws IOException {
        var target = Target.of("t", Preset.LANGFUSE, LANGFUSE);
        var payloads = payloads(target);
        var shown = payloads.shown(payloads.of(capture("agno-toolerror.pb")).payloads());
        assertThat(shown)
                .contains("\"url\" : \"https://cloud.langfuse.com/api/public/otel/v1/traces\"")
                .contains("\"authorization\" : \"***\"")
                .contains("\"x-langfuse-ingestion-version\" : \"4\"")
                .contains("\"content-encoding\" : \"gzip\"")
                .contains("\"key\" : \"langfuse.observation.type\"")
                .doesNotContain("sk-lf-secret", "cGstbGYtMTp");
    }

    private static Payloads payloads(Target target) {
        return new Payloads(target, target.preset().endpoint(target, KEY), RedactionRules.DEFAULT);
    }

    private static Endpoint endpoint(Target target, Protocol protocol, Split split) {
        var usual = target.preset().endpoint(target, KEY);
        return new Endpoint(
                usual.uri(), protocol, false, List.of(), protocol.contentType(), usual.userAgent(), Tls.NONE, split);
    }

    private static List<Sent> sent(Made made) {
        return made.payloads().stream()
                .flatMap(payload -> SentSpans.ofProtobuf(payload.body()).stream())
                .toList();
    }

    private static List<Sent> sent(Protocol protocol, Payload payload) {
        return protocol == Protocol.HTTP_JSON ? SentSpans.ofJson(payload.body()) : SentSpans.ofProtobuf(payload.body());
    }

    private static @Nullable String value(Sent sent, String key) {
        return sent.span().getAttributesList().stream()
                .filter(each -> each.getKey().equals(key))
                .map(each -> each.getValue().getStringValue())
                .findFirst()
                .orElse(null);
    }

    private static List<RecordedSpan> capture(String name) throws IOException {
        var spans =
                read(ExportTraceServiceRequest.parseFrom(Files.readAllBytes(Path.of("src/test/resources/otlp", name))));
        var first = spans.getFirst().span().id().traceId();
        return spans.stream()
                .filter(span -> span.span().id().traceId().equals(first))
                .collect(Collectors.toList());
    }

    private static List<RecordedSpan> read(ExportTraceServiceRequest body) {
        return new OtlpReader(Prices.none())
                .traces(Encoding.PROTOBUF, body.toByteArray(), Source.OTLP)
                .spans();
    }

    private static ExportTraceServiceRequest body(String service, String scope, Span span) {
        var body = ExportTraceServiceRequest.newBuilder();
        var resource = body.addResourceSpansBuilder();
        resource.getResourceBuilder().addAttributes(text("service.name", service));
        var around = resource.addScopeSpansBuilder();
        around.getScopeBuilder().setName(scope);
        around.addSpans(span);
        return body.build();
    }

    private static Span.Builder span(int number, String name, KeyValue... attributes) {
        return Span.newBuilder()
                .setTraceId(bytes(TRACE))
                .setSpanId(bytes(id(number).spanId()))
                .setName(name)
                .setStartTimeUnixNano(1_700_000_000_000_000_000L + number)
                .setEndTimeUnixNano(1_700_000_001_000_000_000L + number)
                .addAllAttributes(List.of(attributes));
    }

    private static SpanId id(int number) {
        return new SpanId(TRACE, "%016x".formatted(number + 1));
    }

    private static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static KeyValue number(String key, long value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setIntValue(value))
                .build();
    }
}
