package dev.runtree.ui.provenance;

import dev.runtree.model.Figures;
import dev.runtree.provenance.Use;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WrappedLabel;
import dev.runtree.ui.provenance.RunOrigins.Uses;
import java.util.ArrayList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** "Where to?" beneath the result of a tool: asked by a press, answered by a list of the places where it was used. */
public final class UsesView extends VBox {
    private static final int MOST = 40;

    public UsesView() {
        getStyleClass().add("uses");
        var ask = new Button(Messages.text("origin.to"), new FontIcon(BootstrapIcons.ARROW_RIGHT_SHORT));
        ask.getStyleClass().add("small");
        ask.setOnAction(event -> ask(ask));
        getChildren().add(ask);
    }

    private void ask(Button button) {
        var provenance = Provenance.around(this);
        if (provenance == null) {
            return;
        }
        button.setDisable(true);
        provenance.uses(uses -> show(uses, provenance), why -> {
            button.setDisable(false);
            getChildren().setAll(button, sentence(Messages.text("origin.failed", String.valueOf(why.getMessage()))));
        });
    }

    private void show(Uses uses, Provenance provenance) {
        var nodes = new ArrayList<Node>();
        nodes.add(sentence(answer(uses)));
        uses.uses().stream().limit(MOST).forEach(use -> nodes.add(row(use, provenance)));
        if (uses.uses().size() > MOST) {
            nodes.add(hint(Messages.text(
                    "origin.to.more", MOST, Figures.count(uses.uses().size()))));
        }
        if (uses.looked() < uses.all()) {
            nodes.add(hint(Messages.text("origin.to.looked", Figures.count(uses.looked()), Figures.count(uses.all()))));
        }
        getChildren().setAll(nodes);
        var first = nodes.stream().filter(SourceButton.class::isInstance).findFirst();
        first.orElse(this).requestFocus();
    }

    private static String answer(Uses uses) {
        if (!uses.uses().isEmpty()) {
            return Messages.text("origin.to.used");
        }
        return uses.recorded() ? Messages.text("origin.to.never") : Messages.text("origin.to.unknown");
    }

    private static Node row(Use use, Provenance provenance) {
        var place = use.place();
        var step = Wording.place(place, provenance.span(place.span()));
        var where = use.tool() == null ? step : Messages.text("origin.to.argument", use.tool(), step);
        return new SourceButton(use.quote(), where, place, provenance::jumpTo);
    }

    private static Label sentence(String words) {
        var label = new WrappedLabel(words);
        label.setMinHeight(USE_PREF_SIZE);
        label.getStyleClass().add("answer-sentence");
        return label;
    }

    private static Node hint(String words) {
        var label = sentence(words);
        label.getStyleClass().setAll("label", "answer-hint");
        return label;
    }
}
