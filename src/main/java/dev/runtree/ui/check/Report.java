package dev.runtree.ui.check;

import dev.runtree.check.CaseResult;
import dev.runtree.check.JUnitReport;
import dev.runtree.ui.Messages;
import dev.runtree.ui.background.Background;
import java.io.File;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Results as a file for CI servers. */
record Report(Instant began) {
    static final Report NONE = new Report(Instant.EPOCH);

    static Report begun() {
        return new Report(Instant.now());
    }

    /** Asks for the file, and writes it. */
    void write(Background background, Window over, List<CaseResult> results, Consumer<String> told) {
        if (results.isEmpty()) {
            told.accept(Messages.text("checks.junit.none"));
            return;
        }
        var chooser = new FileChooser();
        chooser.setTitle(Messages.text("checks.junit.title"));
        chooser.setInitialFileName("report.xml");
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(Messages.text("checks.junit.files"), "*.xml"));
        File file = chooser.showSaveDialog(over);
        if (file != null) {
            background.call(
                    () -> {
                        new JUnitReport(results, began).write(file.toPath());
                        return file;
                    },
                    written -> told.accept(Messages.text("checks.junit.done", written)),
                    why -> told.accept(CheckWords.line(why)));
        }
    }
}
