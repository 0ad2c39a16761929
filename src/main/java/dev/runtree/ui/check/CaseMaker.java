package dev.runtree.ui.check;

import dev.runtree.check.CaseDraft;
import dev.runtree.check.NewCase;
import dev.runtree.model.Trace;
import dev.runtree.pricing.Prices;
import dev.runtree.redact.KeptRules;
import dev.runtree.redact.Redaction;
import dev.runtree.store.Database;
import dev.runtree.store.QueryChain;
import dev.runtree.store.RunQueries;
import dev.runtree.ui.Messages;
import dev.runtree.ui.Preferences;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Works out the case of a run, and writes it. All of it is for threads that may wait. */
final class CaseMaker {
    private static final int LONGEST_NAME = 40;

    private final Database database;
    private final Preferences preferences;
    private final Prices prices;
    private final CaseSheet.Wish wish;
    private volatile @Nullable Trace read;

    /**
     * A case as it would be written.
     *
     * @param mistake in what is expected, in one line; empty for none
     * @param isThere whether there are files of its names already
     */
    record Drafted(CaseDraft draft, String mistake, boolean isThere) {}

    CaseMaker(Database database, Preferences preferences, Prices prices, CaseSheet.Wish wish) {
        this.database = database;
        this.preferences = preferences;
        this.prices = prices;
        this.wish = wish;
    }

    /** A file in a folder that is not there yet, named after the run. */
    Path freeName(Path folder) {
        var name = wish.run().name().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
        var word = name.replaceAll("^-|-$", "");
        var plain = word.isEmpty() ? "case" : word.substring(0, Math.min(LONGEST_NAME, word.length()));
        var file = folder.resolve(plain + ".yaml");
        for (var at = 2; Files.exists(file); at++) {
            file = folder.resolve(plain + "-" + at + ".yaml");
        }
        return file;
    }

    /** @param own what is expected in place of what the run did; {@code null} for that */
    QueryChain<Drafted> draft(NewCase.Wanted wanted, boolean isRedacted, @Nullable String own) {
        return new QueryChain<>() {
            @Override
            public Drafted fetch() {
                var queries = new RunQueries(database);
                var trace = read;
                if (trace == null) {
                    trace = ask(queries.run(wish.run().id()))
                            .orElseThrow(() -> new IllegalStateException(Messages.text("replay.gone")));
                    read = trace;
                }
                var rules = KeptRules.of(preferences.now().choices()).rules();
                var draft = new NewCase(queries, prices, isRedacted ? new Redaction(rules) : null).draft(trace, wanted);
                return new Drafted(draft, own == null ? "" : mistake(draft, own, isRedacted), isThere(draft));
            }
        };
    }

    private static boolean isThere(CaseDraft draft) {
        return Files.exists(draft.file()) || draft.records().stream().anyMatch(Files::exists);
    }

    /** @param isRedacted whether nothing may be in it that the rules find, for it is written as it stands */
    private String mistake(CaseDraft draft, String own, boolean isRedacted) {
        if (isRedacted) {
            var rules = KeptRules.of(preferences.now().choices()).rules();
            if (!new Redaction(rules).text(own).equals(own)) {
                return Messages.text("checks.save.unredacted");
            }
        }
        return draft.mistake(own)
                .map(mistake -> mistake.line() == 0
                        ? mistake.text()
                        : Messages.text("checks.save.mistake", String.valueOf(mistake.line()), mistake.text()))
                .orElse("");
    }

    /**
     * Writes it.
     *
     * @param isReplacing whether the reader was told that there are such files already
     * @return the file of the case
     */
    static Path write(CaseDraft draft, String expected, boolean isReplacing) {
        var folder = draft.file().getParent();
        if (folder != null) {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(Messages.text("checks.save.folder", folder), e);
            }
        }
        draft.write(expected, isReplacing);
        return draft.file();
    }
}
