package dev.runtree.ui.prose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.testing.FxExtension;
import dev.runtree.ui.Theme;
import java.util.List;
import java.util.stream.Collectors;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.image.ImageView;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.VBox;
import javafx.scene.shape.MoveTo;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Markdown as it is read: laid out, selected, copied; and what strangers write to do harm. */
@Tag("fx")
@ExtendWith(FxExtension.class)
class ProseTest {

    @Test
    void a_frame_of_a_stack_trace_begins_on_the_line_of_its_at() {
        var trace = """
            java.lang.IllegalStateException: no
              at com.example.travel.reservations.Client.send(Client.java:7)
            """;
        var passage = Passage.ofTrace(trace, "code");
        var box = new VBox(passage);
        box.setPrefWidth(240);
        var scene = new Scene(box, 240, 300);
        Theme.install(scene);
        scene.snapshot(null);
        assertThat(top(passage, trace.indexOf("com."))).isEqualTo(top(passage, trace.indexOf("at com")));
        assertThat(top(passage, trace.indexOf("at com"))).isGreaterThan(top(passage, 0));
        passage.select(0, trace.length());
        assertThat(passage.selected()).isEqualTo(trace);
    }

    private static double top(Passage passage, int character) {
        return ((MoveTo) passage.getRangeShape(character, character + 1, false)[0]).getY();
    }

    @Test
    void lays_out_what_models_write() {
        assertThat(read("""
            # Trip
            Two **cheap** flights,
            see `search`:

            1. out
               - 06:40
            2. back

            > said Ana

            ```python
            x = 1
            ```

            | a | b |
            |---|---|
            | 1 | ~~2~~ |
            """)).isEqualTo("""
                Trip
                Two cheap flights,
                see search:
                1.
                out
                •
                06:40
                2.
                back
                said Ana
                python
                x = 1
                a
                b
                1
                2\
                """);
    }

    @Test
    void values_of_code_keep_their_places_and_are_selected_as_they_were_sent() {
        var passage = Passage.ofCode(List.of(
                Piece.of("{"),
                Piece.of("\"יום\"", "json-key"),
                Piece.of(": "),
                Piece.of("\"ראשון\"", "json-string"),
                Piece.of("}")));
        var scene = new Scene(new VBox(passage), 400, 100);
        Theme.install(scene);
        scene.snapshot(null);
        assertThat(passage.text()).isEqualTo("{\"יום\": \"ראשון\"}");
        var middle = passage.getHeight() / 2;
        assertThat(passage.placeAt(1, middle)).isZero();
        assertThat(passage.placeAt(passage.prefWidth(-1) - 1, middle))
                .isEqualTo(passage.text().length());
        passage.select(1, 6);
        assertThat(passage.selected()).isEqualTo("\"יום\"");
        passage.select(8, 15);
        assertThat(passage.selected()).isEqualTo("\"ראשון\"");
    }

    @Test
    void html_is_shown_as_it_was_written_and_images_are_not_loaded() {
        var prose = markdown(
                "<b onclick=\"x()\">hi</b>\n\n![a cat](http://127.0.0.1:9/cat.png)\n\n<script>alert(1)</script>");
        assertThat(texts(prose))
                .contains("<b onclick=\"x()\">hi</b>", "[image: a cat] http://127.0.0.1:9/cat.png", "<script>alert(1)");
        assertThat(prose.lookupAll("*")).noneMatch(ImageView.class::isInstance);
    }

    @Test
    void only_web_addresses_can_be_opened() {
        var links = Links.opened(uri -> {
            throw new AssertionError("opened " + uri);
        });
        for (var address : List.of(
                "javascript:alert(1)",
                "file:///etc/passwd",
                "data:text/html,x",
                "http:",
                "https:///x",
                "ftp://a.example",
                "//a.example",
                "http://a b",
                "\u0001javascript:x")) {
            assertThat(links.menu(address).getItems().stream().map(MenuItem::getText))
                    .as(address)
                    .contains("Copy the address")
                    .doesNotContain("Open in the browser");
        }
    }

    @Test
    void a_web_address_is_opened_only_after_it_was_shown() {
        var opened = new java.util.ArrayList<String>();
        var menu = Links.opened(uri -> opened.add(uri.toString())).menu("https://example.org/a?b=1");
        assertThat(opened).isEmpty();
        assertThat(menu.getItems().getFirst())
                .isInstanceOfSatisfying(
                        javafx.scene.control.CustomMenuItem.class,
                        item -> assertThat(((Label) item.getContent()).getText())
                                .isEqualTo("https://example.org/a?b=1"));
        menu.getItems().stream()
                .filter(item -> "Open in the browser".equals(item.getText()))
                .forEach(MenuItem::fire);
        assertThat(opened).containsExactly("https://example.org/a?b=1");
    }

