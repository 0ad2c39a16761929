package dev.runtree.ui.approvals;

import dev.runtree.model.Figures;
import dev.runtree.store.Audit;
import dev.runtree.ui.Clip;
import dev.runtree.ui.Icons;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Latest;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** Looks, when it is asked to, whether the audit is as it was written, and says what it found. */
final class AuditStrip extends VBox {
    private static final PseudoClass BROKEN = PseudoClass.getPseudoClass("broken");
    private static final int SHORT_HEAD = 16;

    private final Latest checking;
    private final Button verify = new Button();
    private final Button copy = new Button(Messages.text("approvals.audit.copy"));
    private final Label told = new WrappedLabel();
    private @Nullable Audit audit;
    private boolean running;
    private String head = "";

    AuditStrip(Background background) {
        checking = new Latest(background, Duration.ZERO);
        getStyleClass().add("audit-strip");
        verify.getStyleClass().add("small");
        verify.setGraphic(Icons.icon(BootstrapIcons.SHIELD_CHECK));
        verify.setMinWidth(USE_PREF_SIZE);
        verify.setOnAction(event -> {
            if (running) {
                stop();
                told.setText(Messages.text("approvals.audit.stopped"));
            } else {
                verify();
            }
        });
        copy.getStyleClass().add("small");
        copy.setMinWidth(USE_PREF_SIZE);
        copy.managedProperty().bind(copy.visibleProperty());
        copy.setOnAction(event -> Clip.putExact(head));
        told.getStyleClass().add("audit-told");
        told.setMinHeight(USE_PREF_SIZE);
        var buttons = new HBox(verify, copy);
        buttons.getStyleClass().add("audit-buttons");
        getChildren().addAll(buttons, told);
        stop();
        told.setText(Messages.text("approvals.audit.hint"));
    }

    void use(Audit other) {
        stop();
        audit = other;
        told.setText(Messages.text("approvals.audit.hint"));
    }

    private void stop() {
        checking.cancel();
        running = false;
        verify.setText(Messages.text("approvals.audit.verify"));
        copy.setVisible(false);
        pseudoClassStateChanged(BROKEN, false);
    }

    void verify() {
        var asked = audit;
        if (asked == null || running) {
            return;
        }
        stop();
        running = true;
        verify.setText(Messages.text("approvals.audit.stop"));
        told.setText(Messages.text("approvals.audit.running"));
        checking.askNow(asked.verify(null), this::tell, why -> {
            stop();
            told.setText(Messages.text("approvals.unread", String.valueOf(why.getMessage())));
        });
    }

    private void tell(Audit.Verdict verdict) {
        stop();
        switch (verdict) {
            case Audit.Intact intact -> {
                head = intact.head();
                copy.setVisible(true);
                told.setText(Messages.text(
                        intact.erased() == 0 ? "approvals.audit.intact" : "approvals.audit.intact.erased",
                        Figures.counted(intact.rows(), "row"),
                        head.substring(0, Math.min(SHORT_HEAD, head.length())),
                        Figures.count(intact.erased())));
                told.setTooltip(new Tooltip(head));
            }
            case Audit.Broken broken -> {
                pseudoClassStateChanged(BROKEN, true);
                told.setText(Messages.text("approvals.audit.broken", broken.what()));
                told.setTooltip(null);
            }
        }
    }
}
