package dev.runtree.ui.database;

import dev.runtree.model.Figures;
import dev.runtree.store.DatabaseStatus;
import dev.runtree.store.Storage;
import dev.runtree.ui.Messages;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** What a database holds and what fills its disk. */
final class StatusFacts {
    private static final double BAR = 220;

    private final DatabaseStatus status;
    private int row;

    StatusFacts(DatabaseStatus status) {
        this.status = status;
    }

    void fill(GridPane facts, Pane sizes) {
        facts.getChildren().clear();
        sizes.getChildren().clear();
        row = 0;
        fact(
                facts,
                "database.holds",
                Messages.text(
                        "database.holds.text", count(status.runs()), count(status.traces()), count(status.spans())));
        var waiting = status.spool().spans() + status.spool().logs();
        if (waiting > 0) {
            fact(facts, "database.spool", Messages.text("database.spool.text", Figures.count(waiting)));
        }
        var storage = status.storage();
        if (storage != null) {
            fact(facts, "database.oldest", day(storage.oldestSpan()));
            fact(facts, "database.growth", growth(storage));
            fact(facts, "database.next", next(storage));
            if (!storage.strayDays().isEmpty()) {
                fact(facts, "database.strays", Figures.count(storage.strayDays().size()));
            }
            sizes(storage, sizes);
        }
    }

    private void fact(GridPane facts, String key, @Nullable String value) {
        if (value != null) {
            facts.add(label(Messages.text(key), "database-key"), 0, row);
            facts.add(label(value, "database-value"), 1, row++);
        }
    }

    private static String count(DatabaseStatus.Count count) {
        return (count.estimated() ? "~" : "") + Figures.count(count.rows());
    }

    private static @Nullable String growth(Storage storage) {
        var free = storage.freeBytes();
        if (storage.bytesADay() == null) {
            return free == null ? null : Messages.text("database.free", Figures.bytes(free));
        }
        var text = Messages.text("database.growth.text", Figures.bytes(storage.bytesADay()));
        if (free == null) {
            return text;
        }
        var days = storage.daysUntilFull();
        return text + "; " + Messages.text("database.free", Figures.bytes(free))
                + (days.isPresent() ? ", " + full(days.getAsLong()) : "");
    }

    private static String full(long days) {
        return days > Storage.FAR
                ? Messages.text("database.full.far")
                : Messages.text("database.full", Figures.count(days));
    }

    private static @Nullable String next(Storage storage) {
        var next = storage.next();
        return next == null || !storage.plan().days().isEmpty()
                ? null
                : Messages.text("database.next.text", next.day().toString(), String.valueOf(day(next.at())));
    }

    private static @Nullable String day(@Nullable Instant at) {
        return at == null ? null : LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
    }

    private static void sizes(Storage storage, Pane sizes) {
        var most = Math.max(
                1,
                storage.tables().stream().mapToLong(Storage.Table::bytes).max().orElse(1));
        for (var table : storage.tables()) {
            var bar = new Region();
            bar.getStyleClass().add("database-bar");
            var width = Math.max(2, BAR * table.bytes() / most);
            bar.setMinWidth(width);
            bar.setMaxWidth(width);
            var line = new HBox(
                    label(Messages.text("database.table." + table.name()), "database-key"),
                    bar,
                    label(Figures.bytes(table.bytes()), "database-size"));
            line.getStyleClass().add("database-line");
            sizes.getChildren().add(line);
        }
    }

    private static Label label(String text, String styleClass) {
        var label = new Label(text);
        label.getStyleClass().add(styleClass);
        return label;
    }
}
