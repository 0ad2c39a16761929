package dev.runtree.ui.detail;

import dev.runtree.settings.TextForm;
import dev.runtree.ui.Clip;
import dev.runtree.ui.Messages;
import dev.runtree.ui.prose.Prose;
import dev.runtree.ui.text.JsonText;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

/** The arguments of a call: a row each, or their JSON, as was chosen last; what is no object as it was sent. */
final class ArgumentsBlock extends VBox {
    private static final String KIND = "arguments";

    private final Reader reader;
    private final String json;
    private final List<JsonText.Member> members;

    ArgumentsBlock(Reader reader, String json) {
        this.reader = reader;
        this.json = json;
        members = JsonText.members(json).orElse(List.of());
        show();
    }

    private boolean isObject() {
        return !members.isEmpty();
    }

    private void show() {
        if (isObject() && reader.forms().of(KIND, true) == TextForm.TABLE) {
            getChildren().setAll(Arguments.of(members));
            return;
        }
        var box = new VBox();
        box.getStyleClass().add("card-text");
        if (isObject() && json.length() <= TextBlock.WHOLE) {
            box.getChildren()
                    .setAll(Prose.of(
                            json,
                            List.of(JsonPieces.passage(JsonText.pretty(json).orElse(json)))));
        } else if (json.isBlank() || (!isObject() && JsonText.members(json).isPresent())) {
            var none = new Label(Messages.text("detail.call.bare"));
            none.getStyleClass().add("hint");
            box.getChildren().setAll(none);
        } else {
            box.getChildren().setAll(new TextBlock(reader, "result", json, "code"));
        }
        getChildren().setAll(box);
    }

    /** Chooses between rows and JSON, for these arguments and for those that are shown from now on. */
    MenuButton menu() {
        var menu = new MenuButton(FormNames.of(reader.forms().of(KIND, true)));
        menu.getStyleClass().add("form-menu");
        menu.setMinWidth(USE_PREF_SIZE);
        menu.setAccessibleText(Messages.text("detail.form", menu.getText()));
        menu.setVisible(isObject());
        menu.setManaged(isObject());
        var group = new ToggleGroup();
        for (var form : List.of(TextForm.TABLE, TextForm.JSON)) {
            var item = new RadioMenuItem(FormNames.of(form));
            item.setToggleGroup(group);
            item.setSelected(form == reader.forms().of(KIND, true));
            item.setOnAction(event -> {
                reader.forms().choose(KIND, true, form);
                menu.setText(FormNames.of(form));
                show();
            });
            menu.getItems().add(item);
        }
        var copy = new MenuItem(Messages.text("prose.copy.all"));
        copy.setOnAction(event -> Clip.put(json));
        menu.getItems().addAll(new SeparatorMenuItem(), copy);
        return menu;
    }
}
