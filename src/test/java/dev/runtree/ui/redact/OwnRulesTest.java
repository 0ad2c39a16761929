package dev.runtree.ui.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.settings.Settings;
import dev.runtree.settings.SettingsFile;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.FxWindow;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.shell.Inlets;
import dev.runtree.ui.shell.View;
import dev.runtree.ui.text.TextView;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rules of the reader's own in the window: written beside the preview of a copy, tried on it, kept. */
@Tag("fx")
class OwnRulesTest {
    private static final String SAID = "Booking BX-40917 of ana@example.com, and BX-2";

    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private FxWindow window;

    @BeforeAll
    static void write() {
        var step = Span.builder(new SpanId("%032x".formatted(99), "%016x".formatted(1)), "gpt", SpanKind.LLM)
                .model("gpt", "openai")
                .time(1_700_000_000_000_000_000L, 1_000_000L)
                .build();
        var attributes = "{\"gen_ai.input.messages\":[{\"role\":\"user\",\"content\":\"" + SAID + "\"}]}";
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            writer.write(List.of(new RecordedSpan(step, new Payload(attributes, "[]", "[]", "{}", "{}", null, null))));
        }
    }

    @BeforeEach
    void open() {
        window = preview();
    }

    @AfterEach
    void close() {
        window.close();
    }

    private FxWindow preview() {
        var fresh = new FxWindow(new RuntreeHome(folder), Inlets.NONE, 1280, 800);
        fresh.open(db.target());
        fresh.await("the run", shown -> shown.shows("gpt"));
        fresh.run(() -> fresh.main().show(View.REDACT));
        fresh.await("the copy", shown -> text(shown).contains("<email 1>"));
        return fresh;
    }

    @Test
    void aRuleIsWrittenTriedUsedAndThereAgain() {
        press("#ruleAdd");
        type("#ruleExpression", "BX-\\d+");
        window.await(
                "the rule without a name",
                shown -> text(shown).contains("Booking <rule 1> of <email 1>, and <rule 2>"));
        type("#ruleName", "booking");
        window.await("the rule", shown -> text(shown).contains("Booking <booking 1> of <email 1>"));
        assertThat(window.texts(".rule-editor")).contains("Found in 2 places.");
        type("#ruleExpression", "Booking (BX-\\d+)");
        type("#ruleReplacement", "BX-00000");
        window.await("its replacement", shown -> text(shown).contains("Booking BX-00000 of <email 1>, and BX-2"));
        assertThat(settings().choices()).as("until it is saved").isEmpty();

        press("#ruleSave");
        window.await("the button to copy", shown -> enabled(shown, "#copyNow"));
        press("#copyNow");
        window.await(
                "the preview to be gone",
                shown -> shown.ask(() -> shown.scene().getRoot().lookup(".copy-preview") == null));
        assertThat(window.ask(() -> Clipboard.getSystemClipboard().getString()))
                .contains("Booking BX-00000 of <email 1>, and BX-2");
        window.await(
                "the rule to be kept",
                shown -> settings().choice("redaction.as.booking").isPresent());
        assertThat(settings().choices())
                .containsEntry("redaction.own.booking", "Booking (BX-\\d+)")
                .containsEntry("redaction.as.booking", "BX-00000");

        window.close();
        window = preview();
        window.await("the rule again", shown -> text(shown).contains("Booking BX-00000 of <email 1>"));
        assertThat(rule("booking").getText()).isEqualTo("booking");
        window.run(() -> rule("booking").fire());
        window.await("the rule to be off", shown -> text(shown).contains("BX-40917"));
        press("Remove the rule booking");
        window.await(
                "nothing to be kept",
                shown -> settings().choices().keySet().stream().noneMatch(it -> it.contains("own")));
        press("#ruleUndo");
        window.await(
                "the rule to be kept again, and off",
                shown -> settings().choice("redaction.off").equals(Optional.of("booking")));
    }

    @Test
    void aMistakeIsToldAtItsPlaceAndNothingIsCopiedMeanwhile() {
        press("#ruleAdd");
        type("#ruleName", "email");
        type("#ruleExpression", "BX-(\\d+");
        window.await("the mistake", shown -> shown.texts(".rule-editor").contains("Unclosed group at character 8"));
        assertThat(enabled(window, "#copyNow")).isFalse();
        assertThat(window.ask(() -> ((TextField) window.find("#ruleExpression")).getAccessibleHelp()))
                .startsWith("Unclosed group");
        assertThat(window.ask(() -> window.find("#ruleExpression")
                        .getParent()
                        .lookup(".mistake-line")
                        .isVisible()))
                .isTrue();
        press("#ruleSave");
        assertThat(window.texts(".rule-editor")).contains("The name \"email\" means something else already.");

        type("#ruleExpression", "BX-(\\d+)");
        window.await("the button to copy", shown -> enabled(shown, "#copyNow"));
        escape();
        window.await("only what is built in", shown -> text(shown).contains("Booking BX-40917 of <email 1>"));
        assertThat(window.texts(".rules")).contains("None yet.");
        escape();
        assertThat(window.ask(() -> window.scene().getRoot().lookup(".copy-preview")))
                .isNull();
    }

    @Test
    void whatTheRulesFindIsToldBesideThem() {
        assertThat(window.ask(() -> window.find(".rules").lookupAll(".check-box").stream()
                        .map(box -> (String) box.queryAccessibleAttribute(AccessibleAttribute.TEXT))
                        .toList()))
                .contains("E-mail addresses. Found in one place.", "Payment cards. Found nowhere here.");
        window.run(() -> rule("E-mail addresses").fire());
        window.await("the address", shown -> text(shown).contains("ana@example.com"));
        window.run(() -> rule("All that was said; the structure stays").fire());
        window.await("no content", shown -> text(shown).contains("<text, " + SAID.length() + " characters>"));
        window.await(
                "both to be kept",
                shown -> settings().choice("redaction.content").isPresent());
        assertThat(settings().choice("redaction.off")).contains("email");
    }

    private Settings settings() {
        return new SettingsFile(new RuntreeHome(folder)).load();
    }

    private static String text(FxWindow of) {
        return of.ask(() ->
                of.scene().getRoot().lookup(".copy-preview .text-view") instanceof TextView view ? view.text() : "");
    }

    private static boolean enabled(FxWindow of, String button) {
        return of.ask(() -> !of.find(button).isDisabled());
    }

    private CheckBox rule(String title) {
        return window.find(".rules").lookupAll(".check-box").stream()
                .map(node -> (CheckBox) node)
                .filter(box -> title.equals(box.getText()))
                .findFirst()
                .orElseThrow();
    }

    private void press(String button) {
        window.run(() -> (button.startsWith("#")
                        ? (Button) window.find(button)
                        : (Button) window.find(".rules").lookupAll(".button").stream()
                                .filter(node -> button.equals(node.getAccessibleText()))
                                .findFirst()
                                .orElseThrow())
                .fire());
    }

    private void type(String field, String text) {
        window.run(() -> ((TextField) window.find(field)).setText(text));
    }

    private void escape() {
        window.run(() -> window.find(".copy-preview")
                .fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ESCAPE, false, false, false, false)));
    }
}
