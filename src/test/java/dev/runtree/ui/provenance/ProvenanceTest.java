package dev.runtree.ui.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.provenance.Place;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.Theme;
import dev.runtree.ui.WhereFromAsked;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Quiet;
import dev.runtree.ui.background.Toolkit;
import dev.runtree.ui.text.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Arguments with their marks, the answer to "Where from?" and the jump, on a real database. */
@SuppressWarnings("NullAway") // what is missing fails the test, as it should
@Tag("fx")
class ProvenanceTest {
    private static final String TRACE = "ab".repeat(16);
    private static final long START = 1_795_183_331_000_000_000L;
    private static final String FIRST =
            "{\"origin\":\"LIS\",\"depart_date\":\"2026-04-12\",\"return_date\":" + "\"2026-06-12\",\"max_price\":250}";
    private static final String SECOND =
            "{\"origin\":\"LIS\",\"depart_date\":\"2027-04-12\",\"return_date\":" + "\"2027-06-12\",\"max_price\":250}";
    private static final String REFUSED = "DATE_IN_PAST: depart_date 2026-04-12 is before today, 2026-11-24";

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private final Toolkit toolkit = Toolkit.headless();
    private final Background background = toolkit.call(Background::new);
    private final List<Place> jumps = new ArrayList<>();
    private final StackPane pane = toolkit.call(() -> new StackPane());
    private final Provenance provenance = toolkit.call(() -> new Provenance(background));
    private Run run;
    private List<Span> spans;

