package dev.runtree.ui.check;

import dev.runtree.check.Verdict;
import dev.runtree.ui.Messages;
import dev.runtree.ui.results.ResultColumn.Tone;
import java.util.Locale;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** What is known of a case, and how it is shown. */
enum Kind {
    FAILED("checks.failed", BootstrapIcons.X_CIRCLE_FILL, Tone.BAD),
    ERROR("checks.error", BootstrapIcons.EXCLAMATION_TRIANGLE_FILL, Tone.OTHER),
    SKIPPED("checks.skipped", BootstrapIcons.DASH_CIRCLE, Tone.PLAIN),
    PASSED("checks.passed", BootstrapIcons.CHECK_CIRCLE_FILL, Tone.GOOD),
    UNCHECKED("checks.unchecked", BootstrapIcons.CIRCLE, Tone.PLAIN);

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // a constant of an enum
    private final Ikon icon;

    private final Tone tone;

    Kind(String key, Ikon icon, Tone tone) {
        this.key = key;
        this.icon = icon;
        this.tone = tone;
    }

    static Kind of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Passed passed -> PASSED;
            case Verdict.Failed failed -> FAILED;
            case Verdict.NotDone error -> ERROR;
            case Verdict.Skipped skipped -> SKIPPED;
        };
    }

    String word() {
        return Messages.text(key);
    }

    Ikon icon() {
        return icon;
    }

    Tone tone() {
        return tone;
    }

    /** What a part of the window that shows it is styled by. */
    String style() {
        return "check-" + name().toLowerCase(Locale.ROOT);
    }
}
