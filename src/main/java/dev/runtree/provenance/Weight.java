package dev.runtree.provenance;

import dev.runtree.provenance.text.Reading;
import dev.runtree.provenance.text.Words;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which values are worth an alarm when nobody has said them. Most small ones are choices that a model is there to make. */
final class Weight {
    /** Of a number its digits, of a string its characters. */
    private static final int LEAST = 4;

    /** How many words somebody may make up at once; more are a text that the model wrote, as it should. */
    private static final int FEW_WORDS = 4;

    /** A name, a date or a query has no more words and signs between them. */
    private static final int SHORT_TEXT = 12;

    private static final Pattern CHOICE = Pattern.compile("[a-z]+(?:[_-][a-z]+)*|[A-Z]+(?:_[A-Z]+)*");

    /** What can be said of itself: a switch, a language, a format. */
    private static final Pattern TECHNICAL = Pattern.compile(
            "(?i:true|false|null|none|nil|yes|no|undefined|n/a)|[a-z]{2,3}[-_][A-Z]{2}|(?i:utf-?(?:8|16))"
                    + "|(?:application|text|image|audio|video)/[a-z0-9.+*-]+");

    /** {@code undefined}; only types of files are longer. */
    private static final int LONGEST_TECHNICAL = 9;

    /** Where a model writes in its own words, why or about what it does something. */
    private static final Set<String> OWN_WORDS = Set.of(
            "reason",
            "reasoning",
            "thought",
            "thoughts",
            "thinking",
            "explanation",
            "rationale",
            "justification",
            "summary",
            "title",
            "subject",
            "message",
            "body",
            "comment",
            "note",
            "notes",
            "description");

    /** Limits of a technical kind, which nobody says. */
    private static final Set<String> LIMITS = Set.of(
            "limit",
            "maxresults",
            "numresults",
            "topk",
            "pagesize",
            "perpage",
            "page",
            "offset",
            "count",
            "size",
            "timeout",
            "timeoutms",
            "timeoutseconds",
            "maxtokens",
            "maxlength",
            "maxchars",
            "retries",
            "maxretries",
            "width",
            "height",
            "port",
            "seed");

    private Weight() {}

    /** @param name the last name of the value's path */
    static boolean isHeavy(Leaf value, String name) {
        var text = value.text().strip();
        return switch (value.kind()) {
            case NUMBER -> digits(text) >= LEAST && !LIMITS.contains(name(name));
            case TEXT -> text.codePointCount(0, text.length()) >= LEAST && !isTechnical(text);
            case WORD, NAME -> false;
        };
    }

    private static boolean isTechnical(String text) {
        return (text.length() <= LONGEST_TECHNICAL || text.indexOf('/') > 0)
                && TECHNICAL.matcher(text).matches();
    }

    private static int digits(String number) {
        var power = number.indexOf('e') < 0 ? number.indexOf('E') : number.indexOf('e');
        return figures(power < 0 ? number : number.substring(0, power));
    }

    static int figures(CharSequence text) {
        var figures = 0;
        for (var i = 0; i < text.length(); i++) {
            figures += Character.isDigit(text.charAt(i)) ? 1 : 0;
        }
        return figures;
    }

    private static String name(String name) {
        var letters = new StringBuilder(name.length());
        for (var c : name.toLowerCase(Locale.ROOT).toCharArray()) {
            if (c >= 'a' && c <= 'z') {
                letters.append(c);
            }
        }
        return letters.toString();
    }

    /** Whether a word looks like one of a list of choices, which only the tool's definition could tell. */
    static boolean isChoice(String text) {
        var choice = text.strip();
        return !choice.isEmpty()
                && Character.isLetter(choice.charAt(choice.length() - 1))
                && CHOICE.matcher(choice).matches();
    }

    /** Whether a text is the model's to write: it has no figure in it and stands under such a name. */
    static boolean isOwnWords(String text, String name) {
        return figures(text) == 0 && OWN_WORDS.contains(name(name));
    }

    /**
     * Whether a part of a value that nobody said is a date, a number or an id. In a long text or in code {@code sha256} and
     * {@code python3} are words like others.
     */
    static boolean isFigure(Words words, int from, int to, @Nullable Reading reading) {
        if (reading != null && reading.isDate()) {
            return true;
        }
        if (from > 0 && words.size() > SHORT_TEXT && LIMITS.contains(words.key(from - 1))) {
            return false;
        }
        for (var word = from; word < to; word++) {
            var key = words.key(word);
            var digits = figures(key);
            if (key.length() >= LEAST && digits >= (words.size() > SHORT_TEXT ? LEAST : 1)) {
                return true;
            }
        }
        return reading != null
                && reading.key() != null
                && reading.key().startsWith("N")
                && digits(reading.key()) >= LEAST;
    }

    static boolean isFew(int words) {
        return words <= FEW_WORDS;
    }
}
