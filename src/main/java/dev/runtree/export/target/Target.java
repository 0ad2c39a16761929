package dev.runtree.export.target;

import dev.runtree.otlp.profile.Profile;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A back end that gets copies, without its secrets.
 *
 * @param name letters, digits, {@code - _ .}
 * @param answers to what the preset asks, but for secrets
 * @param filter which traces: those with a run that matches, in the grammar of {@code runtree ls}; empty for all
 * @param sample how many of these, 0 to 1; whole traces, and always the same ones, see {@link #samples}
 * @param profile {@code null} for the preset's
 * @param replays whether replays are copied too
 * @param paused whether nothing is sent for now
 */
public record Target(
        String name,
        Preset preset,
        Map<String, String> answers,
        String filter,
        double sample,
        Redacting redacting,
        @Nullable Profile profile,
        Transport transport,
        boolean replays,
        boolean paused) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
    private static final int RANDOM_DIGITS = 14;
    /** How many values these digits have. */
    private static final double RANDOM_VALUES = 0x1p56;

    /** @throws BadTarget says what of it cannot be */
    public Target {
        answers = Map.copyOf(answers);
        if (!NAME.matcher(name).matches()) {
            throw new BadTarget(
                    "A target's name has up to 63 letters, digits, \"-\", \"_\" and \".\", and begins with a"
                            + " letter or digit.");
        }
        if (!(sample > 0 && sample <= 1)) {
            throw new BadTarget(
                    "The share of traces that is sent is above 0 and at most 1, such as 0.1 for every tenth.");
        }
    }

    /** All traces, nothing redacted, as the preset has it. */
    public static Target of(String name, Preset preset, Map<String, String> answers) {
        return new Target(name, preset, answers, "", 1, Redacting.NONE, null, Transport.USUAL, false, false);
    }

    /** The words that are added: the profile that was chosen, or the preset's. */
    public Profile words() {
        return profile == null ? preset.profile() : profile;
    }

    /**
     * Whether a trace is in the share that is sent: decided by its id alone, so that all of it goes, and every program decides
     * the same. Of two shares the greater has all of the smaller one's.
     */
    public boolean samples(String traceId) {
        // The last 56 bits are those that W3C Trace Context, level 2, says are random.
        var random = (double) Long.parseLong(traceId.substring(traceId.length() - RANDOM_DIGITS), 16);
        return random < sample * RANDOM_VALUES;
    }

    /** The name under which the value of a header of the user's own is among the secrets. */
    public static String secretOf(String header) {
        return "header " + header.toLowerCase(Locale.ROOT);
    }

    /** The same with other answers. */
    public Target withAnswers(Map<String, String> others) {
        return new Target(name, preset, others, filter, sample, redacting, profile, transport, replays, paused);
    }

    public Target withPaused(boolean isPaused) {
        return new Target(name, preset, answers, filter, sample, redacting, profile, transport, replays, isPaused);
    }
}
