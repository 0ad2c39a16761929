package dev.runtree.ui.copy;

import dev.runtree.model.Figures;
import dev.runtree.redact.RedactionReport;
import dev.runtree.ui.Messages;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A text that is about to be copied.
 *
 * @param report what was replaced in it; {@code null} when it was not redacted
 */
record Copy(String text, @Nullable RedactionReport report) {

    /** What has happened, in a sentence. */
    String told() {
        var length = Figures.count(text.length());
        return report == null
                ? Messages.text("copy.done", length)
                : Messages.text("copy.done.redacted", length, replaced(report));
    }

    /** Such as {@code email 2, card 1}; what each rule replaced how often. */
    static String replaced(RedactionReport report) {
        return report.rules().isEmpty()
                ? Messages.text("copy.nothing")
                : report.rules().stream()
                        .map(rule -> rule.rule() + " " + Figures.count(rule.places()))
                        .collect(Collectors.joining(", "));
    }
}
