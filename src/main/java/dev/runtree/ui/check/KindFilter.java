package dev.runtree.ui.check;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** Chooses which cases are shown by what is known of them; each choice with how many there are. */
final class KindFilter extends HBox {
    private final ToggleButton all = new ToggleButton();
    private final Map<Kind, ToggleButton> kinds = new EnumMap<>(Kind.class);

    /** @param chosen told which are to be shown */
    KindFilter(Runnable chosen) {
        getStyleClass().add("segments");
        var group = new ToggleGroup();
        add(all, group, chosen);
        all.setId("checksKindALL");
        for (var kind : Kind.values()) {
            var button = new ToggleButton();
            button.setId("checksKind" + kind.name());
            kinds.put(kind, button);
            add(button, group, chosen);
        }
        all.setSelected(true);
        count(List.of());
    }

    private void add(ToggleButton button, ToggleGroup group, Runnable chosen) {
        button.getStyleClass().add("segment");
        button.setMinWidth(USE_PREF_SIZE);
        button.setToggleGroup(group);
        button.setOnAction(event -> {
            // One of them always is.
            button.setSelected(true);
            chosen.run();
        });
        getChildren().add(button);
    }

    /** Which are to be shown. What goes on is, whatever it was before. */
    Predicate<CheckRow> wanted() {
        var kind = kind();
        return row -> kind == null || !row.isResting() || row.kind() == kind;
    }

    private @Nullable Kind kind() {
        return kinds.entrySet().stream()
                .filter(each -> each.getValue().isSelected())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    void count(List<CheckRow> rows) {
        all.setText(Messages.text("checks.kind", Messages.text("checks.kind.all"), Figures.count(rows.size())));
        kinds.forEach((kind, button) -> button.setText(Messages.text(
                "checks.kind",
                kind.word(),
                Figures.count(rows.stream().filter(row -> row.kind() == kind).count()))));
    }
}
