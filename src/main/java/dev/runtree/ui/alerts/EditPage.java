package dev.runtree.ui.alerts;

import dev.runtree.alert.AlertRule;
import dev.runtree.alert.BadAlert;
import dev.runtree.ui.Messages;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** A rule that is made or changed. */
final class EditPage extends VBox {
    private final AlertForm form = new AlertForm();
    private final Said said = new Said();

    /**
     * @param before the one that is changed; {@code null} for a new one
     * @param save given what the form says; answers with its mistakes through {@link #bad}
     * @param back when nothing shall be changed
     */
    EditPage(@Nullable AlertRule before, Wanted wanted, Consumer<AlertRule> save, Runnable back) {
        getStyleClass().add("target-page");
        var heading = new Label(
                before == null ? Messages.text("alerts.new") : Messages.text("alerts.edit.title", before.name()));
        heading.getStyleClass().add("pane-title");
        if (before == null) {
            form.begin(wanted);
        } else {
            form.change(before);
        }
        setVgrow(form, Priority.ALWAYS);
        var yes = new Button(Messages.text(before == null ? "alerts.add" : "alerts.save"));
        yes.getStyleClass().add("accent");
        yes.setDefaultButton(true);
        yes.setOnAction(event -> {
            said.clear();
            try {
                save.accept(form.rule());
            } catch (BadAlert e) {
                bad(String.valueOf(e.getMessage()));
            }
        });
        var no = new Button(Messages.text("cancel"));
        no.setOnAction(event -> back.run());
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var buttons = new HBox(space, no, yes);
        buttons.getStyleClass().add("card-actions");
        getChildren().addAll(heading, form, said, buttons);
    }

    void bad(String why) {
        said.bad(why);
    }

    void focus() {
        form.focus();
    }
}
