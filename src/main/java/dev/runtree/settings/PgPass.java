package dev.runtree.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL's password file, by its rules: a line is {@code host:port:database:user:password}, a {@code *} stands for
 * anything, a backslash takes the next character as it is, the first line that fits counts, and a file that others than
 * its owner may read is not used.
 */
final class PgPass {
    private static final int FIELDS = 5;
    /** Stands for an unescaped {@code *}: no text of a file is equal to it. */
    private static final String ANY = "*\0";

    private static final Logger log = LoggerFactory.getLogger(PgPass.class);

    private final Path file;

    PgPass(Path file) {
        this.file = file;
    }

    static PgPass fromEnvironment(Map<String, String> environment) {
        var told = environment.get("PGPASSFILE");
        if (told != null && !told.isBlank()) {
            return new PgPass(Path.of(told));
        }
        var windows = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        var roaming = environment.get("APPDATA");
        return new PgPass(
                windows && roaming != null
                        ? Path.of(roaming, "postgresql", "pgpass.conf")
                        : Path.of(System.getProperty("user.home", "."), ".pgpass"));
    }

    @Nullable String password(String host, int port, String database, String user) {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try {
            if (!OwnerOnly.holds(file)) {
                log.warn("{} is not used: others than its owner may read it. chmod 0600 mends that.", file);
                return null;
            }
            var wanted = List.of(host, Integer.toString(port), database, user);
            for (var line : Files.readString(file, StandardCharsets.UTF_8).split("\r?\n", -1)) {
                var fields = fields(line);
                if (fields.size() == FIELDS && fits(fields, wanted)) {
                    return fields.getLast();
                }
            }
        } catch (IOException e) {
            log.warn("Cannot read {}: {}", file, OwnerOnly.reason(e));
        }
        return null;
    }

    private static boolean fits(List<String> fields, List<String> wanted) {
        for (var i = 0; i < wanted.size(); i++) {
            if (!fields.get(i).equals(ANY) && !fields.get(i).equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> fields(String line) {
        var fields = new ArrayList<String>();
        if (line.startsWith("#")) {
            return fields;
        }
        var field = new StringBuilder();
        var escaped = false;
        var raw = 0;
        for (var i = 0; i < line.length(); i++) {
            var c = line.charAt(i);
            if (!escaped && c == '\\') {
                escaped = true;
            } else if (!escaped && c == ':' && fields.size() < FIELDS - 1) {
                fields.add(raw == 1 && field.toString().equals("*") ? ANY : field.toString());
                field.setLength(0);
                raw = 0;
            } else {
                field.append(c);
                raw += escaped ? 2 : 1;
                escaped = false;
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
