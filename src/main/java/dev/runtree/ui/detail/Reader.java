package dev.runtree.ui.detail;

import dev.runtree.model.Message;
import dev.runtree.model.RunLink;
import dev.runtree.model.SpanId;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.prose.Links;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.MenuItem;
import org.jspecify.annotations.Nullable;

/** What all parts of a step are shown with: the forms of texts, where links and steps lead, which messages come first. */
final class Reader {
    private final Background background;
    private TextForms forms = TextForms.forgotten();
    private Links links = Links.copied();
    private Consumer<SpanId> goTo = step -> {};
    private @Nullable RunQueries queries;
    private Consumer<RunLink> openLink = link -> {};
    private @Nullable Consumer<String> addTerm;
    private @Nullable Consumer<String> whereFrom;
    private Function<Message, List<MenuItem>> messageMenu = message -> List.of();
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

    /** What can be done with a message, as a context menu has it. */
    List<MenuItem> menu(Message message) {
        return messageMenu.apply(message);
    }

    void setMessageMenu(Function<Message, List<MenuItem>> items) {
        messageMenu = items;
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

    /** Tells on the FX thread whether the database has a run of this trace. */
    void find(String traceId, Consumer<Boolean> told) {
        var asked = queries;
        if (asked != null) {
            background.run(asked.named(traceId), runs -> told.accept(!runs.isEmpty()), failed -> {});
        }
    }

    void setQueries(RunQueries other) {
        queries = other;
    }

    /** Shows a step of another run. */
    void open(String traceId, String spanId) {
        openLink.accept(new RunLink(traceId, spanId));
    }

    void setOpenLink(Consumer<RunLink> other) {
        openLink = other;
    }

    /** Whether terms can be added to the filter of runs. */
    boolean filters() {
        return addTerm != null;
    }

    /** Adds a term to the filter of runs. */
    void addTerm(String term) {
        if (addTerm != null) {
            addTerm.accept(term);
        }
    }

    void setAddTerm(Consumer<String> other) {
        addTerm = other;
    }

    /** Whether it can be asked where a value came from. */
    boolean asksWhereFrom() {
        return whereFrom != null;
    }

    /** Asks where a value, or a piece of text, came from. */
    void askWhereFrom(String words) {
        if (whereFrom != null) {
            whereFrom.accept(words);
        }
    }

    void setWhereFrom(Consumer<String> other) {
        whereFrom = other;
    }
}
