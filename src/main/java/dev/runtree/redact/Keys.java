package dev.runtree.redact;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keys, tokens and passwords: those whose form tells, and those that stand behind a name that tells. */
final class Keys {
    /** Each form begins with something rare, so that a long text costs one look at each character. */
    private static final Pattern FORM =
            Pattern.compile("-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\\s\\S]{0,20000}?"
                    + "(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\\z)"
                    + "|\\beyJ[A-Za-z0-9_-]{8,}+\\.eyJ[A-Za-z0-9_-]{4,}+\\.[A-Za-z0-9_-]*+"
                    + "|\\b(?:sk|rk|pk)[-_](?:proj-|ant-|svcacct-|admin-|or-v1-|live_|test_|lf-)?[A-Za-z0-9_-]{16,}+"
                    + "|\\b(?:AKIA|ASIA|ABIA|ACCA|AGPA|AIDA|AROA|ANPA)[A-Z0-9]{16}(?![A-Za-z0-9])"
                    + "|\\bgh[pousr]_[A-Za-z0-9]{20,}+|\\bgithub_pat_[A-Za-z0-9_]{20,}+|\\bglpat-[A-Za-z0-9_-]{16,}+"
                    + "|\\bAIza[A-Za-z0-9_-]{30,}+|\\bya29\\.[A-Za-z0-9_-]{16,}+|\\bGOCSPX-[A-Za-z0-9_-]{16,}+"
                    + "|\\bxox[abeoprs]-[A-Za-z0-9-]{8,}+|\\bxapp-[A-Za-z0-9-]{8,}+"
                    + "|hooks\\.slack\\.com/services/[A-Za-z0-9/]{16,}+"
                    + "|\\bhf_[A-Za-z0-9]{20,}+|\\bgsk_[A-Za-z0-9]{20,}+|\\bxai-[A-Za-z0-9]{20,}+|\\bnpm_[A-Za-z0-9]{30,}+"
                    + "|\\blsv2_(?:pt|sk)_[A-Za-z0-9_]{20,}+|\\bpplx-[A-Za-z0-9]{20,}+|\\bdop_v1_[a-f0-9]{40,}+"
                    + "|\\b(?:r8|tfp|ntn|secret|figd|sntrys|sntryu|phc|phx|rnd|fw|glsa|glc|jina|shp(?:at|ca|pa|ss)|whsec|dckr_pat"
                    + "|lin_api|tgp_v1|sbp|ls_)_[A-Za-z0-9]{20,}+|\\bre_[A-Za-z0-9]{8}_[A-Za-z0-9]{20,}+"
                    + "|\\b(?:nvapi|tvly|sq0atp|sq0csp|NRAK|tskey-[a-z]{3,8}|glrt|glptt|csk)-[A-Za-z0-9_-]{20,}+"
                    + "|\\bpa-[A-Za-z0-9_-]{40,}+|\\bkey-[a-f0-9]{32}\\b|\\b(?:AC|SK)[a-f0-9]{32}\\b|\\bdapi[a-f0-9]{32}\\b"
                    + "|\\bhv[sbr]\\.[A-Za-z0-9_-]{20,}+|\\b[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_-]{40,}+"
                    + "|\\bpat[A-Za-z0-9]{14}\\.[a-f0-9]{64}\\b|\\bpypi-AgE[A-Za-z0-9_-]{40,}+|\\bEAA[A-Za-z0-9]{50,}+"
                    + "|\\bATATT3[A-Za-z0-9_=-]{40,}+|\\beyJrIjoi[A-Za-z0-9=]{40,}+"
                    + "|(?<=\\b\\d{8,10}:)AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])"
                    + "|discord(?:app)?\\.com/api/webhooks/[A-Za-z0-9/_-]{40,}+"
                    + "|\\bSG\\.[A-Za-z0-9_-]{16,}+\\.[A-Za-z0-9_-]{16,}+|\\bAGE-SECRET-KEY-1[A-Z0-9]{30,}+");

    /** A scheme, or a name and what assigns, and the value behind it. */
    private static final Pattern NAMED = Pattern.compile(
            "(?i)(?:(?:bearer|basic)\\s{1,4}|authorization\\\\{0,3}[\"']?\\s{0,3}[:=]\\s{0,3}\\\\{0,3}[\"']?[a-z]{3,12}\\s{1,4}"
                    + "|(?<=--)password |(?:password|passwort|kennwort)\\s{1,3}(?:is|ist)\\s{1,3}|(?:api[_-]?key|secret[_-]?access[_-]?key|access[_-]?key"
                    + "|secret[_-]?key|client[_-]?secret|private[_-]?key|auth[_-]?token|access[_-]?token|refresh[_-]?token|id[_-]?token"
                    + "|account[_-]?key|shared[_-]?access[_-]?key|subscription[_-]?key|sig|passwort|kennwort|mot de passe"
                    + "|contrase[nñ]a|senha|wachtwoord|token|secret|passwd|password|passphrase|pwd)"
                    + "\\\\{0,3}[\"']?\\]?\\s{0,3}(?:=>|[:=])\\s{0,3}\\\\{0,3}[\"']?)(?!<)([^\\s\"'\\\\,;&<>()\\[\\]{}]{6,4096}+)");

