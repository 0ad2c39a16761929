package dev.runtree.ui.agents;

import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.prose.Links;
import dev.runtree.ui.prose.Prose;
import dev.runtree.ui.sessions.Words;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/**
 * An answer as it comes, laid out as Markdown. What stands before the last empty line is laid out once, so that a long answer
 * costs no more than its last part each time. Of one that is longer than anybody reads as it comes, the end is shown; the whole
 * is there when it has ended.
 */
public final class StreamedWords extends VBox {
    /** Of the part that is laid out each time. */
    private static final int LONGEST_TAIL = 4_000;

    /** Of what is laid out while it comes. */
    private static final int LONGEST = 16_000;

    private final StringBuilder text = new StringBuilder();
    private final VBox settled = new VBox();
    private final Label before = new Label();
    private int settledTo;
    private int hidden;
    private boolean changed;

    public StreamedWords() {
        getStyleClass().addAll("chat-words", "streamed");
        settled.getStyleClass().add("prose");
        before.getStyleClass().add("hint");
        getChildren().add(settled);
    }

    public void add(String words) {
        text.append(words);
        changed = true;
    }

    /** All that has come. */
    public String whole() {
        return text.toString();
    }

    /** Shows what has come since. */
    public void show() {
        if (!changed) {
            return;
        }
        changed = false;
        int to = text.lastIndexOf("\n\n");
        if (to > settledTo && to - settledTo <= LONGEST && isOutsideCode(to)) {
            settled.getChildren().add(prose(text.substring(settledTo, to)));
            settledTo = to;
        }
        if (text.length() - settledTo > LONGEST || settledTo - hidden > LONGEST) {
            settled.getChildren().clear();
            settledTo = Math.max(settledTo, text.length() - LONGEST_TAIL);
            hidden = settledTo;
        }
        // A part without an empty line is laid out again each time, so only its end is.
        var from = Math.max(settledTo, text.length() - LONGEST_TAIL);
        if (from > settledTo || hidden > 0) {
            before.setText(Messages.text(
                    "agents.before", Figures.count(settled.getChildren().isEmpty() ? from : hidden)));
            getChildren().setAll(before, settled, prose(text.substring(from)));
        } else {
            getChildren().setAll(settled, prose(text.substring(from)));
        }
    }

    private boolean isOutsideCode(int to) {
        var fences = 0;
        for (int at = text.indexOf("```", settledTo); at >= 0 && at < to; at = text.indexOf("```", at + 3)) {
            fences++;
        }
        return fences % 2 == 0;
    }

    /** The answer is whole: it can be selected and copied as one; a long one has its beginning, and all of it when asked for. */
    public void end() {
        changed = false;
        settled.getChildren().clear();
        getChildren().setAll(text.length() <= LONGEST ? prose(text.toString()) : Words.answered(text.toString()));
    }

    private static Node prose(String part) {
        return Prose.markdown(part.strip(), Links.copied()).orElseGet(() -> Prose.plain(part.strip()));
    }
}
