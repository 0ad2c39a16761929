package dev.runtree.ui.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A statement that is ready to be run, from {@code snippets/sql.sql}.
 *
 * @param title what it answers
 * @param about more of that, in few words
 */
record Snippet(String title, String about, String sql) {
    private static final String HEAD = "--# ";
    private static final String FILE = "/snippets/sql.sql";

    /** In the order of the file: the first is what a console begins with. */
    static List<Snippet> all() {
        try (InputStream in = Snippet.class.getResourceAsStream(FILE)) {
            return read(new String(Objects.requireNonNull(in, FILE).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Snippet> read(String text) {
        var all = new ArrayList<Snippet>();
        var from = text.indexOf(HEAD);
        while (from >= 0) {
            var next = text.indexOf("\n" + HEAD, from);
            var one = text.substring(from, next < 0 ? text.length() : next);
            var line = one.indexOf('\n');
            var head = one.substring(HEAD.length(), line);
            var bar = head.indexOf('|');
            all.add(new Snippet(
                    head.substring(0, bar).strip(),
                    head.substring(bar + 1).strip(),
                    one.substring(line).strip()));
            from = next < 0 ? -1 : next + 1;
        }
        return all;
    }
}
