package dev.runtree.ui.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runtree.alert.AlertRules;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanStatus;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.settings.OwnerOnly;
import dev.runtree.store.SpanWriter;
import dev.runtree.testing.FxWindow;
import dev.runtree.testing.TestDatabase;
import dev.runtree.ui.shell.Inlets;
import dev.runtree.ui.shell.View;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Alerts in the program's window, on a real database. */
@Tag("fx")
class AlertsTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private FxWindow window;

    @BeforeAll
    static void fill() {
        try (var writer = new SpanWriter(db.database(), new SpanLogs(Prices.none()))) {
            var start = ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now().minus(Duration.ofMinutes(5)));
            var span = Span.builder(new SpanId("%032x".formatted(1), "%016x".formatted(1)), "desk", SpanKind.AGENT)
                    .spanName("agent.desk")
                    .status(SpanStatus.OK, null)
                    .time(start, start + 20_000_000_000L)
                    .build();
            writer.write(List.of(new RecordedSpan(span, new Payload("{}", "[]", "[]", "{}", "{}", null, null))));
        }
    }

    @BeforeEach
    void open() throws IOException {
        forget();
        window = new FxWindow(db.home(), Inlets.NONE, 1280, 800);
        window.open(db.target());
    }

    @AfterEach
    void close() throws IOException {
        window.close();
        forget();
    }

    /** The home is that of other tests too. */
    private static void forget() throws IOException {
        Files.deleteIfExists(db.home().alertsFile());
        Files.deleteIfExists(db.home().alertStatesFile());
    }

    @Test
    void an_alert_is_made_from_a_card_fires_is_silenced_leads_to_its_runs_and_is_removed() {
        window.run(() -> window.main().show(View.WATCH));
        window.run(() -> {
            var filter = (TextField) window.find(".watch .filter-editor");
            filter.setText("name:desk model:gpt-5");
            filter.fireEvent(new javafx.event.ActionEvent());
        });
        window.await("the card", there -> there.texts(".watch-board").contains("not counted by model:"));
        window.run(() -> ((Button) window.find(".watch-card .alert-button")).fire());
        window.await("the form", there -> there.shows("Add an alert"));
        assertThat(text("filter")).as("of that by which it is counted").isEqualTo("name:desk");
        assertThat(text("name")).isEqualTo("Run latency, p90");

        type("limit", "fast");
        window.press(".target-page", "Add");
        window.await("what is wrong", there -> there.texts(".target-page").contains("needs a time such as 30s"));
        type("limit", "5s");
        type("for", "0");
        type("name", "slow");
        window.run(() -> ((CheckBox) window.find("#alert-notify")).setSelected(false));
        window.press(".target-page", "Add");
        window.await("that it fires", there -> there.texts(".alerts-panel").contains("It fires."));
        assertThat(window.texts(".target-page"))
                .contains("p90 of run latency over 15m above 5 s · name:desk", "; it fires above 5 s.");
        window.await("the mark in the rail", there -> there.texts(".rail").contains("1"));
        assertThat(window.texts(".watch")).contains("1 alert fires");

        window.press(".target-page", "Silence 1 h");
        window.await("no mark in the rail", there -> there.texts(".watch").contains("Alerts\n"));
        assertThat(window.texts(".target-page")).contains("Nobody is told until");

        window.press(".target-page", "Edit");
        type("limit", "10m");
        window.press(".target-page", "Save");
        window.await("that it is ok", there -> there.texts(".target-page").contains("It does not hold."));

        window.press(".target-page", "Remove");
        assertThat(new AlertRules(db.home()).list()).hasSize(1);
        window.press(".target-page", "Really remove");
        window.await("the form again", there -> there.shows("Add an alert"));
        assertThat(new AlertRules(db.home()).list()).isEmpty();
    }

    @Test
    void a_file_that_cannot_be_read_is_said_and_nothing_else_is_wrong() throws IOException {
        OwnerOnly.write(db.home().alertsFile(), "[ {");
        window.run(() -> window.main().show(View.ALERTS));
        window.await("why", there -> there.shows("Mend the file"));
        window.open(db.target());
        window.await("the status line", there -> there.texts(".status-line").contains("Mend the file"));
    }

    private String text(String field) {
        return window.ask(() -> ((TextField) window.find("#alert-" + field)).getText());
    }

    private void type(String field, String text) {
        window.run(() -> {
            window.scene().snapshot(null);
            ((TextField) window.find("#alert-" + field)).setText(text);
        });
    }
}
