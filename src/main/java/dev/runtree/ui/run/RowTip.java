package dev.runtree.ui.run;

import dev.runtree.ui.RightToLeft;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The tooltip of whichever row the mouse is on, of rows that are painted. */
public final class RowTip {
    private final Node surface;
    private final Tooltip tooltip = new Tooltip();
    private @Nullable String shown;

    /** @param surface what the rows are painted on */
    public RowTip(Node surface) {
        this.surface = surface;
        tooltip.setShowDelay(Duration.millis(500));
        tooltip.setMaxWidth(480);
        tooltip.setWrapText(true);
    }

    /** @param text {@code null} for none */
    public void show(@Nullable String text) {
        if (Objects.equals(text, shown)) {
            return;
        }
        shown = text;
        if (text == null) {
            Tooltip.uninstall(surface, tooltip);
        } else {
            tooltip.setText(RightToLeft.folded(text, 48));
            Tooltip.install(surface, tooltip);
        }
    }
}
