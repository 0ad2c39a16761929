package dev.runtree.ui.detail;

import dev.runtree.model.SpanId;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.prose.Links;
import java.util.function.Consumer;

/** What all parts of a step are shown with: the forms of texts, where links and steps lead, which messages come first. */
final class Reader {
    private final Background background;
    private TextForms forms = TextForms.forgotten();
    private Links links = Links.copied();
    private Consumer<SpanId> goTo = step -> {};
    private MessagesTab.Mode mode = MessagesTab.Mode.NEW_FIRST;

    Reader(Background background) {
        this.background = background;
    }

    Background background() {
        return background;
    }

    TextForms forms() {
        return forms;
    }

    void setForms(TextForms other) {
        forms = other;
    }

    Links links() {
        return links;
    }

    void setLinks(Links other) {
        links = other;
    }

    /** Selects another step of the run. */
    void goTo(SpanId step) {
        goTo.accept(step);
    }

    void setGoTo(Consumer<SpanId> other) {
        goTo = other;
    }

    MessagesTab.Mode mode() {
        return mode;
    }

    void setMode(MessagesTab.Mode other) {
        mode = other;
    }
}
