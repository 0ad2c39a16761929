package dev.runtree.ui.shell;

import dev.runtree.model.Run;
import dev.runtree.model.RunLink;
import dev.runtree.model.SpanId;
import dev.runtree.ui.Clip;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Leads to runs that are named from outside, and gives links that do. */
final class Links {
    private final Background background;
    private final RunPanes runs;
    private final Desk views;
    private final Banner banner;
    private final Consumer<String> says;
    private @Nullable String waiting;

    /**
     * @param banner tells of a run that is not there
     * @param says a sentence for the status line
     */
    Links(Background background, RunPanes runs, Desk views, Banner banner, Consumer<String> says) {
        this.background = background;
        this.runs = runs;
        this.views = views;
        this.banner = banner;
        this.says = says;
    }

    /** @param word followed as soon as a database is open; {@code null} for nothing */
    void later(@Nullable String word) {
        waiting = word;
    }

    /** What is followed when a database is open; {@code null} for nothing. */
    @Nullable String waiting() {
        return waiting;
    }

    /** The database is there: follows what waited for it. */
    void resume(OpenDatabase open) {
        var word = waiting;
        waiting = null;
        if (word != null) {
            follow(open, word);
        }
    }

    /**
     * Shows a run by its id, a beginning of it, or a trace id; or what a {@link RunLink} leads to.
     *
     * @param open {@code null} while none is: then it is followed later
     */
    void follow(@Nullable OpenDatabase open, String word) {
        if (open == null) {
            waiting = word;
            return;
        }
        var link = RunLink.parse(word).orElse(new RunLink(word, null));
        background.run(
                open.queries().named(link.run()),
                found -> found(link, found),
                failure -> banner.show(String.valueOf(failure.getMessage()), () -> follow(open, word)));
    }

    private void found(RunLink link, List<Run> found) {
        if (found.isEmpty()) {
            banner.show(Messages.text("main.run.none", link.run()), null);
        } else if (link.span() == null) {
            views.open(found.getFirst());
        } else {
            var traceId = found.getFirst().id().traceId();
            views.open(found.getFirst(), new SpanId(traceId, link.span()));
        }
    }

    /** Puts a link to the step that is selected on the clipboard. */
    void copy() {
        runs.link().ifPresent(link -> {
            Clip.putExact(link.toString());
            says.accept(Messages.text("link.copied"));
        });
    }
}
