package dev.runtree.ui.shell;

import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.store.Deletion;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Deletes a run from the database, after a question that says how much goes, and tells what went. */
final class Deleting {
    private final Background background;
    private final Consumer<String> told;
    private final Consumer<RuntimeException> failed;
    private final Runnable changed;

    /**
     * @param told a sentence for the status line
     * @param changed called when runs have gone
     */
    Deleting(Background background, Consumer<String> told, Consumer<RuntimeException> failed, Runnable changed) {
        this.background = background;
        this.told = told;
        this.failed = failed;
        this.changed = changed;
    }

    void ask(Overlays overlays, @Nullable OpenDatabase open, @Nullable Run run) {
        if (open == null || run == null) {
            return;
        }
        var deletion = new Deletion(open.database());
        var scope = new Deletion.Runs(List.of(run.id()));
        background.run(
                deletion.preview(scope),
                preview -> overlays.ask(
                        Messages.text("delete.title"),
                        text(run, preview),
                        Messages.text("delete.yes"),
                        () -> delete(deletion, scope)),
                failed);
    }

    private static String text(Run run, Deletion.Preview preview) {
        return Messages.text(
                        preview.runs() == 1 ? "delete.text.one" : "delete.text",
                        run.name(),
                        Figures.count(preview.runs()),
                        Figures.count(preview.spans()))
                + " " + Messages.text(run.parentRunId() == null ? "delete.trace" : "delete.part");
    }

    private void delete(Deletion deletion, Deletion.Scope scope) {
        background.call(
                () -> deletion.delete(scope),
                receipt -> {
                    told.accept(Messages.text(
                            receipt.runs() == 1 ? "delete.done.one" : "delete.done",
                            Figures.count(receipt.runs()),
                            Figures.count(receipt.spans()),
                            Figures.count(receipt.logs()),
                            Figures.bytes(receipt.bytes())));
                    changed.run();
                },
                failed);
    }
}
