package dev.runtree.ui.detail;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.WhereFromAsked;
import dev.runtree.ui.prose.Passage;
import dev.runtree.ui.prose.Piece;
import dev.runtree.ui.prose.Prose;
import dev.runtree.ui.text.JsonText;
import dev.runtree.ui.text.TextView;
import java.util.List;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.VBox;

/** A text inside a card: its beginning, and all of it when asked for. It can be selected; copying copies all. */
public final class LongText extends VBox {
    private static final int SHORT = 900;
    private static final int PROSE = 20_000;

    /** Of a stack trace the first lines tell where it failed; what else the step says is not to be pushed out of sight. */
    private static final int TRACE = 320;

    private final String text;
    private final boolean trace;
    private final String[] styleClasses;

    public LongText(String text, String... styleClasses) {
        this(text, false, styleClasses);
    }

    private LongText(String text, boolean trace, String... styleClasses) {
        this.text = text;
        this.trace = trace;
        this.styleClasses = styleClasses;
        getStyleClass().add("long-text");
        var beginning = trace ? firstLines(text) : beginning(text);
        getChildren().add(prose(beginning));
        if (beginning.length() < text.length()) {
            var all = new Hyperlink(Messages.text("detail.all", Figures.count(text.length())));
            all.setOnAction(event -> showAll());
            getChildren().add(all);
        }
    }

    /** The value of a member, as it was sent, in the colour of what it is. */
    public static LongText of(JsonText.Member member) {
        return new LongText(member.value(), Facts.style(member.kind()));
    }

    /** A stack trace. */
    static LongText ofTrace(String text, String... styleClasses) {
        return new LongText(text.replace("\t", "  "), true, styleClasses);
    }

    private Prose prose(String shown) {
        var passage =
                trace ? Passage.ofTrace(shown, styleClasses) : new Passage(List.of(Piece.of(shown)), styleClasses);
        return Prose.of(text, List.of(passage));
    }

    private static String beginning(String text) {
        if (text.length() <= SHORT * 4 / 3) {
            return text;
        }
        return text.substring(0, Character.isLowSurrogate(text.charAt(SHORT)) ? SHORT - 1 : SHORT) + "…";
    }

    private static String firstLines(String trace) {
        var end = trace.indexOf('\n', TRACE);
        return end < 0 || end > SHORT ? beginning(trace) : trace.substring(0, end);
    }

    private void showAll() {
        if (text.length() <= PROSE) {
            getChildren().setAll(prose(text));
            return;
        }
        var view = new TextView();
        view.onWhereFrom(words -> WhereFromAsked.ask(view, words));
        view.setPrefHeight(420);
        view.show(text, false);
        getChildren().setAll(view);
    }
}
