package dev.runtree.ui.redact;

import dev.runtree.model.Figures;
import dev.runtree.redact.RedactionReport;
import dev.runtree.ui.Messages;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the rules found in what is previewed.
 *
 * @param report {@code null} while nothing was looked through
 */
record Findings(@Nullable RedactionReport report) {
    static final Findings NONE = new Findings(null);

    /** How often a rule found something; empty while that is not known. */
    Optional<Long> places(String rule) {
        return report == null
                ? Optional.empty()
                : Optional.of(report.rules().stream()
                        .filter(found -> found.rule().equals(rule))
                        .mapToLong(RedactionReport.Found::places)
                        .sum());
    }

    String figure(String rule) {
        return places(rule).map(Figures::count).orElse("");
    }

    /** In words, such as {@code found in 2 places}. */
    String words(String rule) {
        return places(rule)
                .map(places -> switch ((int) Math.min(places, 2)) {
                    case 0 -> Messages.text("redact.found.none");
                    case 1 -> Messages.text("redact.found.one");
                    default -> Messages.text("redact.found", Figures.count(places));
                })
                .orElse("");
    }
}
