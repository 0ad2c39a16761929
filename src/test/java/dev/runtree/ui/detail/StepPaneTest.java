package dev.runtree.ui.detail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.model.RunType;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.model.Usage;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.provenance.Place;
import dev.runtree.settings.TextForm;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.TestDatabase;
import dev.runtree.testing.TravelStory;
import dev.runtree.ui.Fxml;
import dev.runtree.ui.Theme;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Quiet;
import dev.runtree.ui.background.Toolkit;
import dev.runtree.ui.prose.Passage;
import dev.runtree.ui.run.Around;
import dev.runtree.ui.run.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TabPane;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Steps as they are read, from a real database to what stands in the pane. */
@Tag("fx")
class StepPaneTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOOLS = """
            [{"type":"function","name":"search","description":"Finds **flights**","parameters":{"type":"object",\
            "properties":{"to":{"type":"string","description":"A city"},"adults":{"type":["integer","null"]}},\
            "required":["to"]}}]""";

    private static int traces;

    private final Toolkit toolkit = Toolkit.headless();
    private final Background background = toolkit.call(Background::new);
    private final DetailController pane = toolkit.call(() -> new DetailController(background));
    private final Scene scene = toolkit.call(() -> {
        var made = new Scene(Fxml.load(pane), 420, 900);
        Theme.install(made);
        return made;
    });
    private final String trace = "%032x".formatted(0xabc0 + ++traces);
    private final List<SpanId> gone = new ArrayList<>();

    @Test
    void what_is_new_comes_first_and_a_result_stands_beside_its_call() {
        var story = story();
        show(story.second());
        assertThat(texts()).contains("New in this call · 2 of 4 messages");
        assertThat(folded()).containsExactly("System", "User");
        assertThat(opened()).containsExactly("search", "search");
        assertThat(texts())
                .contains("to\n\"Berlin\"\nResult\nno such date")
                .contains("832 ms\nerror")
                .contains("\"offers\": 3")
                .contains("870 ms\nok")
                .containsOnlyOnce("no such date");
    }

    @Test
    void all_of_it_and_what_the_model_saw_as_one_text() {
        show(story().second());
        press("All");
        assertThat(folded()).isEmpty();
        assertThat(opened()).containsExactly("System", "User", "search", "search");
        press("What the model saw");
        quiet();
        assertThat(texts()).contains("1,518 tokens");
        var saw = ModelSaw.text(detail(story().second()).content());
        assertThat(saw)
                .contains("--- tools ---", "--- system ---\nFind flights.", "[calls search c1] {\"to\":\"Berlin\"}");
        assertThat(saw.indexOf("--- system ---")).isLessThan(saw.indexOf("--- user ---"));
    }

    @Test
    void a_call_whose_beginning_was_changed_says_what_is_gone_and_what_differs() {
        var before = call(
                1,
                0,
                10,
                messages(
                        text("system", "Be brief. Use dates."),
                        text("user", "One"),
                        text("assistant", "Two"),
                        text("user", "Three")),
                "[]",
                TOOLS);
        var now = call(
                2,
                20,
                30,
                messages(text("system", "Be brief. Use ISO dates."), text("user", "Three"), text("user", "Four")),
                "[]",
                "[]");
        write(before, now);
        show(step(now, around(List.of(before), null)));
        assertThat(texts())
                .contains("Compared with call 1: messages changed: 1; tools taken away: search; no longer told: 2")
                .contains("New in this call · 2 of 3 messages")
                .contains("As in the call before")
                .contains("Be brief. Use ISO dates.");
        assertThat(toolkit.call(() -> scene.getRoot().lookupAll(".diff-added").size()))
                .isPositive();
    }

    @Test
    void a_card_offers_what_can_be_done_with_its_message() {
        var asked = new ArrayList<dev.runtree.model.Message>();
        toolkit.call(() -> {
            pane.onMessageMenu(message -> {
                asked.add(message);
                return List.of();
            });
            return true;
        });
        var now = call(1, 20, 30, messages(text("user", "Hello")), "[]", "[]");
        write(now);
        show(step(now, around(List.of(), null)));
        toolkit.call(() -> {
            javafx.event.Event.fireEvent(
                    lookup(".fold-head"),
                    new javafx.scene.input.ContextMenuEvent(
                            javafx.scene.input.ContextMenuEvent.CONTEXT_MENU_REQUESTED, 0, 0, 0, 0, true, null));
            return true;
        });
        assertThat(asked).containsExactly(dev.runtree.model.Message.text("user", "Hello"));
    }

    @Test
    void another_conversation_before_it_is_no_history() {
        var other = call(1, 0, 10, messages(text("system", "Be brief."), text("user", "Sum this up")), "[]", "[]");
        var now = call(2, 20, 30, messages(text("system", "Be brief."), text("user", "Hello")), "[]", "[]");
        write(other, now);
        show(step(now, around(List.of(other), null)));
        assertThat(texts()).doesNotContain("New in this call");
        assertThat(opened()).containsExactly("System", "User");
    }

    @Test
    void leads_to_the_tools_step_and_to_the_calls_before_and_after() {
        var story = story();
        show(story.second());
        toolkit.call(() -> {
            pane.onGoTo(gone::add);
            scene.getRoot().lookupAll(".fold-head .flat-tool").stream()
                    .map(ButtonBase.class::cast)
                    .forEach(ButtonBase::fire);
            return true;
        });
        key(KeyCode.COMMA, lookup(".fold-head"));
        key(KeyCode.PERIOD, lookup(".fold-head"));
        assertThat(gone).containsExactly(id(3), id(5), id(2), id(6));
    }

    @Test
    void a_tool_shows_who_asked_for_it_and_what_the_model_was_told_of_it() {
        var story = story();
        show(story.tool());
        assertThat(texts())
                .contains("Asked for by gpt, call 1")
                .contains("As the model was told of it")
                .contains("Finds **flights**")
                .contains("ToolError\nno such date");
        toolkit.call(() -> {
            pane.onGoTo(gone::add);
            ((ButtonBase) scene.getRoot().lookup(".step-link")).fire();
            return true;
        });
        assertThat(gone).containsExactly(id(2));
        key(KeyCode.ENTER, lookup(".tool-card .fold-head"));
        assertThat(texts()).contains("to\nstring, required\nA city\nadults\ninteger | null");
    }

    @Test
    void cards_are_folded_and_unfolded_by_keys_and_say_so() {
        show(story().second());
        var head = (Parent) lookup(".fold-head");
        assertThat(expanded(head)).isFalse();
        key(KeyCode.ENTER, head);
        assertThat(expanded(head)).isTrue();
        assertThat(texts()).contains("Find flights.");
        key(KeyCode.LEFT, head);
        assertThat(expanded(head)).isFalse();
        assertThat(toolkit.call(head::getAccessibleText)).isEqualTo("System, folded: Find flights.");
        toolkit.call(() -> {
            head.requestFocus();
            return true;
        });
        key(KeyCode.DOWN, head);
        assertThat(toolkit.call(() -> scene.getFocusOwner().getAccessibleText()))
                .startsWith("User, folded");
    }

    @Test
    void the_form_that_was_chosen_for_a_role_is_kept() {
        var kept = new ArrayList<Map<String, TextForm>>();
        var call = call(1, 0, 10, messages(text("user", "Make it **bold**")), "[]", "[]");
        write(call);
        toolkit.call(() -> {
            pane.use(new TextForms(Map.of("arguments", TextForm.JSON), kept::add));
            return true;
        });
        show(step(call, Around.NOTHING));
        assertThat(texts()).contains("Make it bold");
        toolkit.call(() -> {
            ((MenuButton) scene.getRoot().lookup(".form-menu"))
                    .getItems().stream()
                            .filter(item -> "Plain".equals(item.getText()))
                            .forEach(MenuItem::fire);
            return true;
        });
        assertThat(texts()).contains("Make it **bold**");
        assertThat(kept).containsExactly(Map.of("user", TextForm.PLAIN, "arguments", TextForm.JSON));
    }

    @Test
    void ten_thousand_messages_are_shown_page_by_page() {
        var many = IntStream.range(0, 10_000)
                .mapToObj(i -> text(i % 2 == 0 ? "user" : "assistant", "message " + i))
                .toArray(String[]::new);
        var before = call(1, 0, 10, messages(many), "[]", "[]");
        var more = new ArrayList<>(List.of(many));
        more.add(text("user", "at last"));
        var now = call(2, 20, 30, messages(more.toArray(String[]::new)), "[]", "[]");
        write(before, now);
        show(step(now, around(List.of(before), null)));
        assertThat(texts())
                .contains("New in this call · 1 of 10,001 messages")
                .contains("message 0", "message 9999", "at last")
                .contains("Show 40 more. 40 of 10,000 are shown.")
                .doesNotContain("message 5000");
        press("Show 40 more. 40 of 10,000 are shown.");
        assertThat(texts()).contains("Show 40 more. 80 of 10,000 are shown.");
        assertThat(toolkit.call(() -> scene.getRoot().lookupAll("*").size())).isLessThan(3_000);
    }

    @Test
    void a_jump_to_a_message_that_is_not_on_the_page_yet_opens_the_messages() {
        var many = IntStream.range(0, 200)
                .mapToObj(i -> text("user", "message " + i))
                .toArray(String[]::new);
        var call = call(1, 0, 10, messages(many), "[]", "[]");
        write(call);
        show(step(call, around(List.of(), null)));
        var landed = ask(() -> {
            var tabs = (TabPane) scene.getRoot().lookup(".tab-pane");
            tabs.getSelectionModel().selectLast();
            pane.reveal(new Place(call.span().id(), Place.Where.ASKED, 100), "message 100");
            return tabs.getSelectionModel().getSelectedItem().getId();
        });
        assertThat(landed).isEqualTo("detail.messages");
    }

    @Test
    void whatever_was_sent_can_be_shown() {
        var call = call(
                1,
                0,
                10,
                messages(
                        text("", ""),
                        text("oracle\u0000\u202e", "who knows"),
                        text("user", "*".repeat(200_000)),
                        "{\"role\":\"user\",\"parts\":[]}",
                        "{\"role\":\"user\",\"parts\":[{\"type\":\"blob\",\"mime_type\":\"image/png\",\"content\":\"AAAA\"}]}",
                        "{\"role\":\"user\",\"parts\":[{\"type\":\"uri\",\"mime_type\":\"image/png\",\"uri\":\"http://127.0.0.1:9/x.png\"}]}",
                        "{\"role\":\"user\",\"parts\":[{\"type\":\"hologram\",\"x\":1}]}"),
                "[]",
                "[{\"oops\":1},3,\"x\"]");
        write(call);
        show(step(call, Around.NOTHING));
        press("Show all (200,000 characters)");
        assertThat(texts())
                .contains("who knows", "Nothing was said.", "It lies elsewhere and was not loaded.", "hologram")
                .contains("This text of 200,000 characters is too long to be read as Markdown")
                .contains("image/png, 3 B. It cannot be shown here.");
        assertThat(toolkit.call(() -> scene.getRoot().lookupAll("*").stream().noneMatch(ImageView.class::isInstance)))
                .isTrue();
    }

    /** A first call, a tool that fails, a second call, the tool again, a third call. */
    private record Story(Step second, Step tool) {}

    private Story story() {
        var asked =
                "{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"id\":\"c1\",\"name\":\"search\",\"arguments\":{\"to\":\"Berlin\"}}]}";
        var failed =
                "{\"role\":\"tool\",\"parts\":[{\"type\":\"tool_call_response\",\"id\":\"c1\",\"result\":\"no such date\"}]}";
        var system = text("system", "Find flights.");
        var user = text("user", "To Berlin");
        var again = asked.replace("c1", "c2");
        var first = call(2, 0, 1_000, messages(system, user), "[" + asked + "]", TOOLS);
        var wrong = tool(3, 1_000, 1_832, "c1", null);
        var second = call(4, 2_000, 3_000, messages(system, user, asked, failed), "[" + again + "]", TOOLS);
        var right = tool(5, 3_000, 3_870, "c2", "{\"offers\":3}");
        var third = call(6, 4_000, 5_000, messages(system, user), "[]", TOOLS);
        write(first, wrong, second, right, third);
        return new Story(
                step(
                        second,
                        new Around(
                                List.of(new Around.Call(first.span(), 1)),
                                new Around.Call(third.span(), 3),
                                List.of(wrong.span()),
                                List.of(right.span()),
                                null,
                                null)),
                step(
                        wrong,
                        new Around(List.of(new Around.Call(first.span(), 1)), null, List.of(), List.of(), null, null)));
    }

    private static Around around(List<RecordedSpan> before, Around.@Nullable Call after) {
        return new Around(
                before.stream().map(call -> new Around.Call(call.span(), 1)).toList(),
                after,
                List.of(),
                List.of(),
                null,
                null);
    }

    private SpanId id(int number) {
        return new SpanId(trace, "%016x".formatted(number));
    }

    private RecordedSpan call(int number, long from, long to, String input, String output, String tools) {
        var span = Span.builder(id(number), "chat gpt", SpanKind.LLM)
                .spanName("llm.gpt")
                .time(time(from), time(to))
                .status(SpanStatus.OK, null)
                .model("gpt", "openai")
                .usage(Usage.of(1_518, 104))
                .build();
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("gen_ai.operation.name", "chat");
        attributes.put("gen_ai.request.model", "gpt");
        attributes.put("gen_ai.input.messages", input);
        if (!output.equals("[]")) {
            attributes.put("gen_ai.output.messages", output);
        }
        attributes.put("gen_ai.tool.definitions", tools);
        return recorded(span, attributes, "[]");
    }

    private RecordedSpan tool(int number, long from, long to, String call, @Nullable String result) {
        var span = Span.builder(id(number), "execute_tool search", SpanKind.TOOL)
                .spanName("tool.search")
                .toolName("search")
                .time(time(from), time(to))
                .status(result == null ? SpanStatus.ERROR : SpanStatus.OK, result == null ? "no such date" : null)
                .build();
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("gen_ai.operation.name", "execute_tool");
        attributes.put("gen_ai.tool.name", "search");
        attributes.put("gen_ai.tool.call.id", call);
        attributes.put("gen_ai.tool.call.arguments", "{\"to\":\"Berlin\"}");
        if (result != null) {
            attributes.put("gen_ai.tool.call.result", result);
        }
        var exception =
                "[{\"name\":\"exception\",\"time\":\"2026-11-20T00:00:00Z\",\"attributes\":{\"exception.type\":\"ToolError\",\"exception.message\":\"no such date\"}}]";
        return recorded(span, attributes, result == null ? exception : "[]");
    }

    private static RecordedSpan recorded(Span span, Map<String, String> attributes, String events) {
        try {
            return new RecordedSpan(
                    span, new Payload(JSON.writeValueAsString(attributes), events, "[]", "{}", "{}", null, null));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static long time(long millis) {
        return TravelStory.START + millis * 1_000_000;
    }

    private static String text(String role, String words) {
        try {
            return "{\"role\":%s,\"parts\":[{\"type\":\"text\",\"content\":%s}]}"
                    .formatted(JSON.writeValueAsString(role), JSON.writeValueAsString(words));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String messages(String... messages) {
        return "[" + String.join(",", messages) + "]";
    }

    private static Step step(RecordedSpan recorded, Around around) {
        Run run = TravelStory.run(recorded.span(), RunType.CALL, RunStatus.OK, null, Usage.NONE, 1, 0);
        return new Step(run, recorded.span(), "", around);
    }

    private static void write(RecordedSpan... spans) {
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            writer.write(List.of(spans));
        }
    }

    private static Detail detail(Step step) {
        return new RunQueries(db.database())
                .payload(step.span().id())
                .fetch()
                .map(Detail::of)
                .orElseThrow();
    }

    private void show(Step step) {
        toolkit.call(() -> {
            pane.use(new RunQueries(db.database()));
            pane.show(step);
            return true;
        });
        quiet();
        ask(() -> true);
        quiet();
    }

    private void quiet() {
        Quiet.of(background).orTimeout(60, TimeUnit.SECONDS).join();
    }

    private <T> T ask(Supplier<T> question) {
        return toolkit.call(() -> {
            scene.snapshot(null);
            return question.get();
        });
    }

    private Node lookup(String selector) {
        return ask(() -> scene.getRoot().lookup(selector));
    }

    private void press(String text) {
        ask(() -> {
            scene.getRoot().lookupAll("*").stream()
                    .filter(node -> node instanceof ButtonBase button && text.equals(button.getText()))
                    .map(ButtonBase.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no button " + text))
                    .fire();
            return true;
        });
    }

    private void key(KeyCode code, Node on) {
        toolkit.call(() -> {
            on.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
            return true;
        });
    }

    private boolean expanded(Node head) {
        return Boolean.TRUE.equals(toolkit.call(() -> head.queryAccessibleAttribute(AccessibleAttribute.EXPANDED)));
    }

    private List<String> folded() {
        return titles(false);
    }

    private List<String> opened() {
        return titles(true);
    }

    private List<String> titles(boolean open) {
        return ask(() -> content().lookupAll(".fold-card").stream()
                .map(Foldable.class::cast)
                .filter(card -> card.isOpen() == open)
                .map(card -> ((Labeled) card.lookupAll(".label").stream()
                                .filter(node -> node.getStyleClass().contains("role")
                                        || node.getStyleClass().contains("card-title"))
                                .findFirst()
                                .orElseThrow())
                        .getText())
                .toList());
    }

    private Node content() {
        return ((TabPane) scene.getRoot().lookup(".detail-tabs"))
                .getSelectionModel()
                .getSelectedItem()
                .getContent();
    }

    private String texts() {
        return ask(() -> texts(content()));
    }

    private static String texts(Node node) {
        if (!node.isVisible()) {
            return "";
        }
        var own = node instanceof Labeled labeled
                        && labeled.getText() != null
                        && !labeled.getText().isEmpty()
                ? labeled.getText() + "\n"
                : node instanceof Passage passage ? passage.text() + "\n" : "";
        return node instanceof Parent parent && !(node instanceof Labeled)
                ? own
                        + parent.getChildrenUnmodifiable().stream()
                                .map(StepPaneTest::texts)
                                .reduce("", String::concat)
                : own;
    }
}
