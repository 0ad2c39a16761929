package dev.runtree.ui.text;

import dev.runtree.model.Figures;
import dev.runtree.ui.Clip;
import dev.runtree.ui.Messages;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** What stands under a text: where the current row is, and how large all of it is. */
final class TextFoot extends HBox {
    private static final int LONGEST_PATH = 2000;

    private final TextView view;
    private final Hyperlink place = new Hyperlink();
    private final Label size = new Label();
    private final Tooltip tip = new Tooltip();

    TextFoot(TextView view) {
        this.view = view;
        getStyleClass().add("text-foot");
        place.getStyleClass().add("figure");
        place.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        place.setMinWidth(0);
        place.setTooltip(tip);
        place.setFocusTraversable(false);
        place.setOnAction(event -> {
            Clip.putExact(view.place());
            place.setVisited(false);
        });
        size.getStyleClass().add("figure");
        size.setMinWidth(USE_PREF_SIZE);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(place, space, size);
        view.pane().currentProperty().addListener(observable -> update());
    }

    void update() {
        var path = view.place();
        place.setText(path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) + "…" : path);
        tip.setText(Messages.text("text.foot.copy"));
        size.setText(view.size());
    }

    static String size(String text) {
        return Figures.bytes(utf8(text));
    }

    /** How many bytes a text has in UTF-8; half a pair counts as three. */
    private static long utf8(String text) {
        var bytes = (long) text.length();
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c > 0x7f) {
                bytes += c > 0x7ff ? Character.isSurrogate(c) ? 1 : 2 : 1;
            }
        }
        return bytes;
    }
}
