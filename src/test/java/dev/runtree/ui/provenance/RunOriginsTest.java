package dev.runtree.ui.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.provenance.Answer;
import dev.runtree.provenance.Leaf;
import dev.runtree.provenance.Origin;
import dev.runtree.provenance.Source.Teller;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as said before a call, in conversations that are recorded in parts, and in what is no part of them. */
@SuppressWarnings("NullAway") // what is missing fails the test, as it should
class RunOriginsTest {
    private static final long START = 1_795_183_331_000_000_000L;
    private static final String ID = "{\"id\":\"ZX-9931\"}";
    private static final String NEVER = "{\"id\":\"QQ-1234\"}";
    private static final Answer UNKNOWN = new Answer.Unknown(Answer.Why.NOT_RECORDED);
    private static int traces;

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final String trace = "%032x".formatted(++traces);

    @Test
    void whatTheProviderKeptIsSaidInTheModelsStepAsInTheTools() {
        var run = run(
                agent(1, 0),
                model(2, 1, 10, user("Book ZX-9931"), call("c1", "search", "{}")),
                tool(3, 1, "search", 120, 100, "{}", "found"),
                model(4, 1, 230, result("c1", "found"), call("c2", "book", ID)),
                tool(5, 1, "book", 340, 100, ID, "done"));
        assertThat(teller(inMessages(run, 4, ID))).isEqualTo(Teller.USER);
        assertThat(teller(ofTool(run, 5))).isEqualTo(Teller.USER);
    }

    @Test
    void aCallInATrimmedHistoryIsFoundWhereItWasFirstAsked() {
        var history = call("c1", "book", ID) + "," + call("c2", "book", NEVER) + "," + result("c1", "done ZX-9931");
        var run = run(
                agent(1, 0),
                model(2, 1, 10, user("Book ZX-9931"), call("c1", "book", ID) + "," + call("c2", "book", NEVER)),
                tool(3, 1, "book", 120, 100, ID, "done ZX-9931"),
                model(4, 1, 230, history, call("c3", "book", "{\"id\":\"WW-5678\"}")));
        assertThat(teller(inMessages(run, 4, ID))).isEqualTo(Teller.USER);
        assertThat(inMessages(run, 4, NEVER).answer()).isInstanceOf(Answer.Nowhere.class);
        assertThat(inMessages(run, 4, NEVER).suspicious()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"role\":\"system\",\"parts\":[{\"type\":\"text\",\"content\":\"You book.\"}]},"})
    void ofATrimmedHistoryNothingIsClaimed(String system) {
        var history = system + call("c1", "book", ID) + "," + result("c1", "done");
        var run = run(agent(1, 0), model(2, 1, 10, history, call("c2", "check", NEVER)));
        assertThat(inMessages(run, 2, ID))
                .isEqualTo(new Origin(new Leaf("id", Leaf.Kind.TEXT, "ZX-9931"), UNKNOWN, false));
    }

    @Test
    void aLaterMessageHasNotSaidIt() {
        var history = user("Book it") + "," + call("c1", "book", ID) + "," + result("c1", "done") + ","
                + user("Why ZX-9931?");
        var run = run(
                agent(1, 0),
                model(2, 1, 10, user("Book it"), call("c1", "book", ID)),
                tool(3, 1, "book", 120, 100, ID, "done"),
                model(4, 1, 230, history, call("c2", "check", ID)));
        assertThat(inMessages(run, 4, ID).answer()).isInstanceOf(Answer.Nowhere.class);
        assertThat(ofTool(run, 3).answer()).isInstanceOf(Answer.Nowhere.class);
        assertThat(ofTool(run, 3).suspicious()).isTrue();
    }

    @Test
    void anotherAgentsConversationHasNotSaidIt() {
        var run = run(
                agent(1, 0),
                agent(2, 1),
                model(3, 2, 10, user("Look at ZX-9931"), call("c0", "look", ID)),
                model(4, 1, 120, user("Book it"), call("c1", "search", "{}")),
                model(5, 1, 230, result("c1", "found"), call("c2", "book", ID)),
                tool(6, 1, "book", 340, 100, ID, "done"));
        assertThat(ofTool(run, 6).answer()).isInstanceOf(Answer.Nowhere.class);
        assertThat(inMessages(run, 5, ID).answer()).isInstanceOf(Answer.Nowhere.class);
    }