    private static List<String> hostile() {
        return List.of(
                "[".repeat(90_000),
                "a**b".repeat(24_000),
                ">".repeat(90_000),
                "*a **b ".repeat(12_000),
                "~~a".repeat(30_000),
                "`a``b```c".repeat(10_000),
                "![[".repeat(30_000),
                "_".repeat(45_000) + "a" + "_".repeat(45_000),
                "|a".repeat(20_000) + "|\n" + "|-".repeat(20_000) + "|\n",
                "- a\n".repeat(25_000),
                ("  ".repeat(40) + "- x\n").repeat(1_000),
                "&#".repeat(45_000),
                "\u0000\uD800\uDC00\uD800".repeat(10_000));
    }

    @Test
    void lays_out_a_bounded_part_of_what_was_made_to_be_slow() {
        for (var text : hostile()) {
            Prose.markdown(text, Links.copied()).ifPresent(laidOut -> {
                shown(laidOut);
                assertThat(laidOut.lookupAll("*")).hasSizeLessThan(20_000);
            });
        }
    }

    @Test
    void what_would_take_too_long_is_not_read_as_Markdown() {
        assertThat(Prose.markdown("*".repeat(5_000_000), Links.copied())).isEmpty();
        assertThat(Prose.markdown("<a ".repeat(30_000), Links.copied())).isEmpty();
        assertThat(Prose.markdown("<http://a".repeat(10_000), Links.copied())).isEmpty();
        assertThat(Prose.markdown("<b>x</b> ".repeat(10_000), Links.copied())).isPresent();
    }

    @Test
    void says_how_much_of_a_long_document_is_there() {
        assertThat(read("- a\n".repeat(2_000)))
                .endsWith("600 of 2,000 paragraphs are laid out. All of them are in the plain text.");
        assertThat(read("w".repeat(20_000))).endsWith("All of it is in the plain text.");
    }

    @Test
    void a_selection_goes_across_paragraphs_and_takes_the_one_before_away() {
        var first = markdown("One two\n\n- three\n- four");
        var second = Prose.plain("five");
        var scene = shown(new VBox(first, second));
        press(first, 0, 2, 1);
        drag(first, 2, 400);
        assertThat(first.selectedText()).isEqualTo("One two\nthree\nfour");
        press(second, 0, 2, 2);
        assertThat(second.selectedText()).isEqualTo("five");
        assertThat(first.selectedText()).isEmpty();
        assertThat(scene.getFocusOwner()).isEqualTo(second);
    }

    @Test
    void no_sign_turns_a_text_about_and_copies_have_it() {
        var text = "see \u202Egnp.live\u202C, \u2067so\u2069";
        var prose = Prose.plain(text);
        shown(new VBox(prose));
        assertThat(prose.lookupAll(".piece"))
                .extracting(node -> ((Text) node).getText())
                .containsExactly("see \uFFFDgnp.live\uFFFD, \uFFFDso\u2069");
        press(prose, 0, 2, 3);
        assertThat(prose.selectedText()).isEqualTo(text);
    }

    private static void press(Prose prose, int passage, double x, int clicks) {
        fire(prose, passage, MouseEvent.MOUSE_PRESSED, x, clicks);
    }

    private static void drag(Prose prose, int passage, double x) {
        fire(prose, passage, MouseEvent.MOUSE_DRAGGED, x, 1);
    }

    private static void fire(Prose prose, int passage, javafx.event.EventType<MouseEvent> type, double x, int clicks) {
        var node = prose.passages().get(passage);
        var at = node.localToScene(x, node.getHeight() / 2);
        Event.fireEvent(
                node,
                new MouseEvent(
                        type,
                        at.getX(),
                        at.getY(),
                        at.getX(),
                        at.getY(),
                        MouseButton.PRIMARY,
                        clicks,
                        false,
                        false,
                        false,
                        false,
                        true,
                        false,
                        false,
                        false,
                        false,
                        true,
                        null));
    }

    private static Prose markdown(String text) {
        var prose = Prose.markdown(text, Links.copied()).orElseThrow();
        shown(prose);
        return prose;
    }

    private static Scene shown(Parent node) {
        var scene = new Scene(new VBox(node), 360, 500);
        Theme.install(scene);
        scene.snapshot(null);
        return scene;
    }

    private static String read(String text) {
        return texts(markdown(text));
    }

    private static String texts(Node node) {
        return switch (node) {
            case Passage passage -> passage.text();
            case Label label -> label.getText();
            case Parent parent ->
                parent.getChildrenUnmodifiable().stream()
                        .map(ProseTest::texts)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("\n"));
            default -> "";
        };
    }
}
