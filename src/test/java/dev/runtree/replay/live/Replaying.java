package dev.runtree.replay.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.agent.AgentOs;
import dev.runtree.agent.Component;
import dev.runtree.agent.ModelServer;
import dev.runtree.agent.RunRequest;
import dev.runtree.agent.model.Models;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.model.Content;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Source;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.Trace;
import dev.runtree.otlp.ContentReader;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.replay.RecordedRun;
import dev.runtree.replay.RunReader;
import dev.runtree.replay.edit.EditableStep;
import dev.runtree.replay.live.MissingCall.Decision;
import dev.runtree.replay.many.AttemptResult;
import dev.runtree.replay.many.ManyLimits;
import dev.runtree.replay.many.ManyReplays;
import dev.runtree.store.Database;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes real runs against a model server, and replays them against another one. */
public final class Replaying {
    private final Database database;
    final List<ReplayEvent> events = new ArrayList<>();
    final List<MissingCall> asked = new ArrayList<>();
    final List<String> permissions = new ArrayList<>();
    final Cancellation cancellation = new Cancellation();

    String model = "openai:tiny";
    LiveTools live = LiveTools.none();
    boolean runs;
    boolean near = true;
    boolean allowed;
    Function<MissingCall, Decision> missing = call -> new Decision.Stop();
    Bounds bounds = new Bounds(10, null, null);
    Prices prices = Prices.none();

    Replaying(Database database) {
        this.database = database;
    }

    /** A run of the embedded runtime, as it is stored. */
    Trace run(Component component, String question) {
        try (var os = AgentOs.builder().db(database).build()) {
            var output = os.run(
                    component,
                    RunRequest.of(question)
                            .user("ana")
                            .session(java.util.UUID.randomUUID().toString()));
            output.stored().join();
            return trace(output.id());
        }
    }

    /** A run that another SDK sent. */
    Trace sent(String otlp) {
        List<RecordedSpan> spans = new OtlpReader(Prices.none())
                .traces(Encoding.JSON, otlp.getBytes(StandardCharsets.UTF_8), Source.IMPORT)
                .spans();
        try (var writer = new SpanWriter(database, new SpanLogs(Prices.none()))) {
            writer.write(spans);
        }
        return trace(spans.getFirst().span().id());
    }

    Trace trace(SpanId run) {
        return new RunQueries(database).run(run).fetch().orElseThrow();
    }

    RecordedRun record(Trace trace) {
        return new RunReader(new RunQueries(database), trace).fetch();
    }

    /** @param edit of the step; {@code null} for none */
    Fork fork(Trace trace, @Nullable String from, @Nullable UnaryOperator<EditableStep> edit) {
        var record = record(trace);
        var plan = new ForkPlan(record);
        var leaving = plan.leaving(from == null ? null : StepNamed.in(record, from));
        return plan.fork(leaving, edit == null ? null : edit.apply(plan.editable(leaving)));
    }

    Outcome replay(Trace trace, Fork fork, ModelServer server) {
        return replay(trace, fork, Map.of("OPENAI_BASE_URL", server.url()));
    }

    Outcome replay(Trace trace, Fork fork, Map<String, String> environment) {
        var replay = LiveReplay.prepare(
                fork, model.isEmpty() ? null : model, new Models(Path.of(""), environment), settings(), bounds, prices);
        try (var recorder = Recorder.ofReplays(database, prices)) {
            var outcome = replay.run(new RunQueries(database), trace, recorder, events::add, cancellation);
            outcome.stored().join();
            return outcome;
        }
    }

    private ToolSettings settings() {
        return new ToolSettings(
                live,
                runs,
                near,
                (tool, arguments) -> {
                    permissions.add(tool + " " + arguments);
                    return allowed;
                },
                call -> {
                    asked.add(call);
                    return missing.apply(call);
                });
    }

    /** The whole run, several times with one model. */
    List<AttemptResult> many(Trace trace, int times, ManyLimits limits, ModelServer server) {
        var models = new Models(Path.of(""), Map.of("OPENAI_BASE_URL", server.url()));
        try (var recorder = Recorder.ofReplays(database, prices)) {
            var replays = new ManyReplays(
                    new RunQueries(database), recorder, models, prices, settings(), limits, ManyReplays.Forking.WHOLE);
            return replays.make(
                    ManyReplays.attempts(List.of(trace.run()), List.of(model), times), result -> {}, cancellation);
        }
    }

    Trace stored(Outcome outcome) {
        return trace(outcome.run());
    }

    /** The canonical names in tree order. */
    static List<String> names(Trace trace) {
        return trace.spans().stream().map(Span::spanName).toList();
    }

    Content content(Trace trace, String spanName) {
        return new RunQueries(database)
                .payloads(trace).fetch().stream()
                        .filter(recorded -> recorded.span().spanName().equals(spanName))
                        .map(ContentReader::read)
                        .findFirst()
                        .orElseThrow();
    }

    List<String> answers() {
        return events.stream()
                .filter(ReplayEvent.ToolAnswered.class::isInstance)
                .map(ReplayEvent.ToolAnswered.class::cast)
                .map(event -> event.tool() + " " + event.answer().how().word() + " "
                        + event.answer().step())
                .toList();
    }

    /** A streamed answer, in two pieces. */
    public static void says(ModelServer server, String text) {
        server.then((in, out) -> {
            var half = text.length() / 2;
            ModelServer.begin(out, text.substring(0, half), text.substring(half));
            end(out, "stop");
        });
    }

    /** @param calls name and arguments by turns */
    public static void calls(ModelServer server, String... calls) {
        server.then((in, out) -> {
            ModelServer.begin(out);
            for (var at = 0; at < calls.length; at += 2) {
                ModelServer.write(
                        out,
                        ModelServer.event(
                                "{\"tool_calls\":[{\"index\":" + at / 2 + ",\"id\":\"new_" + at / 2
                                        + "\",\"type\":\"function\",\"function\":{\"name\":\"" + calls[at]
                                        + "\",\"arguments\":"
                                        + com.fasterxml.jackson.databind.node.TextNode.valueOf(calls[at + 1]) + "}}]}",
                                "null"));
            }
            end(out, "tool_calls");
        });
    }

    private static void end(java.io.OutputStream out, String reason) throws java.io.IOException {
        ModelServer.write(out, ModelServer.event("{}", "\"" + reason + "\""));
        ModelServer.write(
                out,
                "data:"
                        + " {\"id\":\"r1\",\"model\":\"tiny-2026\",\"choices\":[],\"usage\":{\"prompt_tokens\":21,\"completion_tokens\":7,\"total_tokens\":28}}\n\n");
        ModelServer.write(out, "data: [DONE]\n\n");
    }

    static void assertAnswered(Outcome outcome, String answer) {
        assertThat(outcome.problem()).isNull();
        assertThat(outcome.answer()).isEqualTo(answer);
    }
}
