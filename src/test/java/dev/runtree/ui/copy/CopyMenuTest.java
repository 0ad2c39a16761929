package dev.runtree.ui.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Message;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.SettingsFile;
import dev.runtree.store.RunQueries;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.Clip;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Quiet;
import dev.runtree.ui.background.Toolkit;
import dev.runtree.ui.text.TextView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Copies of a stored step by the items of its menu. */
@Tag("fx")
class CopyMenuTest {
    private static final Span STEP = Span.builder(
                    new SpanId("%032x".formatted(99), "%016x".formatted(1)), "gpt", SpanKind.LLM)
            .model("gpt", "openai")
            .time(0, 1_000_000L)
            .build();

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private final Toolkit toolkit = Toolkit.headless();
    private final Background background = toolkit.call(Background::new);
    private final List<String> told = new ArrayList<>();
    private RuntreeHome home;
    private CopyMenu menu;

    @BeforeAll
    static void write() {
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            writer.write(List.of(new RecordedSpan(
                    STEP,
                    new Payload(
                            "{\"gen_ai.input.messages\":[{\"role\":\"user\",\"content\":\"I am ana@example.com\"}]}",
                            "[]",
                            "[]",
                            "{}",
                            "{}",
                            null,
                            null))));
        }
    }

    @BeforeEach
    void makeMenu() {
        home = new RuntreeHome(folder);
        menu = toolkit.call(() -> {
            var made = new CopyMenu(background, new Preferences(home), told::add, why -> told.add(why.getMessage()));
            made.use(new RunQueries(db.database()));
            return made;
        });
        quiet();
    }

    @Test
    void copiesAStepInEveryForm() {
        assertThat(copied("copy.text")).isEqualTo("llm gpt, 1 ms\n\nuser:\nI am ana@example.com\n");
        assertThat(copied("copy.curl")).startsWith("curl -sS ").contains("I am ana@example.com");
        assertThat(copied("copy.langchain4j")).contains("UserMessage.from(TextContent.from(\"I am ana@example.com\"))");
        assertThat(told).hasSize(3).allMatch(text -> text.startsWith("Copied "));
    }

    @Test
    void copiesGoThroughRedactionWhileItIsOnAndThatIsKept() {
        toolkit.call(() -> {
            var item = (CheckMenuItem) item("copy.redact");
            item.setSelected(true);
            item.getOnAction().handle(null);
            return true;
        });
        quiet();
        assertThat(copied("copy.text")).isEqualTo("llm gpt, 1 ms\n\nuser:\nI am <email 1>\n");
        assertThat(told.getLast()).endsWith("replaced: email 1");
        assertThat(new SettingsFile(home).load().choice("redaction.copies")).contains("on");
        toolkit.call(() -> {
            menu.items(Message.text("user", "or ben@example.com")).getFirst().fire();
            return true;
        });
        quiet();
        assertThat(clipboard()).isEqualTo("user:\nor <email 1>\n");
        toolkit.call(() -> {
            Clip.put("{\"to\":\"ben@example.com\"}");
            return true;
        });
        quiet();
        assertThat(clipboard()).isEqualTo("{\"to\":\"<email 1>\"}");
        toolkit.call(() -> {
            Clip.put("password", "correct horse");
            return true;
        });
        quiet();
        assertThat(clipboard()).isEqualTo("<key 1>");
    }

    @Test
    void thePreviewShowsWhatRedactionDoes() {
        var previews = new ArrayList<CopyPreview>();
        toolkit.call(() -> {
            menu.onPreview(previews::add);
            item("copy.preview").fire();
            return new Scene(previews.getFirst(), 1000, 700).snapshot(null);
        });
        quiet();
        var preview = previews.getFirst();
        assertThat(text(preview)).contains("I am <email 1>");
        assertThat(toolkit.call(() -> {
                    preview.getScene().snapshot(null);
                    return preview.lookupAll(".copy-sample").stream()
                            .map(node -> ((Labeled) node).getText())
                            .toList();
                }))
                .containsExactly("I am ana@example.com  →  I am <email 1>");
        toolkit.call(() -> {
            ((CheckBox) preview.lookup("#redact")).setSelected(false);
            return true;
        });
        quiet();
        assertThat(text(preview)).contains("I am ana@example.com");
        toolkit.call(() -> {
            ((Button) preview.lookup("#copyNow")).fire();
            return true;
        });
        assertThat(clipboard()).contains("I am ana@example.com");
    }

    private String text(CopyPreview preview) {
        return toolkit.call(() -> ((TextView) preview.lookup(".text-view")).text());
    }

    private String copied(String key) {
        toolkit.call(() -> {
            item(key).fire();
            return true;
        });
        quiet();
        return clipboard();
    }

    private MenuItem item(String key) {
        return menu.items(STEP).stream()
                .filter(item -> Messages.text(key).equals(item.getText()))
                .findFirst()
                .orElseThrow();
    }

    private String clipboard() {
        return toolkit.call(() -> Clipboard.getSystemClipboard().getString());
    }

    private void quiet() {
        Quiet.of(background).orTimeout(60, TimeUnit.SECONDS).join();
    }
}
