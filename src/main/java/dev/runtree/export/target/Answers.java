package dev.runtree.export.target;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a target answers to its preset, checked. */
final class Answers {
    private final Preset preset;
    private final Map<String, String> open;
    private final TargetSecrets secrets;

    /** @throws BadTarget when something is answered that is not asked, or cannot be */
    Answers(Preset preset, Map<String, String> open, TargetSecrets secrets) {
        this.preset = preset;
        this.open = open;
        this.secrets = secrets;
        open.forEach(this::check);
    }

    private void check(String name, String value) {
        var asked = preset.asks().stream()
                .filter(each -> each.name().equals(name) && !each.secret())
                .findFirst()
                .orElseThrow(() -> new BadTarget(preset.title() + " asks for no \"" + name + "\". It asks for: "
                        + preset.asks().stream().map(Asked::name).collect(Collectors.joining(", ")) + "."));
        checkLine(name, value);
        if (!asked.choices().isEmpty() && !asked.choices().contains(value)) {
            throw new BadTarget(preset.title() + " has no " + name + " \"" + value + "\". There are: "
                    + String.join(", ", asked.choices()) + ".");
        }
    }

    /** A line end would begin another header; nothing that is asked has one. */
    static void checkLine(String name, String value) {
        for (var i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) == 0x7f) {
                throw new BadTarget("The " + name + " has a line end or another control character in it. Give it in one"
                        + " line.");
            }
        }
    }

    /** What goes into a header, which HTTP has in ASCII. */
    static String headerValue(String name, String value) {
        checkLine(name, value);
        if (!value.chars().allMatch(character -> character < 0x7f)
                || !value.strip().equals(value)) {
            throw new BadTarget("The " + name + " goes into a header: only ASCII, and no blank at its ends.");
        }
        return value;
    }

    /** @throws BadTarget when it is missing */
    String required(String name) {
        var value = optional(name);
        if (value == null) {
            var help = asked(name).help();
            throw new BadTarget(preset.title() + " needs the " + name + ": " + help);
        }
        return value;
    }

    /** The answer, or what it is when nothing is said, or {@code null}. */
    @Nullable String optional(String name) {
        var asked = asked(name);
        var value = asked.secret() ? secrets.get(name) : open.get(name);
        if (value == null || value.isBlank()) {
            return asked.standard();
        }
        checkLine(name, value);
        return value;
    }

    private Asked asked(String name) {
        return preset.asks().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name));
    }

    /** A header with a required answer. */
    Header header(String header, String name) {
        return new Header(header, headerValue(name, required(name)), asked(name).secret());
    }

    boolean has(String name) {
        return optional(name) != null;
    }

    /** An address of the user's own, or else that of the region. */
    URI endpointOr(String ofRegion) {
        var own = optional("endpoint");
        if (own == null) {
            return URI.create(ofRegion);
        }
        if (open.containsKey("region")) {
            throw new BadTarget("Give " + preset.title() + " a region or an endpoint, not both.");
        }
        return url("endpoint", own);
    }

    URI endpoint() {
        return url("endpoint", required("endpoint"));
    }

    static URI url(String name, String text) {
        try {
            var uri = new URI(text);
            var scheme = uri.getScheme();
            if (scheme == null || !scheme.matches("(?i)https?") || uri.getHost() == null) {
                throw new BadTarget(
                        "The " + name + " is an address such as https://host:4318, with http or https and a host.");
            }
            if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
                throw new BadTarget("The " + name + " has no user, password, query or fragment in it: keys go into"
                        + " headers, which are kept secret.");
            }
            return uri;
        } catch (URISyntaxException e) {
            // Without the cause, which quotes all of it: there may be a password in it.
            throw new BadTarget(
                    "The " + name + " is no address: " + e.getReason() + " at character " + (e.getIndex() + 1) + ".");
        }
    }
}