    @BeforeAll
    static void write() {
        var asked = "[{\"role\":\"system\",\"parts\":[{\"type\":\"text\",\"content\":\"You find flights.\"}]},"
                + "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"From LIS, out 4/12, back 6/12, under €250\"}]}";
        var again = "," + call("c1", FIRST)
                + ",{\"role\":\"tool\",\"parts\":[{\"type\":\"tool_call_response\",\"id\":\"c1\"," + "\"response\":\""
                + REFUSED + "\"}]}";
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            writer.write(List.of(
                    recorded(1, 0, "flights", SpanKind.AGENT, 0, 900, null, "{}"),
                    recorded(
                            2,
                            1,
                            "travel-1",
                            SpanKind.LLM,
                            10,
                            100,
                            null,
                            messages(asked + "]", "[" + call("c1", FIRST) + "]")),
                    recorded(3, 1, "search_flights", SpanKind.TOOL, 120, 100, REFUSED, tool(FIRST)),
                    recorded(
                            4,
                            1,
                            "travel-1",
                            SpanKind.LLM,
                            230,
                            100,
                            null,
                            messages(asked + again + "]", "[" + call("c2", SECOND) + "]")),
                    recorded(5, 1, "search_flights", SpanKind.TOOL, 340, 100, null, tool(SECOND))));
        }
    }

    @BeforeEach
    void open() {
        var queries = new RunQueries(db.database());
        var trace = queries.trace(TRACE).fetch().orElseThrow();
        run = trace.run();
        spans = trace.spans();
        toolkit.call(() -> {
            var scene = new Scene(pane, 420, 700);
            Theme.install(scene);
            provenance.attach(pane);
            provenance.spans(() -> spans);
            provenance.onJump((place, words) -> jumps.add(place));
            provenance.use(queries);
            return scene;
        });
    }

    @Test
    void marksWhatTheErrorNamesAndWhatNobodySaid() {
        show(3, FIRST);
        assertThat(marked("mark-named")).containsExactly("depart_date");
        assertThat(marked("mark-unsaid")).containsExactly("return_date");
        assertThat(words()).contains("User said", "4/12", "6/12");
        assertThat(words())
                .anyMatch(text -> text.startsWith("Not in any message before this call: 2026-04-12, 2026-06-12.")
                        && text.endsWith("The error names depart_date."));
    }

    @Test
    void aRetryShowsWhatChanged() {
        show(5, SECOND);
        assertThat(marked("mark-unsaid")).containsExactly("depart_date", "return_date");
        assertThat(words())
                .contains("was", "2026-04-12", "2 arguments unchanged")
                .doesNotContain("origin");
        toolkit.call(() -> {
            ((javafx.scene.control.Hyperlink) pane.lookup(".argument-rest")).fire();
            return true;
        });
        assertThat(words()).contains("origin", "max_price");
    }

    @Test
    void theCallIsMarkedInMessagesToo() {
        show(4, FIRST);
        assertThat(marked("mark-named")).containsExactly("depart_date");
    }

    @Test
    void oneSwitchTurnsAllMarksOff() {
        show(3, FIRST);
        toolkit.call(() -> {
            provenance.markedProperty().set(false);
            return true;
        });
        assertThat(marked("mark-named")).isEmpty();
        assertThat(marked("mark-unsaid")).isEmpty();
        assertThat(words()).contains("Mark values that nobody had said");
    }

    @Test
    void aKeyAsksAndEnterJumpsToTheWordsThatAnswer() {
        show(3, FIRST);
        press(value("depart_date"), KeyCode.W);
        assertThat(cardWords())
                .contains("4/12", "message 2 of travel-1")
                .anyMatch(text -> text.startsWith("Nobody had said this before."));
        toolkit.call(() -> {
            var jump = pane.lookup(".answer-jump");
            assertThat(pane.getScene().getFocusOwner()).isEqualTo(jump);
            assertThat(jump.getAccessibleText()).contains("message 2 of travel-1", "out 4/12");
            return true;
        });
        press(toolkit.call(() -> pane.lookup(".answer-jump")), KeyCode.ENTER);
        assertThat(jumps).containsExactly(new Place(id(2), Place.Where.ASKED, 1));
        assertThat(cardWords()).isEmpty();
    }

    @Test
    void escapeClosesTheAnswerAndGoesBackToTheArgument() {
        show(3, FIRST);
        var value = value("origin");
        press(value, KeyCode.ENTER);
        assertThat(cardWords()).contains("It stands in the user's message.", "LIS");
        press(toolkit.call(() -> pane.lookup(".answer-jump")), KeyCode.ESCAPE);
        assertThat(cardWords()).isEmpty();
        assertThat(toolkit.call(() -> pane.getScene().getFocusOwner())).isEqualTo(value);
    }

    @Test
    void whereToListsUsesOrSaysThatThereAreNone() {
        show(3, FIRST);
        var uses = toolkit.call(() -> {
            var view = new UsesView();
            pane.getChildren().add(1, view);
            ((Button) view.getChildren().getFirst()).fire();
            return view;
        });
        quiet();
        assertThat(toolkit.call(() -> words(uses))).anyMatch(text -> text.startsWith("Never used"));
    }

    @Test
    void anySelectedTextCanBeAskedAbout() {
        show(5, SECOND);
        toolkit.call(() -> {
            pane.fireEvent(new WhereFromAsked("2026-11-24"));
            return true;
        });
        quiet();
        assertThat(cardWords())
                .contains("It stands in the result of search_flights.", "2026-11-24", "the result of search_flights");
    }

    private void show(int step, String arguments) {
        toolkit.call(() -> {
            var members = JsonText.members(arguments).orElseThrow();
            var view = new ArgumentsView(members, member -> new Label(member.value()));
            pane.getChildren().addFirst(view);
            provenance.show(run, spans.get(step - 1));
            return true;
        });
        quiet();
        toolkit.call(() -> pane.getScene().snapshot(null));
    }

    private List<String> marked(String style) {
        return toolkit.call(() -> pane.lookupAll("." + style).stream()
                .map(node -> node.getAccessibleText().replaceFirst(":.*", ""))
                .toList());
    }

    private Node value(String name) {
        return toolkit.call(() -> pane.lookupAll(".argument-value").stream()
                .filter(node -> node.getAccessibleText().startsWith(name + ":"))
                .findFirst()
                .orElseThrow());
    }

    private void press(Node node, KeyCode code) {
        toolkit.call(() -> {
            node.requestFocus();
            node.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
            pane.getScene().snapshot(null);
            return true;
        });
    }

    private List<String> cardWords() {
        return toolkit.call(() -> {
            var card = pane.lookup(".answer-card");
            return card.isVisible() ? words((Parent) card) : List.<String>of();
        });
    }

    private List<String> words() {
        return toolkit.call(() -> words(pane));
    }

    private static List<String> words(Parent parent) {
        return parent.lookupAll("*").stream()
                .map(node -> node instanceof javafx.scene.control.Labeled labeled
                        ? labeled.getText()
                        : node instanceof Text text ? text.getText() : null)
                .filter(text -> text != null && !text.isEmpty())
                .collect(Collectors.toList());
    }

    private void quiet() {
        Quiet.of(background).orTimeout(60, TimeUnit.SECONDS).join();
    }

    private static SpanId id(int number) {
        return new SpanId(TRACE, "%016x".formatted(number));
    }

    private static String call(String id, String arguments) {
        return "{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"id\":\"" + id
                + "\",\"name\":\"search_flights\",\"arguments\":" + arguments + "}]}";
    }

    private static String messages(String asked, String answered) {
        return "{\"gen_ai.operation.name\":\"chat\",\"gen_ai.input.messages\":" + asked + ",\"gen_ai.output.messages\":"
                + answered + "}";
    }

    private static String tool(String arguments) {
        return "{\"gen_ai.operation.name\":\"execute_tool\",\"gen_ai.tool.name\":\"search_flights\","
                + "\"gen_ai.tool.call.arguments\":" + arguments + "}";
    }

    private static RecordedSpan recorded(
            int number,
            int parent,
            String name,
            SpanKind kind,
            long start,
            long length,
            String failure,
            String attributes) {
        var from = START + start * 1_000_000;
        var span = Span.builder(id(number), name, kind)
                .parent(parent == 0 ? null : id(parent).spanId())
                .time(from, from + length * 1_000_000)
                .status(failure == null ? SpanStatus.OK : SpanStatus.ERROR, failure)
                .toolName(kind == SpanKind.TOOL ? name : null)
                .build();
        return new RecordedSpan(span, new Payload(attributes, "[]", "[]", "{}", "{}", null, null));
    }
}
