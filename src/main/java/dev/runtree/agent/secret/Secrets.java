package dev.runtree.agent.secret;

import dev.runtree.redact.BuiltIn;
import dev.runtree.redact.Redaction;
import dev.runtree.redact.RedactionRules;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes values that were given in secret out of texts and exceptions, in the forms in which they are sent. */
public final class Secrets {
    /** What is shorter stands in too many texts by chance, and guards nothing. */
    private static final int SHORTEST = 6;

    /** The part of an address that nobody would read aloud. */
    private static final Pattern KEY_IN_PATH = Pattern.compile("(?=.*\\d)(?=.*[A-Za-z])[A-Za-z0-9._~-]{16,}");

    private static final Secrets NONE = new Secrets(List.of());
    private static final RedactionRules KEYS = new RedactionRules(EnumSet.of(BuiltIn.KEY), List.of(), false);

    private record Secret(String name, String value) {}

    private final List<Secret> secrets;

    private Secrets(List<Secret> secrets) {
        this.secrets = secrets.stream()
                .filter(secret -> secret.value().length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(
                        (Secret secret) -> -secret.value().length()))
                .toList();
    }

    /** Where no secret is known. */
    public static Secrets none() {
        return NONE;
    }

    /** @param values by the names that are put in their place */
    public static Secrets of(Map<String, String> values) {
        return new Secrets(values.entrySet().stream()
                .flatMap(entry -> Stream.concat(
                                Stream.of(entry.getValue()),
                                Stream.concat(word(entry.getValue()), url(entry.getValue())))
                        .map(value -> new Secret(entry.getKey(), value)))
                .toList());
    }

    /** Those of several. */
    public static Secrets all(Collection<Secrets> several) {
        return new Secrets(
                several.stream().flatMap(each -> each.secrets.stream()).toList());
    }

    /** The token of {@code Bearer TOKEN}, which is as secret by itself. */
    private static Stream<String> word(String value) {
        var space = value.strip().indexOf(' ');
        return space < 0
                ? Stream.empty()
                : Stream.of(value.strip().substring(space + 1).strip());
    }

    /** What is secret in a value that is an address, such as one in the environment. */
    private static Stream<String> url(String value) {
        return value.contains("://") ? ofUrl(value).stream() : Stream.empty();
    }

    /** The same and what is secret in an address: its user's password, values of its query, keys in its path. */
    public Secrets andOfUrl(@Nullable String url) {
        var all = new ArrayList<>(secrets);
        if (url != null) {
            ofUrl(url).forEach(value -> all.add(new Secret("url", value)));
        }
        return new Secrets(all);
    }

    private static List<String> ofUrl(String url) {
        var found = new ArrayList<String>();
        URI uri;
        try {
            uri = URI.create(url.strip());
        } catch (IllegalArgumentException e) {
            return found;
        }
        var user = uri.getRawUserInfo();
        if (user != null) {
            var decoded = decoded(user);
            add(found, user);
            add(found, user.substring(user.indexOf(':') + 1));
            found.add(Base64.getEncoder().encodeToString(decoded.getBytes(StandardCharsets.UTF_8)));
        }
        if (uri.getRawQuery() != null) {
            for (var pair : uri.getRawQuery().split("&", -1)) {
                add(found, pair.substring(pair.indexOf('=') + 1));
            }
        }
        if (uri.getRawPath() != null) {
            Stream.of(uri.getRawPath().split("/", -1))
                    .filter(part -> KEY_IN_PATH.matcher(part).matches())
                    .forEach(found::add);
        }
        return found;
    }

    private static void add(List<String> to, String raw) {
        var decoded = decoded(raw);
        to.add(raw);
        to.add(decoded);
        to.add(URLEncoder.encode(decoded, StandardCharsets.UTF_8));
    }

    private static String decoded(String raw) {
        try {
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return raw;
        }
    }

    /** A text without them. */
    public String hide(String text) {
        var hidden = text;
        for (var secret : secrets) {
            hidden = hidden.replace(secret.value(), "[" + secret.name() + "]");
        }
        return hidden;
    }

    /** A text of an error without them, and without what looks like a key of anybody's. */
    public String hideInError(String text) {
        return new Redaction(KEYS).text(hide(text));
    }

    /**
     * An exception that can be logged and recorded: the same one where no secret is in it, in its causes or in what was
     * suppressed, else one that reads like it without them.
     */
    public Throwable hide(Throwable problem) {
        var written = new StringWriter();
        problem.printStackTrace(new PrintWriter(written));
        var text = written.toString();
        return hideInError(text).equals(text) ? problem : Retold.of(problem, this::hideInError);
    }
}
