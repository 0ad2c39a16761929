package dev.runtree.ui.text;

import dev.runtree.ui.Messages;

/** What a screen reader says of a row. */
final class RowSpeech {
    /** More of a row than this is no help to a listener. */
    private static final int MOST = 1000;

    private RowSpeech() {}

    static String of(Rows rows, int row) {
        var said = rows.row(row);
        var words = said.text().substring(0, Math.min(MOST, said.text().length()));
        return switch (said.fold()) {
            case NONE -> words;
            case OPEN -> words + ", " + Messages.text("text.json.unfolded");
            case CLOSED -> words + ", " + Messages.text("text.json.folded");
        };
    }
}
