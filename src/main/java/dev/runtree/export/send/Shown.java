package dev.runtree.export.send;

import dev.runtree.export.target.Endpoint;
import dev.runtree.export.target.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/** Texts of a target as people may see them: in one line, not too long, and without the target's secrets. */
final class Shown {
    /** In a line that says what went wrong. */
    static final int LINE = 400;

    private static final int SHORTEST_SECRET = 4;
    private static final String BASIC = "Basic ";

    private final List<String> secrets = new ArrayList<>();

    Shown(Endpoint endpoint) {
        for (var header : endpoint.headers()) {
            if (header.secret()) {
                secrets.add(header.value());
                // Behind a word such as Bearer.
                var bare = header.value().substring(header.value().lastIndexOf(' ') + 1);
                secrets.add(bare);
                if (header.value().startsWith(BASIC)) {
                    secrets.add(password(bare));
                }
            }
        }
        secrets.removeIf(secret -> secret.length() < SHORTEST_SECRET);
        secrets.sort(Comparator.comparingInt(String::length).reversed());
    }

    /** What stands behind the name in {@code Basic}: a target that knows it may say it as it is. */
    private static String password(String encoded) {
        try {
            var pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    String text(String text) {
        var shown = text;
        for (var secret : secrets) {
            shown = shown.replace(secret, Header.HIDDEN);
        }
        return shown;
    }

    String line(String text) {
        var line = text(text).strip().replaceAll("\\s+", " ");
        return line.length() <= LINE
                ? line
                : line.substring(0, Character.isHighSurrogate(line.charAt(LINE - 1)) ? LINE - 1 : LINE) + " ... ("
                        + LINE + " of " + line.length() + " characters)";
    }
}