    /**
     * Names of JSON members, headers and attributes whose value is a secret whatever it looks like. A token of a language
     * model is none: counts end in "tokens", and prices and times are per token.
     */
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i)(?:.*[._\\-\\s:/])?(?:authorization|cookie|api[_-]?key"
                    + "|password|passwd|passphrase|passcode|pwd|passwort|kennwort|contrase[nñ]a|senha|credentials?|secret|(?:access|account|secret|private|signing|encryption|subscription)[_-]?key"
                    + "|(?:access|refresh|auth|id|api|session|bearer)token"
                    + "|(?<!(?:first|last|per|each|input|output|eos|bos|pad|unk|sep|mask|stop)[_-])token)");

    /** Where a word begins in {@code dbPassword} and {@code OPENAIApiKey}. */
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    /** The password in an address: {@code postgres://ana:hunter2@host}. */
    private static final Pattern CREDENTIALS = Pattern.compile("://[^\\s/:@\"'<>]{0,100}:([^\\s/@\"'<>]{1,200})@");

    private static final Pattern PASSWORDS =
            Pattern.compile("passw|pwd|passphrase|kennwort|mot de passe|contrase|senha|wachtwoord");

    /** All that a header of cookies says. */
    private static final Pattern COOKIE =
            Pattern.compile("(?i)\\b(?:set-)?cookie: {0,3}([^\\s<\"'][^\\r\\n\"']{5,4096}+)");

    private Keys() {}

    static Finder.@Nullable Place find(CharSequence text, int from) {
        var hidden = first(group(CREDENTIALS, text, from), group(COOKIE, text, from));
        return first(first(form(text, from), named(text, from)), hidden);
    }

    /** Whether the value of a member of this name is a secret: too short ones tell nothing. */
    static boolean isSecret(String name, String value) {
        if (value.length() < 4 || name.length() >= 200) {
            return false;
        }
        if (name.equalsIgnoreCase("pass")) { // in one place a password, in another whether a test did
            return !value.matches("(?i)true|false|null|none|passed|failed|[\\d.]+");
        }
        var words = HUMP.matcher(name).replaceAll("_");
        // A model's answers come with the likelihood of each word, called "token" too.
        var isWord = name.equalsIgnoreCase("token")
                && (value.length() < 8 || value.chars().anyMatch(Character::isWhitespace));
        return !isWord && SECRET_NAME.matcher(words).matches();
    }

    private static Finder.@Nullable Place first(Finder.@Nullable Place a, Finder.@Nullable Place b) {
        return a == null ? b : b == null || a.start() <= b.start() ? a : b;
    }

    private static Finder.@Nullable Place form(CharSequence text, int from) {
        var matcher = FORM.matcher(text).useTransparentBounds(true);
        for (var at = next(text, from, true); at < text.length(); at = next(text, at + 1, true)) {
            if (!matcher.region(at, text.length()).lookingAt()) {
                continue;
            }
            if (hasDigit(text, matcher.start(), matcher.end())
                    || text.charAt(matcher.start()) == '-'
                    || matcher.group().startsWith("eyJ")) {
                return place(matcher, 0);
            }
        }
        return null;
    }

    private static Finder.@Nullable Place named(CharSequence text, int from) {
        var matcher = NAMED.matcher(text).useTransparentBounds(true);
        for (var at = next(text, from, false); at < text.length(); at = next(text, at + 1, false)) {
            if (matcher.region(at, text.length()).lookingAt()
                    && looksSecret(matcher.group(1), matcher.group().toLowerCase(Locale.ROOT))) {
                return place(matcher, 1);
            }
        }
        return null;
    }

    /** Where the next word begins, for a form also a line of dashes; an underscore is part of a form and ends a name's part. */
    private static int next(CharSequence text, int from, boolean isForm) {
        for (var at = from; at < text.length(); at++) {
            var before = at == 0 ? ' ' : text.charAt(at - 1);
            var begins = !Character.isLetterOrDigit(before) && (!isForm || before != '_');
            var character = text.charAt(at);
            if (begins && (Character.isLetter(character) || (isForm && character == '-'))) {
                return at;
            }
        }
        return text.length();
    }

    private static Finder.@Nullable Place group(Pattern pattern, CharSequence text, int from) {
        var matcher = pattern.matcher(text).region(from, text.length()).useTransparentBounds(true);
        return matcher.find() ? place(matcher, 1) : null;
    }

    private static Finder.Place place(Matcher matcher, int group) {
        return new Finder.Place(matcher.start(group), matcher.end(group), matcher.group(group));
    }

    /** A word or a number behind "token:" is mostly none; behind "password:" anything with a digit or a sign is one. */
    private static boolean looksSecret(String value, String whole) {
        var hasDigit = hasDigit(value, 0, value.length());
        var hasLetter = value.chars().anyMatch(Character::isLetter);
        var hasSign = value.chars().anyMatch(character -> "!@#$%^*+=~?".indexOf(character) >= 0);
        if (PASSWORDS.matcher(whole).find()) {
            return hasDigit || hasSign;
        }
        var isLong = value.length() >= 24 && !value.contains(".");
        return hasLetter && (isLong || (hasDigit && value.length() >= 8));
    }

    private static boolean hasDigit(CharSequence text, int start, int end) {
        for (var i = start; i < end; i++) {
            if (Digits.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