    @Test
    void aParallelToolThatEndedLaterHasNotSaidIt() {
        var both = call("c1", "book", ID) + "," + call("c2", "search", "{}");
        var run = run(
                agent(1, 0),
                model(2, 1, 10, user("Book it"), call("c0", "search", "{}")),
                model(3, 1, 120, result("c0", "found"), both),
                tool(4, 1, "search", 230, 300, "{}", "ZX-9931"),
                tool(5, 1, "book", 240, 100, ID, "done"));
        assertThat(ofTool(run, 5).answer()).isInstanceOf(Answer.Nowhere.class);
        var alone = run(
                agent(6, 0), tool(7, 6, "search", 230, 300, "{}", "ZX-9931"), tool(8, 6, "book", 240, 100, ID, "done"));
        assertThat(ofTool(alone, 8).answer()).isInstanceOf(Answer.Nowhere.class);
    }

    @Test
    void aSelectedTextIsNotAccusedWhereContentIsNotRecorded() {
        var run =
                run(agent(1, 0), model(2, 1, 10, "", call("c1", "book", ID)), tool(3, 1, "book", 120, 100, ID, "done"));
        var words = new Leaf("", Leaf.Kind.TEXT, "QQ-1234");
        for (var step : List.of(1, 3)) {
            var origin = run.ofText(run.span(id(step)), words).fetch();
            assertThat(origin.answer()).as("step %s", step).isEqualTo(UNKNOWN);
            assertThat(origin.suspicious()).isFalse();
        }
    }

    private static Teller teller(Origin origin) {
        assertThat(origin.suspicious()).isFalse();
        return ((Answer.Exact) origin.answer()).found().source().teller();
    }

    private Origin ofTool(RunOrigins run, int step) {
        var tool = run.ofTool(id(step)).fetch().orElseThrow();
        return tool.origins().argument("id").origins().getFirst();
    }

    private Origin inMessages(RunOrigins run, int step, String arguments) {
        return run.ofMessages(id(step)).fetch().entrySet().stream()
                .filter(call -> call.getKey().arguments().replace(" ", "").equals(arguments))
                .findFirst()
                .orElseThrow()
                .getValue()
                .argument("id")
                .origins()
                .getFirst();
    }

    private RunOrigins run(RecordedSpan... spans) {
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            writer.write(List.of(spans));
        }
        var queries = new RunQueries(db.database());
        var read = queries.trace(trace).fetch().orElseThrow();
        return new RunOrigins(queries, read.run(), read.spans());
    }

    private SpanId id(int number) {
        return new SpanId(trace, "%016x".formatted(number));
    }

    private RecordedSpan agent(int number, int parent) {
        return recorded(number, parent, "agent", SpanKind.AGENT, 0, 900, "{}");
    }

    private RecordedSpan model(int number, int parent, long start, String asked, String answered) {
        var input = asked.isEmpty() ? "" : "\"gen_ai.input.messages\":[" + asked + "],";
        return recorded(
                number,
                parent,
                "model",
                SpanKind.LLM,
                start,
                100,
                "{\"gen_ai.operation.name\":\"chat\"," + input + "\"gen_ai.output.messages\":[" + answered + "]}");
    }

    private RecordedSpan tool(
            int number, int parent, String name, long start, long length, String arguments, String result) {
        var attributes = "{\"gen_ai.operation.name\":\"execute_tool\",\"gen_ai.tool.name\":\"" + name
                + "\",\"gen_ai.tool.call.arguments\":" + arguments + ",\"gen_ai.tool.call.result\":\"" + result + "\"}";
        return recorded(number, parent, name, SpanKind.TOOL, start, length, attributes);
    }

    private RecordedSpan recorded(
            int number, int parent, String name, SpanKind kind, long start, long length, String attributes) {
        var from = START + start * 1_000_000;
        var span = Span.builder(id(number), name, kind)
                .parent(parent == 0 ? null : id(parent).spanId())
                .time(from, from + length * 1_000_000)
                .status(SpanStatus.OK, null)
                .toolName(kind == SpanKind.TOOL ? name : null)
                .build();
        return new RecordedSpan(span, new Payload(attributes, "[]", "[]", "{}", "{}", null, null));
    }

    private static String user(String words) {
        return "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"" + words + "\"}]}";
    }

    private static String call(String id, String name, String arguments) {
        return "{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"id\":\"" + id + "\",\"name\":\"" + name
                + "\",\"arguments\":" + arguments + "}]}";
    }

    private static String result(String id, String words) {
        return "{\"role\":\"tool\",\"parts\":[{\"type\":\"tool_call_response\",\"id\":\"" + id + "\",\"response\":\""
                + words + "\"}]}";
    }
}
