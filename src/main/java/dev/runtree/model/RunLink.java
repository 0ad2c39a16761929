package dev.runtree.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A link to a run, and to a step of it, as {@code runtree open} takes it: {@code runtree://run/<id>?span=<id>}.
 *
 * @param run the run's id, a beginning of it, or whatever else names a run
 * @param span the step's span id, 16 hex digits; {@code null} for the run as a whole
 */
public record RunLink(String run, @Nullable String span) {
    private static final String SCHEME = "runtree:";
    private static final String OTHER = "[^#\\s]*";
    private static final Pattern FORM = Pattern.compile(
            "runtree:/*run/([^/?#\\s]+)/?"
                    + "(?:\\?(?:" + OTHER + "&)?span=([0-9a-f]{16})(?:&" + OTHER + ")?"
                    + "|\\?(?!(?:" + OTHER + "&)?span=)" + OTHER + ")?"
                    + "(?:#.*)?",
            Pattern.CASE_INSENSITIVE);

    /** A link to a step; to the run itself when the step is the one that started it. */
    public static RunLink to(Run run, SpanId step) {
        return new RunLink(run.runId(), run.id().equals(step) ? null : step.spanId());
    }

    /** Whether a text is meant as a link, be it a good one or not. */
    public static boolean isMeant(String text) {
        return text.strip().toLowerCase(Locale.ROOT).startsWith(SCHEME);
    }

    /** Reads a link; empty when the text is none. Browsers and shells may write its scheme and digits large. */
    public static Optional<RunLink> parse(String text) {
        if (!isMeant(text)) {
            return Optional.empty();
        }
        var matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var span = matcher.group(2);
        return Optional.of(new RunLink(matcher.group(1), span == null ? null : span.toLowerCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
        return "runtree://run/" + run + (span == null ? "" : "?span=" + span);
    }
}
