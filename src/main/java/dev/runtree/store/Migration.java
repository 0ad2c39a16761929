package dev.runtree.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One step of the schema: {@code db/V3__short_name.sql}. A step that was released never changes.
 *
 * @param version from 1, without gaps
 */
record Migration(int version, String name, String sql) {
    private static final Pattern FILE = Pattern.compile("V(\\d+)__(\\w+)\\.sql");

    /** All steps that this program knows, in order, as {@code db/migrations.txt} lists them. */
    static List<Migration> all() {
        return in("");
    }

    /** The steps of a primary database beside one for traces, as {@code db/primary/migrations.txt} lists them. */
    static List<Migration> primary() {
        return in("primary/");
    }

    private static List<Migration> in(String folder) {
        var all = new ArrayList<Migration>();
        for (var file : text(folder + "migrations.txt")
                .lines()
                .filter(line -> !line.isBlank())
                .toList()) {
            var parts = FILE.matcher(file.strip());
            if (!parts.matches() || Integer.parseInt(parts.group(1)) != all.size() + 1) {
                throw new IllegalStateException("db/" + folder + "migrations.txt: unexpected " + file);
            }
            all.add(new Migration(all.size() + 1, parts.group(2).replace('_', ' '), text(folder + file.strip())));
        }
        return all;
    }

    String checksum() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(sql.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Line ends are made alike: a checkout on Windows is the same schema. */
    private static String text(String file) {
        try (InputStream in = Migration.class.getResourceAsStream("/db/" + file)) {
            if (in == null) {
                throw new IllegalStateException("db/" + file + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
