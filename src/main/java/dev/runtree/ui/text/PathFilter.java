package dev.runtree.ui.text;

import dev.runtree.json.BadJsonPath;
import dev.runtree.json.JsonPath;
import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Job;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Shows of JSON only what a JSONPath finds, with what leads to it. A path with a mistake leaves what is shown. */
final class PathFilter {
    private final TextView view;
    private final Background background;
    private AtomicBoolean given = new AtomicBoolean();
    private @Nullable Job job;
    private String wanted = "";
    private String figure = "";
    private @Nullable String mistake;

    PathFilter(TextView view, Background background) {
        this.view = view;
        this.background = background;
    }

    /** Whether words in the search field are a path. */
    static boolean isPath(String words) {
        return words.startsWith("$") && (words.length() == 1 || ".[ ".indexOf(words.charAt(1)) >= 0);
    }

    boolean isOn() {
        return !wanted.isEmpty();
    }

    /** How many values were found, in words. */
    String figure() {
        return figure;
    }

    /** What is wrong with the path, and where; {@code null} for nothing. */
    @Nullable String mistake() {
        return mistake;
    }

    /** Shows what this path finds. */
    void look(String path) {
        if (!(view.pane().rows() instanceof JsonRows rows) || path.equals(wanted)) {
            return;
        }
        stop();
        wanted = path;
        try {
            evaluate(rows, JsonPath.parse(path.strip()));
        } catch (BadJsonPath e) {
            mistake = Messages.text("text.path.mistake", String.valueOf(e.getMessage()), Figures.count(e.at() + 1L));
            figure = "";
        }
        view.pathChanged();
    }

    private void evaluate(JsonRows rows, JsonPath path) {
        mistake = null;
        figure = "…";
        var cancelled = new AtomicBoolean();
        given = cancelled;
        job = background.call(
                () -> new JsonMatches(rows.index(), path.lines(rows.index(), cancelled::get)),
                found -> found(rows, found),
                failed -> {
                    mistake = failed.getMessage();
                    figure = "";
                    view.pathChanged();
                });
    }

    private void found(JsonRows rows, JsonMatches found) {
        figure = Messages.text(
                found.count() == 1 ? "text.path.value" : "text.path.values", Figures.count(found.count()));
        rows.filter(found);
        view.rearranged();
        view.pane().goToStart();
        walk(1);
        view.pathChanged();
    }

    private void stop() {
        given.set(true);
        if (job != null) {
            job.cancel();
            job = null;
        }
    }

    /** Shows everything again; the line that was current stays so. */
    void clear() {
        stop();
        mistake = null;
        figure = "";
        if (wanted.isEmpty()) {
            return;
        }
        wanted = "";
        if (view.pane().rows() instanceof JsonRows rows && rows.matches() != null) {
            var line = rows.rootLine(view.pane().current());
            rows.filter(null);
            view.rearranged();
            view.pane().go(rows.rowNear(line));
        }
        view.pathChanged();
    }

    /** Goes to the next value that was found, or the one before. */
    void walk(int step) {
        if (!(view.pane().rows() instanceof JsonRows rows) || rows.matches() == null || rows.size() == 0) {
            return;
        }
        var line = rows.matches().next(rows.rootLine(view.pane().current()), step);
        if (line >= 0) {
            view.pane().go(rows.reveal(line));
        }
    }
}
