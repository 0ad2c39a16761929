package dev.runtree.ui.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.store.Retention;
import dev.runtree.store.RetentionPolicy;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.FxWindow;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.shell.Inlets;
import dev.runtree.ui.shell.View;
import java.time.Instant;
import java.util.List;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is kept and what is deleted, in the window. */
@Tag("fx")
class KeepingTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static int traces;

    private final String trace = "%032x".formatted(0xaaa000 + ++traces);
    private FxWindow window;

    @BeforeEach
    void open() {
        var now = Instant.now().getEpochSecond() * 1_000_000_000L;
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            writer.write(List.of(
                    span(1, null, SpanKind.AGENT, now), span(2, "%016x".formatted(1), SpanKind.TOOL, now + 1000)));
        }
        window = new FxWindow(db.home(), Inlets.NONE, 1440, 900);
        window.open(db.target());
        window.await("the run", shown -> shown.shows("agent " + traces));
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void whatIsKeptIsShownAndSet() {
        window.run(() -> window.main().show(View.DATABASE));
        window.await("the policy", shown -> text(shown, "#days").equals("90"));
        assertThat(window.texts(".database-panel")).contains("Spans", "Oldest span", "Nothing is old enough to go.");

        type("#size", "twenty");
        assertThat(window.texts(".database-panel")).contains("\"twenty\" is no number of GB");
        assertThat(window.find("#save").isDisabled()).isTrue();
        type("#size", "20");
        type("#days", "30");
        window.await("what goes", shown -> shown.shows("Nothing is old enough to go."));
        window.press(".database-panel", "Save");

        var retention = new Retention(db.database());
        window.await("what was set", shown -> retention.policy().equals(new RetentionPolicy(30, 20L << 30, null)));
        window.run(() -> window.find(".database-panel")
                .fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ESCAPE, false, false, false, false)));
        window.await("the window again", shown -> !shown.shows("after their last write"));
        retention.set(RetentionPolicy.DEFAULT);
    }

    private static String text(FxWindow window, String field) {
        return ((TextField) window.find(field)).getText();
    }

    private void type(String field, String text) {
        window.run(() -> ((TextField) window.find(field)).setText(text));
    }

    private RecordedSpan span(int number, @Nullable String parent, SpanKind kind, long start) {
        return new RecordedSpan(
                Span.builder(new SpanId(trace, "%016x".formatted(number)), "agent " + traces, kind)
                        .parent(parent)
                        .time(start, start + 500)
                        .build(),
                Payload.EMPTY);
    }
}
