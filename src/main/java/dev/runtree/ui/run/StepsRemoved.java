package dev.runtree.ui.run;

import dev.runtree.ui.Messages;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import javafx.scene.Node;
import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;

/** Says that retention has removed a run's steps: instead of the tree, or above it where steps came later. */
record StepsRemoved(Node tree, Node page, Label when, Label line) {
    StepsRemoved {
        line.managedProperty().bind(line.visibleProperty());
    }

    /** @param at {@code null} while the steps are there */
    void show(@Nullable Instant at, boolean all) {
        page.setVisible(at != null && all);
        tree.setVisible(at == null || !all);
        line.setVisible(at != null && !all);
        if (at != null) {
            var date = LocalDate.ofInstant(at, ZoneId.systemDefault()).toString();
            when.setText(Messages.text("run.steps.removed", date));
            line.setText(Messages.text("run.steps.removed.partly", date));
        }
    }
}
