package dev.runtree.ui.detail;

import dev.runtree.model.RecordedSpan;
import dev.runtree.otlp.Encoding;
import dev.runtree.otlp.OtlpWriter;
import dev.runtree.ui.Messages;
import dev.runtree.ui.text.TextView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** All that is recorded of a step as JSON: as it is stored, or as the OTLP that it was sent in. */
final class JsonTab extends VBox {
    private final RecordedSpan recorded;
    private final Reader reader;
    private final TextView text;

    JsonTab(RecordedSpan recorded, Reader reader) {
        this.recorded = recorded;
        this.reader = reader;
        text = new TextView(reader.background());
        if (reader.asksWhereFrom()) {
            text.onWhereFrom(reader::askWhereFrom);
        }
        var group = new ToggleGroup();
        var stored = toggle("detail.json.stored", "detail.json.stored.tip", group);
        var otlp = toggle("detail.json.otlp", "detail.json.otlp.tip", group);
        stored.setOnAction(event -> show(stored, SpanJson::of));
        otlp.setOnAction(event -> show(otlp, JsonTab::otlp));
        var forms = new HBox(stored, otlp);
        forms.getStyleClass().add("json-forms");
        setVgrow(text, Priority.ALWAYS);
        getChildren().addAll(forms, text);
        stored.fire();
    }

    private static ToggleButton toggle(String key, String tip, ToggleGroup group) {
        var toggle = new ToggleButton(Messages.text(key));
        toggle.setToggleGroup(group);
        toggle.getStyleClass().add("flat-tool");
        toggle.setTooltip(new Tooltip(Messages.text(tip)));
        return toggle;
    }

    /** A form that is chosen stays so when it is pressed again. */
    private void show(ToggleButton chosen, Function<RecordedSpan, String> form) {
        chosen.setSelected(true);
        reader.background()
                .call(
                        () -> form.apply(recorded),
                        json -> {
                            if (chosen.isSelected()) {
                                text.show(json, true);
                            }
                        },
                        failed -> text.show(String.valueOf(failed.getMessage())));
    }

    private static String otlp(RecordedSpan recorded) {
        var out = new ByteArrayOutputStream();
        try {
            OtlpWriter.write(Encoding.JSON, List.of(recorded), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
